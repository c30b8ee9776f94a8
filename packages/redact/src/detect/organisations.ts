// Firms by the letters of their form, by the kind of house they name, by the word in front; places by the word in front.

import { classOf, isLetter, UPPER } from '../classes.ts';
import { INTERFACE, type Lexicon, MONTH } from '../lexicon/lexicon.ts';
import type { Hit } from './hit.ts';
import { isCapitalised, lettersEnd } from './words.ts';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Legal forms; they make the capitalised words before them a firm. */
const FORMS = set(
  'Inc Incorporated Ltd Limited LLC LLP LP Corp Corporation PLC plc GmbH mbH AG KG KGaA OHG UG eG eV SE SA SAS SARL SCI SNC EURL BV NV VOF Oy Oyj AB ApS AS ASA SpA Srl SRL SL SLU Lda Ltda Sp zoo sro Kft Zrt Pty Pte Co',
);
/** What a house is; one of these behind a name that is no interface word. */
const HOUSES = set(
  'Bank Sparkasse Versicherung Insurance University Universität Université College School Schule Hospital Klinik Klinikum Krankenhaus Hôpital Clinic Institute Institut Foundation Stiftung Fondation Holdings Holding Consulting Technologies Industries Logistics Logistik Pharmaceuticals Pharma Airlines Ventures Capital Partners Associates Solutions Systems Software Labs Laboratories Motors Energy Foods Brewery Verlag Werke Verein Verband Ministerium Ministry Agency Agentur Club Hotel Restaurant Church Kirche',
);
const BEFORE_MAX = 6;
const REACH = 70;

/** A firm whose form, or whose kind, is the word from `start` to `end`. */
export function organisationAt(text: string, start: number, end: number, lexicon: Lexicon): Hit | undefined {
  const word = text.slice(start, end);
  const isForm = FORMS.has(word) && (text[start - 1] === ' ' || text[start - 1] === ',');
  if (!isForm && !HOUSES.has(word)) return undefined;
  const from = nameStart(text, start, lexicon, isForm);
  if (from === start) return undefined;
  return {
    start: from,
    end: text[end] === '.' && isForm && word.length <= 4 ? end + 1 : end,
    type: 'ORG',
    evidence: isForm ? 'form' : 'house',
  };
}

/** Start of the capitalised words before `start`, joined by spaces, commas, dashes, `&`, `and`. */
function nameStart(text: string, start: number, lexicon: Lexicon, isForm: boolean): number {
  let from = start;
  let at = start;
  let own = 0;
  const floor = Math.max(0, start - REACH);
  for (let words = 0; words < BEFORE_MAX; words++) {
    let gap = at;
    while (gap > floor && ' ,&+.-'.includes(text[gap - 1]!) && at - gap < 3) gap--;
    if (gap === at || (text[gap] === '.' && gap - at < -1)) break;
    let begin = gap;
    while (begin > floor && (isLetter(text.charCodeAt(begin - 1)) || text[begin - 1] === "'")) begin--;
    if (begin === gap) break;
    if (/^(?:and|und|et|of|de|für|y|e)$/.test(text.slice(begin, gap)) && words > 0) {
      at = begin;
      continue;
    }
    if (classOf(text.charCodeAt(begin)) !== UPPER) break;
    const isCommon = (lexicon.flags(text, begin, gap) & (INTERFACE | MONTH)) !== 0;
    if (isCommon && !isForm) break;
    if (isCommon && words > 0 && isSentenceStart(text, begin)) break;
    if (!isCommon) own++;
    from = begin;
    at = begin;
  }
  return own > 0 ? from : start;
}

function isSentenceStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n' || (text[at - 1] === ' ' && '.!?:'.includes(text[at - 2] ?? ' '));
}

const HOUSE_CUES = set(
  'company firm firma unternehmen gesellschaft societe entreprise employer arbeitgeber employeur client customer kunde vendor supplier lieferant fournisseur',
);

/** `company Contoso`, `Firma Quux`: the capitalised words behind the cue that ends at `end`. */
export function cuedOrganisationAt(
  text: string,
  cue: string,
  end: number,
  lexicon: Lexicon,
): Hit | undefined {
  if (!HOUSE_CUES.has(cue) || (text[end] !== ' ' && text[end] !== ':')) return undefined;
  let at = text.startsWith(': ', end) ? end + 2 : end + 1;
  const start = at;
  let last = -1;
  for (let words = 0; words < 4; words++) {
    const stop = lettersEnd(text, at);
    if (
      stop === at ||
      !isCapitalised(text, at, stop) ||
      (lexicon.flags(text, at, stop) & (INTERFACE | MONTH)) !== 0
    )
      break;
    last = stop;
    if (text[stop] !== ' ' && text[stop] !== '-') break;
    at = stop + 1;
  }
  return last === -1 ? undefined : { start, end: last, type: 'ORG', evidence: 'cue' };
}

const TOWARDS_PLACES = set('in near nach aus bei pres lives living visiting visit wohnt habite');

/** A town known by name behind a word that leads to places. */
export function placeAt(text: string, start: number, end: number, lexicon: Lexicon): Hit | undefined {
  if (end - start < 4 || !lexicon.isPlace(text, start, end)) return undefined;
  let at = start - 1;
  if (text[at] !== ' ') return undefined;
  const before = at;
  while (at > 0 && isLetter(text.charCodeAt(at - 1)) && before - at < 10) at--;
  if (!TOWARDS_PLACES.has(text.slice(at, before).toLowerCase())) return undefined;
  return { start, end, type: 'PLACE', evidence: 'lexicon' };
}
