// Surrogates for export: a placeholder becomes a value of its kind that cannot belong to anyone.
//
// Reserved ranges (example.com of RFC 2606, 555-01xx, documentation networks of RFC 5737) or checksums that do not hold,
// so that a surrogate is recognisable as one. Seeded per dataset: the same in text and pixels of one dataset, and not
// to be linked between two. Names and companies are invented; that one exists is possible, that it was recorded is not known.

import { isMod97 } from './checksum.ts';
import { createKeyedHash, type KeyedHash } from './key.ts';

export interface Surrogates {
  /** The text with every placeholder replaced; other text is unchanged. */
  replace(text: string): string;
}

const PLACEHOLDER = /<([A-Z][A-Z0-9]*)_(\d{1,12})(?::([^<>]{1,120}))?>/g;

/** @param seed at least 16 random bytes, kept with the dataset's recipe and not published. */
export function createSurrogates(seed: Uint8Array): Surrogates {
  const keyed = createKeyedHash(seed);
  return {
    replace: (text) =>
      text.replace(PLACEHOLDER, (_all, type: string, index: string, attributes: string | undefined) =>
        surrogateOf(type, draw(keyed, `${type}_${index}`), attributes ?? ''),
      ),
  };
}

/** Numbers drawn for one placeholder: the n-th is below `limit`. */
type Draw = (n: number, limit: number) => number;

function draw(keyed: KeyedHash, placeholder: string): Draw {
  return (n, limit) => keyed.index(`surrogate-${n}`, placeholder) % limit;
}

const GIVEN =
  'Alba Bruno Carin Dario Edda Falk Greta Hanno Ilka Joris Kaja Lenz Mirel Nilo Orla Pio Quinn Runa Silas Tilda Uwe Vida Wim Xenia Yorick Zita'.split(
    ' ',
  );
const FAMILY =
  'Abelkamp Birkmoor Cantwell Dornweg Ellerby Fennhagen Garthorn Hollowick Isenfeld Jarrowby Kesselring Lindgard Marwell Nordquell Ostermoor Pennycroft Quaresby Rothmere Sandholt Thornacre Ulverton Vossberg Wendelin Yardleigh Zellbruck'.split(
    ' ',
  );
const TRADES = 'Trading Logistics Instruments Foods Textiles Mills Supply Works Optics Timber'.split(' ');
const WORDS =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim minim veniam quis nostrud'.split(
    ' ',
  );

function surrogateOf(type: string, d: Draw, attributes: string): string {
  const given = GIVEN[d(0, GIVEN.length)]!;
  const family = FAMILY[d(1, FAMILY.length)]!;
  switch (type) {
    case 'PERSON':
      return `${given} ${family}`;
    case 'CUSTOMER':
      return `${family} ${TRADES[d(2, TRADES.length)]} ${d(3, 900) + 100}`;
    case 'EMAIL':
      return `${given}.${family}${d(2, 9_000) + 1_000}@example.com`.toLowerCase();
    case 'PHONE':
      return `+1-${200 + d(0, 700)}-555-01${pad(d(1, 100), 2)}`;
    case 'URL':
      return `https://example.com/${WORDS[d(0, WORDS.length)]}-${d(1, 100_000)}`;
    case 'PATH':
      return `item-${d(0, 1_000_000)}`;
    case 'IP':
      return `${['192.0.2', '198.51.100', '203.0.113'][d(0, 3)]}.${d(1, 254) + 1}`;
    default:
      return (
        numberSurrogate(type, d) ?? namedSurrogate(type, d, family) ?? textSurrogate(type, d, attributes)
      );
  }
}

