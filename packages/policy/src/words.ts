// The vocabulary of decisions in words for the people they concern. Codes are for machines; these are what is shown.

import type { GapReason } from '@overt/events';
import type { StopReason } from './decide.ts';
import type { Purpose } from './schema.ts';

const REASONS: Readonly<Record<GapReason | StopReason, string>> = {
  'place-none': 'in a place of which nothing is kept',
  'private-window': 'in a private window',
  'unknown-place': 'in a place that is not on the list',
  'secret-field': 'in a field for passwords or payment',
  substance: 'content rather than interface',
  bystander: 'written by or about other people',
  'no-train': 'about a customer who is never recorded',
  'frame-moved': 'without a picture: the page was moving',
  'frame-quota': 'without a picture: the browser limits how many',
  'frame-denied': 'without a picture: this place is kept without them',
  overload: 'the device was too busy',
  fault: 'the recorder was not sure, so it kept nothing',
  'indicator-dead': 'while the recording mark was not visible',
  'no-receipt': 'without a valid consent',
  'policy-expired': 'after the policy ended',
  'policy-stale': 'while the policy could not be confirmed',
  halted: 'while the programme was halted',
  notice: 'because the notice has to be read again',
  jurisdiction: 'because nobody has put the law of this place into force',
  paused: 'while paused, locked or away',
  hours: 'outside recording hours',
  call: 'during a call or while the screen was shared',
  budget: 'because a limit of this device was reached',
};

const PURPOSES: Readonly<Record<Purpose, string>> = {
  'train-cua': 'to train computer-use agents',
  'eval-cua': 'to measure computer-use agents',
  'redaction-qa': 'to check that redaction works',
  rights: 'to serve your own rights',
  'store-incident': 'to handle a breach of the store',
};

/** Why something was withheld, to be read after a count: `594 content rather than interface`. */
export const reasonInWords = (reason: GapReason | StopReason): string => REASONS[reason];

/** What a purpose allows: `to train computer-use agents`. */
export const purposeInWords = (purpose: Purpose): string => PURPOSES[purpose];
