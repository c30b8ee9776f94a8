import type { TenantPatterns } from './patterns/index.ts';
import type { Plan } from './plan.ts';
import type { Fidelity, Raw, Redacted, Slot } from './text.ts';

/** Lists of one organisation; they stay in memory and never reach a state or an output. */
export interface RedactorLists {
  /** Account names: replaced as CUSTOMER wherever they occur. */
  readonly customers?: readonly string[];
  /** Names of people: replaced as PERSON wherever they occur. */
  readonly colleagues?: readonly string[];
  /** Words that belong to the interface of the organisation's own applications. */
  readonly interfaceWords?: readonly string[];
  /** Numbers of its own (`@overt/redact/patterns`): replaced as BUSINESS. */
  readonly patterns?: TenantPatterns;
}

export interface RedactorOptions {
  /** 32 random bytes of this recording; equal keys give equal placeholders, also in another track. Destroy it with the recording. */
  readonly key: Uint8Array;
  /** Ceiling for every call; default `content`. */
  readonly fidelity?: Fidelity;
  readonly lists?: RedactorLists;
  /** What {@link Redactor.state} returned before the worker died. */
  readonly state?: unknown;
}

export interface Redactor {
  /** Version of the detector set; goes into every manifest. */
  readonly version: string;
  /** The text that may be kept; empty at `none` and `structure`. Never throws on any input. */
  redact(raw: string, slot: Slot, fidelity: Fidelity): Redacted;
  /** The same decision as offsets, for the copies of a text that are not text. */
  plan(raw: string, slot: Slot, fidelity: Fidelity): Plan;
  /**
   * The text of several nodes that stand in one line, such as a number of which half is bold: looked at as one text. What
   * lies across pieces is replaced in the first of them and left out of the others.
   */
  redactPieces(pieces: readonly Raw[], slot: Slot, fidelity: Fidelity): Redacted[];
  /** Keyed equality: equal for equal (normalised) text under one key, meaningless without the key. 22 characters. */
  token(raw: string): string;
  /** Remembers a name found in a structural place, so that later mentions are found in any text. */
  learn(name: string, type: 'PERSON' | 'CUSTOMER'): void;
  /** JSON: keyed tokens and indices; no raw text, and not the key. */
  state(): unknown;
}
