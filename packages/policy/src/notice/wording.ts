// What a language has to say for a notice to be complete. Exhaustive by type: a missing sentence does not compile.
//
// Sentences are written by hand in every language, for people who have never read a policy. What they speak of is
// decided in render.ts, so that no language can say more or less than another.

import type { Fidelity } from '../fidelity.ts';
import type { JurisdictionId } from '../jurisdiction/ids.ts';
import type { Language, PolicyClass, Purpose } from '../schema.ts';
import type { CaptureClass } from './classes.ts';

export const SECTION_IDS = [
  'choice',
  'who',
  'purposes',
  'recorded',
  'never',
  'places',
  'others',
  'when',
  'device',
  'hold',
  'kept',
  'control',
  'law',
  'changes',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** What the sentences are given; one without facts takes none. */
export interface SentenceFacts {
  voluntary: undefined;
  /** Not shown to managers. */
  secret: undefined;
  responsible: { readonly controller: string };
  contact: { readonly contact: string };
  programme: { readonly programme: string; readonly id: string };
  purposesIntro: undefined;
  noOtherPurpose: undefined;
  tasksAny: undefined;
  tasksOnly: { readonly tasks: readonly string[] };
  /** Data classes that do not come into being. */
  withoutClasses: { readonly classes: readonly string[] };
  recordedIntro: undefined;
  recordedNothing: undefined;
  letters: undefined;
  never: undefined;
  decidedHere: undefined;
  ceiling: { readonly fidelity: Fidelity };
  unknownPlaces: undefined;
  ownRules: undefined;
  placesOfProgramme: undefined;
  /** A line of a list; `hosts` are empty for a place the catalogue knows. */
  place: { readonly name: string; readonly fidelity: Fidelity; readonly hosts: readonly string[] };
  bystanders: undefined;
  customersSome: undefined;
  customersNone: undefined;
  hoursAlways: undefined;
  hoursOnly: undefined;
  window: {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
    readonly overnight: boolean;
  };
  callsEnd: undefined;
  callsDoNotEnd: undefined;
  sharingEnds: undefined;
  sharingDoesNotEnd: undefined;
  idleEnds: { readonly minutes: number };
  endsAlike: undefined;
  megabytes: { readonly megabytes: number };
  processor: { readonly percent: number };
  meteredNo: undefined;
  meteredYes: undefined;
  battery: { readonly percent: number };
  budgetEnds: undefined;
  heldNone: undefined;
  heldFor: { readonly hours: number };
  heldControl: undefined;
  retention: { readonly pixels_days: number; readonly text_days: number; readonly action_months: number };
  retentionLaw: undefined;
  embargoNone: undefined;
  embargo: { readonly days: number };
  keysDestroyed: undefined;
  pause: undefined;
  forget: undefined;
  exemption: undefined;
  objection: undefined;
  withdrawal: undefined;
  rights: undefined;
  lawIntro: undefined;
  lawNone: undefined;
  pack: { readonly pack: JurisdictionId; readonly version: number };
  lawStrictest: undefined;
  halt: undefined;
  confirmed: { readonly hours: number };
  ends: { readonly date: CalendarDate };
  wider: undefined;
  narrower: undefined;
  languages: { readonly languages: readonly Language[] };
}

/** UTC. */
export interface CalendarDate {
  readonly year: number;
  /** 1 January … 12 December. */
  readonly month: number;
  readonly day: number;
  readonly clock: string;
}

export interface NoticeWording {
  readonly title: string;
  readonly headings: Readonly<Record<SectionId, string>>;
  /** A line of the list of what is recorded. */
  readonly classes: Readonly<Record<CaptureClass, string>>;
  readonly dataClasses: Readonly<Record<PolicyClass, string>>;
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly sentences: {
    readonly [K in keyof SentenceFacts]: (
      ...facts: SentenceFacts[K] extends undefined ? readonly [] : readonly [SentenceFacts[K]]
    ) => string;
  };
  /** Spaces before punctuation and the like; applied to every text at the end. */
  readonly typography: (text: string) => string;
}

/** `a, b and c` */
export function listed(parts: readonly string[], and: string): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`;
}

/** A whole number with its thousands set apart. Not `Intl`: its tables differ between browsers, and the text is hashed. */
export function grouped(count: number, separator: string): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, separator);
}