/** Values that are words: streets that no register has, hosts and users that are reserved. */
function namedSurrogate(type: string, d: Draw, family: string): string | undefined {
  switch (type) {
    case 'ADDRESS':
      return `${d(2, 200) + 1} ${family} Street`;
    case 'ORG':
      return `${family} ${TRADES[d(2, TRADES.length)]}`;
    case 'PLACE':
      return `${family}ton`;
    case 'HANDLE':
      return `user-${pad(d(2, 1_000_000), 6)}`;
    case 'FILE':
      return `/home/user/item-${d(2, 1_000_000)}`;
    case 'CRYPTO':
      return `not-a-wallet-${pad(d(2, 1_000_000_000), 9)}`;
    case 'GEO': // the middle of the South Atlantic
      return `-40.${pad(d(2, 10_000), 4)}, -20.${pad(d(3, 10_000), 4)}`;
    default:
      return undefined;
  }
}

function numberSurrogate(type: string, d: Draw): string | undefined {
  switch (type) {
    case 'IBAN':
      return invalidIban(pad(d(0, 1_000_000_000), 9) + pad(d(1, 1_000_000_000), 9));
    case 'CARD':
      return invalidCard(`400000${pad(d(0, 1_000_000_000), 9)}`);
    case 'SSN': // area 000 is not assigned
      return `000-${pad(d(0, 99) + 1, 2)}-${pad(d(1, 9_999) + 1, 4)}`;
    case 'UUID': // version 0 does not exist
      return `${pad(d(0, 100_000_000), 8)}-0000-0000-0000-${pad(d(1, 1_000_000_000), 12)}`;
    case 'AMOUNT':
      return `${d(0, 9_000) + 1_000}.${pad(d(1, 100), 2)}`;
    case 'DATE':
      return `20${pad(30 + d(0, 60), 2)}-${pad(d(1, 12) + 1, 2)}-${pad(d(2, 28) + 1, 2)}`;
    case 'TIME':
      return `${pad(d(0, 24), 2)}:${pad(d(1, 60), 2)}`;
    case 'AGE':
      return String(20 + d(0, 60));
    case 'BIRTH': // before anyone who works
      return `18${pad(10 + d(0, 60), 2)}-${pad(d(1, 12) + 1, 2)}-${pad(d(2, 28) + 1, 2)}`;
    case 'ID':
    case 'BANK':
    case 'DEVICE':
    case 'BUSINESS':
      return `X0-${pad(d(0, 1_000_000_000), 9)}`;
    case 'NUM':
      return String(d(0, 900_000) + 100_000);
    default:
      return undefined;
  }
}

function textSurrogate(type: string, d: Draw, attributes: string): string {
  if (type === 'SECRET') return `not-a-secret-${pad(d(0, 1_000_000_000), 9)}`;
  const bucket = /(?:^|,)len=(\d{1,7})\.\.(\d{1,7})/.exec(attributes);
  const low = Math.min(Number(bucket?.[1] ?? 8), LENGTH_MAX);
  const high = Math.min(Number(bucket?.[2] ?? 15), LENGTH_MAX);
  const length = low + d(0, high - low + 1);
  let text = `${WORDS[d(1, WORDS.length)]}`;
  for (let n = 2; text.length < length; n++) text += ` ${WORDS[d(n, WORDS.length)]}`;
  return text.slice(0, Math.max(1, length)).trimEnd().padEnd(Math.max(1, low), 'm');
}
/** Units of the longest surrogate text: longer ones teach nothing more. */
const LENGTH_MAX = 2_000;

/** Check digits 00 and 01 are never given out; of the two, one does not even satisfy the checksum. */
function invalidIban(account: string): string {
  const iban = isMod97(`DE00${account}`) ? `DE01${account}` : `DE00${account}`;
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

/** Fifteen digits and the one digit after the right one. */
function invalidCard(body: string): string {
  let sum = 0;
  for (let at = 0; at < body.length; at++) {
    const digit = Number(body[body.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  const right = (10 - (sum % 10)) % 10;
  return `${body}${(right + 1) % 10}`.replace(/(.{4})(?=.)/g, '$1 ');
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
