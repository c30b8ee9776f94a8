// Checksums of the numbers that states and registers give out. Inputs are upper-case letters and digits without separators.

import { isLuhn } from '../checksum.ts';

const figure = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** Σ weight × digit over the first digits. */
export function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += weights[at]! * figure(digits, at);
  return sum;
}

/** Remainder of a number of any length. */
export function remainder(digits: string, modulus: number): number {
  let rest = 0;
  for (let at = 0; at < digits.length; at++) rest = (rest * 10 + figure(digits, at)) % modulus;
  return rest;
}

/** ISO/IEC 7064 MOD 11,10: the last digit checks the others. */
export function isMod11_10(digits: string): boolean {
  let product = 10;
  for (let at = 0; at < digits.length - 1; at++) {
    const sum = (figure(digits, at) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === figure(digits, digits.length - 1);
}

/** ISO/IEC 7064 MOD 11-2 with X for ten. */
export function isMod11_2(text: string): boolean {
  let rest = 0;
  for (let at = 0; at < text.length - 1; at++) rest = ((rest + figure(text, at)) * 2) % 11;
  const check = (12 - rest) % 11;
  return text[text.length - 1] === (check === 10 ? 'X' : String(check));
}

const D = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const P = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff's dihedral check. */
export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = figure(digits, digits.length - 1 - at);
    check = figure(D[check]!, figure(P[at % 8]!, digit));
  }
  return check === 0;
}

/** EAN-13. */
export function isEan13(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < 13; at++) sum += figure(digits, at) * (at % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/** Weights 7, 3, 1 over digits and letters (A = 10), last character the check digit (ICAO 9303). */
export function is731(text: string): boolean {
  let sum = 0;
  for (let at = 0; at < text.length - 1; at++) sum += rankOf(text.charCodeAt(at)) * [7, 3, 1][at % 3]!;
  return sum % 10 === figure(text, text.length - 1);
}

function rankOf(code: number): number {
  if (code >= 65) return code - 55;
  return code === 60 ? 0 : code - 48;
}

/** A day and month that exist; months may be shifted by a century's offset. */
export function isDate(yy: string, mm: string, dd: string, shifts: readonly number[] = [0]): boolean {
  const [month, day] = [Number(mm), Number(dd)];
  if (yy.length < 2 || day < 1 || day > 31) return false;
  return shifts.some((shift) => month - shift >= 1 && month - shift <= 12);
}

/** Date at the front as YYMMDD. */
export const hasYmd = (text: string, shifts?: readonly number[], at = 0): boolean =>
  isDate(text.slice(at, at + 2), text.slice(at + 2, at + 4), text.slice(at + 4, at + 6), shifts);
/** Date at the front as DDMMYY. */
export const hasDmy = (text: string, at = 0): boolean =>
  isDate(text.slice(at + 4, at + 6), text.slice(at + 2, at + 4), text.slice(at, at + 2));

const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VIN_VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';

/** A vehicle's number with the check digit that North America demands. */
export function isVin(text: string): boolean {
  let sum = 0;
  for (let at = 0; at < 17; at++) {
    const value = VIN_VALUES.indexOf(text[at]!);
    if (value === -1 || text[at] === '.') return false;
    sum += (value % 10) * VIN_WEIGHTS[at]!;
  }
  const check = sum % 11;
  return text[8] === (check === 10 ? 'X' : String(check)) && /\d/.test(text) && /[A-Z]/.test(text);
}

const ODD_VALUES = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Italy's codice fiscale. */
export function isCodiceFiscale(text: string): boolean {
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const code = text.charCodeAt(at);
    const value = code >= 65 ? code - 65 : code - 48;
    sum += at % 2 === 0 ? ODD_VALUES[value]! : value;
  }
  return sum % 26 === text.charCodeAt(15) - 65;
}

/** First ten digits with one repeated two or three times (Germany's tax number). */
export function isSteuerId(digits: string): boolean {
  if (digits[0] === '0') return false;
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && repeated[0]! <= 3 && isMod11_10(digits);
}

const RVNR_WEIGHTS = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];

/** Germany's pension insurance number: the letter counts as two digits. */
export function isRvnr(text: string): boolean {
  const letter = String(text.charCodeAt(8) - 64).padStart(2, '0');
  const digits = text.slice(0, 8) + letter + text.slice(9, 11);
  let sum = 0;
  for (let at = 0; at < 12; at++) {
    const product = RVNR_WEIGHTS[at]! * figure(digits, at);
    sum += Math.floor(product / 10) + (product % 10);
  }
  return isDate(text.slice(6, 8), text.slice(4, 6), text.slice(2, 4)) && sum % 10 === figure(text, 11);
}

