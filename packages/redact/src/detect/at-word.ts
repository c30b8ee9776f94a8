// What may begin with a letter and is no name: keys, numbers with letters, hosts, addresses, firms.

import { isDigit, isLetter } from '../classes.ts';
import { idAt } from '../ids/find.ts';
import { CARD_CUE, foldWord, ID_CUE, INTERFACE, type Lexicon } from '../lexicon/lexicon.ts';
import { addressFromWord, postCodeAt } from './addresses.ts';
import { bareUrlAt } from './contact.ts';
import type { Hit } from './hit.ts';
import { bicAt, walletAt } from './money.ts';
import { ipv6At, macAt } from './network.ts';
import { ibanAt, uuidAt } from './numbers.ts';
import { cuedOrganisationAt, organisationAt, placeAt } from './organisations.ts';
import { jwtAt } from './secrets.ts';

const COLON = 58;
const WALLET_MIN = 26;
const LETTERS_OF_IDS = 6;

export interface Word {
  readonly start: number;
  /** End of its letters, and of its letters and figures. */
  readonly letters: number;
  readonly end: number;
  readonly isCapital: boolean;
}

/** Things that begin with a letter but are no word. */
export function readToken(text: string, word: Word, cues: number): Hit | undefined {
  const { start, letters, end } = word;
  const next = text.charCodeAt(end);
  if (text.charCodeAt(start) === 101) {
    const token = jwtAt(text, start);
    if (token) return token;
  }
  if (next === COLON && end - start <= 4) {
    const address = macAt(text, start) ?? ipv6At(text, start);
    if (address) return address;
  }
  if (end === start + 2 && (next === 45 || next === COLON)) {
    const mac = macAt(text, start);
    if (mac) return mac;
  }
  const numbered = numberedToken(text, word, next, (cues & ID_CUE) !== 0);
  if (numbered) return numbered;
  if (
    (cues & CARD_CUE) !== 0 &&
    letters === end &&
    word.isCapital &&
    (end - start === 8 || end - start === 11 || end - start === 6)
  ) {
    const bic = bicAt(text, start);
    if (bic) return bic;
  }
  return bareUrlAt(text, start, end);
}

/** Letters and figures in one, or few letters and figures behind them. */
function numberedToken(text: string, word: Word, next: number, cued: boolean): Hit | undefined {
  const { start, letters, end, isCapital } = word;
  const isMixed = end > letters;
  if (isMixed && letters === start + 2 && isDigit(text.charCodeAt(letters))) {
    const iban = ibanAt(text, start);
    if (iban) return iban;
  }
  if (end === start + 8) {
    const uuid = uuidAt(text, start);
    if (uuid) return uuid;
  }
  if (end - start >= WALLET_MIN) {
    const wallet = walletAt(text, start);
    if (wallet) return wallet;
  }
  const isBeforeFigures =
    letters - start <= LETTERS_OF_IDS &&
    isSeparator(next) &&
    (isDigit(text.charCodeAt(end + 1)) || (cued && isCapital && isUpper(text.charCodeAt(end + 1))));
  if (!isMixed && !isBeforeFigures) return undefined;
  if (letters - start === 2 && !isMixed && isDigit(text.charCodeAt(end + 1))) {
    const iban = ibanAt(text, start);
    if (iban) return iban;
  }
  return idAt(text, start, cued) ?? (isCapital ? (postCodeAt(text, start) ?? bicAt(text, start)) : undefined);
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isSeparator(code: number): boolean {
  return code === 32 || (code >= 45 && code <= 47);
}

/** Streets, firms and towns that this word makes known; `flags` are the word's. */
export function readPlaceOrFirm(
  text: string,
  word: Word,
  lexicon: Lexicon,
  flags: number,
  mode: 'interface' | 'free',
): Hit | undefined {
  const { start, end } = word;
  if (!word.isCapital) return undefined;
  const organisation = organisationAt(text, start, end, lexicon);
  if (organisation) return organisation;
  const before = text.charCodeAt(end);
  if (before !== 32 && before !== 46 && before !== COLON && before !== 44 && !isLetter(before))
    return town(text, word, lexicon, flags, mode);
  return (
    addressFromWord(text, start, end) ??
    (mode === 'free'
      ? cuedOrganisationAt(text, foldWord(text.slice(start, end)), end, lexicon)
      : undefined) ??
    town(text, word, lexicon, flags, mode)
  );
}

function town(
  text: string,
  { start, end }: Word,
  lexicon: Lexicon,
  flags: number,
  mode: 'interface' | 'free',
): Hit | undefined {
  return mode === 'free' && (flags & INTERFACE) === 0 ? placeAt(text, start, end, lexicon) : undefined;
}
