// What the pages say: counts, sizes, places and faults in words for the person they concern.

import type { Status } from '@overt/capture/browser';
import { reasonInWords } from '@overt/policy';

/** `1 picture`, `25 pictures`. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString()} ${n === 1 ? one : many}`;

/** `1.3 MB`, `12 KB`; never broken over two lines. */
export const sizeInWords = (bytes: number): string =>
  bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)}\u00a0MB` : `${Math.ceil(bytes / 1e3)}\u00a0KB`;

/** A catalogue id, or what it means that there is none. */
export const placeInWords = (place: string): string =>
  place === 'unknown'
    ? 'a place that is not on the list'
    : place === 'withheld'
      ? 'a place of which nothing is kept'
      : place;

/** Places of a piece, those that are known first. */
export function placesInWords(places: readonly string[]): string {
  const isNamed = (place: string): boolean => placeInWords(place) === place;
  return (
    [...places.filter(isNamed), ...places.filter((place) => !isNamed(place))].map(placeInWords).join(', ') ||
    'no place'
  );
}

/** `594 content rather than interface`, most first. */
export function withheldInWords(withheld: Status['withheld']): readonly string[] {
  return (Object.entries(withheld) as [keyof Status['withheld'], number][])
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count.toLocaleString()} ${reasonInWords(reason)}`);
}

const FAULTS: Readonly<Record<string, string>> = {
  SERVER_UNREACHABLE: 'The server does not answer. Nothing was lost; try again later.',
  SERVER_REFUSED: 'The server did not accept this. Ask whoever gave you the code.',
  CODE_UNKNOWN: 'The server does not know this code. It may be mistyped, used before, or too old.',
  CODE_USED: 'This code was used before; each works once. Ask for a new one.',
  CODE_EXPIRED: 'This code is too old. Ask for a new one.',
  ANSWER_MALFORMED: 'What answered at this address is not a server of Overt.',
  DSSE_UNVERIFIED: 'The answer is not signed by the server you enrolled with, so it was not used.',
  NO_RECEIPT: 'The notice has changed or your consent has ended. Read the notice and decide again.',
  NOT_ENROLLED: 'This device is not set up yet.',
  NOT_RECORDING: 'Nothing is being recorded.',
  NOT_HELD: 'This piece is no longer held: it was deleted or has left.',
  STORAGE_BROKEN: 'The browser could not store this, so nothing was kept.',
  SEAL_BROKEN: 'This piece cannot be opened any more. You can still delete it.',
  POLICY_STALE: 'The server has not confirmed its policy for a day, so nothing may be recorded.',
};

/** A fault in words; one without words keeps the recorder's own message. */
export function faultInWords(code: string, message: string): string {
  const inner = /\(([A-Z][A-Z_]+)\)/.exec(message)?.[1] ?? ''; // the server's own code, where it refused
  return FAULTS[inner] ?? FAULTS[code] ?? message;
}