/** France's NIR with its key; Corsica's 2A and 2B count as 19 and 18. */
export function isNir(text: string): boolean {
  if (!'123478'.includes(text[0]!)) return false;
  const body = text.slice(0, 13).replace('2A', '19').replace('2B', '18');
  const month = Number(text.slice(3, 5));
  if (!/^\d{13}$/.test(body) || !((month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50))
    return false;
  return 97 - remainder(body, 97) === Number(text.slice(13));
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spain's DNI and NIE. */
export function isDni(text: string): boolean {
  const number = text.replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return DNI_LETTERS[Number(number.slice(0, 8)) % 23] === text[8];
}

/** Spain's CIF. */
export function isCif(text: string): boolean {
  if (!'ABCDEFGHJNPQRSUVW'.includes(text[0]!)) return false;
  let sum = 0;
  for (let at = 1; at < 8; at++) {
    const value = figure(text, at) * (at % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  const check = (10 - (sum % 10)) % 10;
  return text[8] === String(check) || text[8] === 'JABCDEFGHI'[check];
}

/** Σ weights mod 11 is the last digit, ten meaning none or zero. */
export function isWeighted11(
  digits: string,
  weights: readonly number[],
  ten: 'none' | 'zero' = 'none',
): boolean {
  const check = weighted(digits, weights) % 11;
  return (check === 10 ? (ten === 'zero' ? 0 : -1) : check) === figure(digits, digits.length - 1);
}

/** 11 − Σ weights mod 11, eleven meaning zero; ten is not given out. */
export function isComplement11(digits: string, weights: readonly number[], ten = -1): boolean {
  const check = (11 - (weighted(digits, weights) % 11)) % 11;
  return (check === 10 ? ten : check) === figure(digits, weights.length);
}

/** 10 − Σ weights mod 10. */
export function isComplement10(digits: string, weights: readonly number[]): boolean {
  return (10 - (weighted(digits, weights) % 10)) % 10 === figure(digits, weights.length);
}

export function isBsn(digits: string): boolean {
  return Number(digits) > 0 && (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) - figure(digits, 8)) % 11 === 0;
}

/** Belgium: 97 minus the rest of the nine digits, with a 2 in front for those born after 1999. */
export function isBelgian(digits: string): boolean {
  const check = Number(digits.slice(9));
  const body = digits.slice(0, 9);
  if (!hasYmd(digits, [0, 20, 40]) && Number(digits.slice(2, 4)) !== 0) return false;
  return 97 - remainder(body, 97) === check || 97 - remainder(`2${body}`, 97) === check;
}

export function isNorwegian(digits: string): boolean {
  const one = (11 - (weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const two = (11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  const day = Number(digits.slice(0, 2)) % 40;
  return day >= 1 && day <= 31 && one === figure(digits, 9) && two === figure(digits, 10);
}

const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** Finland: DDMMYY, perhaps the century's letter, NNN, check character. */
export function isFinnish(text: string): boolean {
  const number = text.slice(0, 6) + text.slice(-4, -1);
  return hasDmy(text) && /^\d{9}$/.test(number) && FINNISH[Number(number) % 31] === text[text.length - 1];
}

const PPS = 'WABCDEFGHIJKLMNOPQRSTUV';

/** Ireland's PPS number; the second letter, where there is one, counts nine times. */
export function isPps(text: string): boolean {
  const extra = text.length === 9 ? (text[8] === 'W' ? 0 : text.charCodeAt(8) - 64) * 9 : 0;
  return PPS[(weighted(text, [8, 7, 6, 5, 4, 3, 2]) + extra) % 23] === text[7];
}

export function isCnp(digits: string): boolean {
  const sum = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return digits[0] !== '0' && hasYmd(digits, [0], 1) && (sum === 10 ? 1 : sum) === figure(digits, 12);
}

/** Estonia and Lithuania. */
export function isBaltic(digits: string): boolean {
  const first = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const check = first < 10 ? first : weighted(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return '123456'.includes(digits[0]!) && hasYmd(digits, [0], 1) && check % 10 === figure(digits, 10);
}

export function isNhs(digits: string): boolean {
  return isComplement11(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]);
}

export function isUtr(digits: string): boolean {
  return '21987654321'[weighted(digits.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === digits[0];
}

/** UK VAT: both generations of the check. */
export function isUkVat(digits: string): boolean {
  const sum = weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + Number(digits.slice(7, 9));
  return sum % 97 === 0 || (sum + 55) % 97 === 0;
}

export function isNino(text: string): boolean {
  return !/^(?:BG|GB|NK|KN|TN|NT|ZZ|.O|[DFIQUV]|.[DFIQUV])/.test(text) && 'ABCD'.includes(text[8]!);
}

export function isNpi(digits: string): boolean {
  return (digits[0] === '1' || digits[0] === '2') && isLuhn(`80840${digits}`);
}

export function isDea(text: string): boolean {
  const n = (at: number) => figure(text, at);
  return (n(2) + n(4) + n(6) + 2 * (n(3) + n(5) + n(7))) % 10 === n(8);
}

export function isMbi(text: string): boolean {
  return /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d\d$/.test(
    text,
  );
}

export function isItin(digits: string): boolean {
  const group = Number(digits.slice(3, 5));
  return (
    digits[0] === '9' &&
    ((group >= 50 && group <= 65) ||
      (group >= 70 && group <= 88) ||
      (group >= 90 && group <= 92) ||
      group >= 94)
  );
}

export function isAba(digits: string): boolean {
  const head = Number(digits.slice(0, 2));
  const area = head <= 12 || (head >= 21 && head <= 32) || (head >= 61 && head <= 72) || head === 80;
  return (
    area && head + Number(digits.slice(2)) > 0 && weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0
  );
}

export function isTfn(digits: string): boolean {
  return weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0;
}

export function isAbn(digits: string): boolean {
  return (weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;
}

/** Singapore: S, T, F, G, M. */
export function isNric(text: string): boolean {
  const [head] = text;
  const sum =
    weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) +
    (head === 'T' || head === 'G' ? 4 : head === 'M' ? 3 : 0);
  const letters = head === 'S' || head === 'T' ? 'JZIHGFEDCBA' : head === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK';
  const at = head === 'M' ? 10 - (sum % 11) : sum % 11;
  return letters[at] === text[8];
}

export function isKorean(digits: string): boolean {
  const check = (11 - (weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
  return hasYmd(digits) && digits[6] !== '9' && check === figure(digits, 12);
}

export function isMyNumber(digits: string): boolean {
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === figure(digits, 11);
}

const differs = (digits: string): boolean =>
  /[^0]/.test(digits) && digits !== digits[0]!.repeat(digits.length);
const tenTo0 = (sum: number): number => ((sum * 10) % 11) % 10;

export function isCpf(digits: string): boolean {
  return (
    differs(digits) &&
    tenTo0(weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2])) === figure(digits, 9) &&
    tenTo0(weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) === figure(digits, 10)
  );
}

export function isCnpj(digits: string): boolean {
  const w = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  return (
    differs(digits) &&
    tenTo0(weighted(digits, w.slice(1))) === figure(digits, 12) &&
    tenTo0(weighted(digits, w)) === figure(digits, 13)
  );
}

const CURP = '0123456789ABCDEFGHIJKLMN_OPQRSTUVWXYZ';

export function isCurp(text: string): boolean {
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += CURP.indexOf(text[at]!) * (18 - at);
  return hasYmd(text, [0], 4) && 'HMX'.includes(text[10]!) && (10 - (sum % 10)) % 10 === figure(text, 17);
}

export function isTckn(digits: string): boolean {
  const odd =
    figure(digits, 0) + figure(digits, 2) + figure(digits, 4) + figure(digits, 6) + figure(digits, 8);
  const even = figure(digits, 1) + figure(digits, 3) + figure(digits, 5) + figure(digits, 7);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return digits[0] !== '0' && tenth === figure(digits, 9) && (odd + even + tenth) % 10 === figure(digits, 10);
}

export function isChinese(text: string): boolean {
  const year = Number(text.slice(6, 10));
  return year >= 1900 && year < 2100 && hasYmd(text, [0], 8) && isMod11_2(text);
}

export function isTaiwanese(text: string): boolean {
  const code = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(text[0]!) + 10;
  const sum = Math.floor(code / 10) + (code % 10) * 9 + weighted(text.slice(1), [8, 7, 6, 5, 4, 3, 2, 1]);
  return '12'.includes(text[1]!) && (sum + figure(text, 9)) % 10 === 0;
}

export function isThai(digits: string): boolean {
  const sum = weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return digits[0] !== '0' && (11 - (sum % 11)) % 10 === figure(digits, 12);
}

/** Chile: the check may be K. */
export function isRut(text: string): boolean {
  let sum = 0;
  for (let at = text.length - 2, weight = 2; at >= 0; at--, weight = weight === 7 ? 2 : weight + 1)
    sum += figure(text, at) * weight;
  const check = 11 - (sum % 11);
  return text[text.length - 1] === (check === 11 ? '0' : check === 10 ? 'K' : String(check));
}

export function isInn12(digits: string): boolean {
  const one = (weighted(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  const two = (weighted(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  return one === figure(digits, 10) && two === figure(digits, 11);
}

export function isSnils(digits: string): boolean {
  const sum = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return (sum === 100 ? 0 : sum) === Number(digits.slice(9));
}

export function isJmbg(digits: string): boolean {
  const sum = weighted(digits, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
  const check = 11 - (sum % 11);
  return (
    isDate(digits.slice(5, 7), digits.slice(2, 4), digits.slice(0, 2)) &&
    (check > 9 ? 0 : check) === figure(digits, 12)
  );
}
