// What the pages say: counts, sizes, places and faults in words for the person they concern.

import type { ExemptionAsked, RiskReason, Status } from '@overt/capture/browser';
import { type ExemptionScope, type Fidelity, reasonInWords, type Usage } from '@overt/policy';

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

/** What is kept at a place, in one sentence. */
export const fidelityInWords = (fidelity: Fidelity): string => FIDELITIES[fidelity];

const FIDELITIES: Readonly<Record<Fidelity, string>> = {
  none: 'Nothing is kept here.',
  structure: 'Only what you did is kept here, no text and no pictures.',
  workflow: 'What you did and the names of buttons and fields are kept; in pictures all else is covered.',
  content: 'What you did, texts and pictures are kept, with personal data replaced.',
};

/** What recording costs now. */
export function usageInWords({ mb_today, cpu_percent }: Usage): string {
  return `Today ${mb_today.toFixed(1)}\u00a0MB, now ${cpu_percent.toFixed(0)}\u00a0% of one processor core.`;
}

const RISKS: Readonly<Record<RiskReason, string>> = {
  'near-confidential': 'beside a confidential document',
  text: 'texts, with names and numbers replaced',
  'near-customer': 'beside a customer who is never recorded',
  pictures: 'pictures',
  'near-secret': 'a password or payment field was filled',
  'near-people': 'beside what other people wrote',
  'unknown-place': 'a place that is not on the list',
};

/** Why a piece deserves a look. */
export const riskInWords = (reason: RiskReason): string => RISKS[reason];

/** `about 4 minutes`, `less than a minute`. */
export function durationInWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 1 ? 'less than a minute' : `about ${counted(minutes, 'minute')}`;
}

/** What an exemption or a pause is about. */
export function scopeInWords(scope: ExemptionScope): string {
  if ('everything' in scope) return 'everything';
  return 'host' in scope ? scope.host : placeInWords(scope.place);
}

const EXEMPTIONS: Readonly<Record<ExemptionAsked['state'], string>> = {
  pending: 'asked for; nothing is captured there while it is undecided',
  granted: 'granted',
  refused: 'refused; it is captured again. You can have another person decide',
  withdrawn: 'taken back',
  ended: 'over',
};

export const exemptionInWords = ({ state, until, isUnsent }: ExemptionAsked): string =>
  `${EXEMPTIONS[state]}${until && state === 'granted' ? ` until ${until.slice(0, 10)}` : ''}${isUnsent ? ' (not sent yet)' : ''}`;

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
  NOTICE_DUE: 'The law here asks for the notice on every day of recording. Read it, then start.',
  STOPPED: 'Something stands in the way; it is told above.',
  SERVER_FORCED: 'The administrator of this device named another server; nothing is recorded.',
  MANAGED_SHAPE: 'The administrator’s settings for this device cannot be read, so nothing is recorded.',
  PERSONAL_SHAPE: 'This is not a rule that can be followed. What was set before stays in force.',
  POLICY_FOREIGN: 'The server offers the policy of another programme. It is not followed.',
  POLICY_DOWNGRADED: 'The server offers an older policy than the one in force. It is not followed.',
  POLICY_ENDED: 'The server offers a policy that is over. It is not followed.',
  POLICY_SHAPE: 'The server offers a policy that cannot be read. It is not followed.',
  POLICY_STALE: 'The server has not confirmed its policy for a day, so nothing may be recorded.',
};

/** A fault in words; one without words keeps the recorder's own message. */
export function faultInWords(code: string, message: string): string {
  const inner = /\(([A-Z][A-Z_]+)\)/.exec(message)?.[1] ?? ''; // the server's own code, where it refused
  return FAULTS[inner] ?? FAULTS[code] ?? message;
}
