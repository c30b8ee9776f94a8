// Bank codes, what stands on a card besides its number, wallets.

import { sha256 } from '@noble/hashes/sha2.js';
import { ibanLength } from '../checksum.ts';
import { isDigit } from '../classes.ts';
import { isAlphanumeric } from '../secrets/body.ts';
import { follows } from './context.ts';
import type { Hit } from './hit.ts';

const BIC_CUES = new Set(['bic', 'swift', 'bank', 'iban']);
const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/;
const FURTHER_COUNTRIES = new Set(
  'US CA AU NZ JP CN HK SG IN KR TH MY ID PH VN ZA NG KE MX AR CL CO PE'.split(' '),
);

/** A BIC (ISO 9362) near a word that announces one. */
export function bicAt(text: string, start: number): Hit | undefined {
  const match = BIC.exec(text.slice(start, start + 12));
  if (!match) return undefined;
  const country = match[0].slice(4, 6);
  if (ibanLength(country) === undefined && !FURTHER_COUNTRIES.has(country)) return undefined;
  if (!follows(text, start, BIC_CUES)) return undefined;
  return { start, end: start + match[0].length, type: 'BANK', evidence: 'id:bank-bic' };
}

const CVV_CUES = new Set(
  'cvv cvc cvn cid csc prufziffer kartenprufnummer sicherheitscode prufnummer cryptogramme'.split(' '),
);
const EXPIRY_CUES = new Set(
  'exp expiry expires expiration valid thru gultig ablauf ablaufdatum expire expiration validite'.split(' '),
);

/** Three or four figures after `CVV`, or month and year after `exp`. */
export function cardDetailAt(text: string, start: number): Hit | undefined {
  let end = start;
  while (end - start < 5 && isDigit(text.charCodeAt(end))) end++;
  const figures = end - start;
  if (
    (figures === 3 || figures === 4) &&
    !isAlphanumeric(text.charCodeAt(end)) &&
    follows(text, start, CVV_CUES, 3)
  )
    return { start, end, type: 'BANK', evidence: 'id:bank-cvv' };
  const expiry = /^(?:0[1-9]|1[0-2]) ?[/-] ?(?:20)?\d\d(?![\d/.-])/.exec(text.slice(start, start + 10));
  if (!expiry || !follows(text, start, EXPIRY_CUES, 3)) return undefined;
  return { start, end: start + expiry[0].length, type: 'BANK', evidence: 'id:bank-expiry' };
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const TOKEN_MAX = 92;

/** A wallet's address: `0x…`, base58check, bech32. */
export function walletAt(text: string, start: number): Hit | undefined {
  let end = start;
  const limit = Math.min(text.length, start + TOKEN_MAX);
  while (end < limit && isAlphanumeric(text.charCodeAt(end))) end++;
  const size = end - start;
  if (size < 26 || end === limit) return undefined;
  const token = text.slice(start, end);
  const isOne =
    size === 42 && /^0x[0-9a-fA-F]{40}$/.test(token)
      ? 'hex'
      : size <= 35 && isBase58Check(token)
        ? 'base58'
        : isBech32(token)
          ? 'bech32'
          : '';
  return isOne === '' ? undefined : { start, end, type: 'CRYPTO', evidence: isOne };
}

function isBase58Check(token: string): boolean {
  const bytes = new Uint8Array(25);
  for (let at = 0; at < token.length; at++) {
    let carry = BASE58.indexOf(token[at]!);
    if (carry === -1) return false;
    for (let byte = 24; byte >= 0; byte--) {
      carry += bytes[byte]! * 58;
      bytes[byte] = carry & 255;
      carry >>= 8;
    }
    if (carry > 0) return false;
  }
  const check = sha256(sha256(bytes.subarray(0, 21)));
  return check[0] === bytes[21] && check[1] === bytes[22] && check[2] === bytes[23] && check[3] === bytes[24];
}

const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** BIP 173 and BIP 350. */
function isBech32(token: string): boolean {
  const address = token.toLowerCase();
  if (address !== token && address.toUpperCase() !== token) return false;
  const one = address.lastIndexOf('1');
  const prefix = address.slice(0, one);
  if (!['bc', 'tb', 'ltc', 'addr'].includes(prefix)) return false;
  const values: number[] = [];
  for (const letter of prefix) values.push(letter.charCodeAt(0) >> 5);
  values.push(0);
  for (const letter of prefix) values.push(letter.charCodeAt(0) & 31);
  for (const letter of address.slice(one + 1)) {
    const value = BECH32.indexOf(letter);
    if (value === -1) return false;
    values.push(value);
  }
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (let bit = 0; bit < 5; bit++) if ((top >>> bit) & 1) sum ^= GENERATOR[bit]!;
  }
  return sum === 1 || sum === 0x2bc830a3;
}
