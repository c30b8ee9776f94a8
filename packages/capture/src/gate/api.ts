// The gate's face: what a source and a spool see of it. Implementation: gate.ts, frames.ts, sealer.ts.

import type { Box, Event, GapReason } from '@overt/events';
import type {
  CapturePolicyProvider,
  Catalogue,
  DeviceFacts,
  Exemption,
  Personal,
  Policy,
  ReceiptFact,
  StopReason,
  SurfaceRule,
  Whereabouts,
} from '@overt/policy';
import type { Redactor } from '@overt/redact';
import type { Frame } from '@overt/redact/frame';
import type { Observation, ObservedFrame, ObservedFrameEvent } from './observation.ts';
import type { Counts } from './tally.ts';

type WithoutSeq<E> = E extends Event ? Omit<E, 'seq'> : never;
declare const stage: unique symbol;
/** An event that passed: bound, redacted, tagged at run time. The writer adds `seq`. */
export type RedactedEvent = WithoutSeq<Event> & { readonly [stage]: 'redacted' };
/** A frame whose regions are destroyed. `pixels` is the caller's buffer, changed in place. */
export interface RedactedFrame extends Frame {
  readonly regions: number;
  /** Share of the frame covered, in 1/1000. */
  readonly covered: number;
  readonly [stage]: 'redacted';
}
/** Permission for one screenshot; `allow: false` says why. */
export type FramePermit =
  | {
      readonly allow: true;
      readonly rule: string;
      /** CSS pixels of the top viewport. */
      readonly regions: readonly Box[];
      /** Pixels of the screenshot per CSS pixel. */
      readonly scale: number;
    }
  | { readonly allow: false; readonly rule: string; readonly reason: GapReason | StopReason };

/** Observations withheld, and texts replaced, by reason; on this device only, never by content. */
export type WithheldCounts = Readonly<Partial<Record<GapReason | StopReason, number>>>;

export interface GateOptions {
  readonly policy: Policy;
  /** SHA-256 hex of the policy's bytes; must equal `receipt.policy`. */
  readonly policyHash: string;
  /** When the policy was last confirmed by its server, ms since 1970; older than `ttl_h` stops capture. Default: when the gate was made. */
  readonly policyConfirmedAt?: number;
  /** The verified receipt; without a valid one nothing passes. */
  readonly receipt: ReceiptFact | undefined;
  /** Where the law is asked; without it the strictest of all packs holds. */
  readonly whereabouts?: Whereabouts;
  readonly personal?: Personal;
  readonly exemptions?: readonly Exemption[];
  readonly providers?: readonly CapturePolicyProvider[];
  /** Something was counted that the notice does not name. */
  readonly noticeBroken?: boolean;
  readonly catalogue?: Catalogue;
  readonly redactor: Redactor;
  readonly clock: { now(): Date };
  /** False stops everything at once: capture is never hidden (P4). */
  readonly isIndicatorVisible: () => boolean;
  /** What the device knows of itself now; asked for every decision. */
  readonly device: () => DeviceFacts;
  /** What {@link Gate.state} returned before the worker died. */
  readonly state?: unknown;
}

/** What may change while the gate stands: who allows what, and what narrows it. */
export type GateTerms = Pick<
  GateOptions,
  | 'policy'
  | 'policyHash'
  | 'policyConfirmedAt'
  | 'receipt'
  | 'whereabouts'
  | 'personal'
  | 'exemptions'
  | 'providers'
  | 'noticeBroken'
>;

export interface Gate {
  /** Decides, binds, redacts. Returns what may be kept: nothing, the event, or gap markers and the event. Synchronous. */
  admit(observation: Observation): RedactedEvent[];
  /** Decides a screenshot before its pixels are looked at. */
  permitFrame(frame: ObservedFrame): FramePermit;
  /** Destroys the permitted regions in `frame.pixels` (RGBA) in place. */
  blankFrame(permit: FramePermit, frame: Frame): RedactedFrame;
  /** The event that describes a blanked frame. */
  admitFrame(event: ObservedFrameEvent, frame: RedactedFrame): RedactedEvent[];
  /** A marker for something the source itself withheld (quota, overload). */
  noteGap(reason: 'frame-quota' | 'overload' | 'fault', t: number, count?: number): void;
  /** Gap markers not yet returned; call before a segment ends. */
  flush(t: number): RedactedEvent[];
  /**
   * What the catalogue and the policy's own places know of the parts of a page. Only an entry verified on the real thing
   * may call one interface (P13).
   */
  surfacesAt(url: string): readonly SurfaceRule[];
  /** True if an observation could pass now; a source polls it and removes its hooks when it is false. */
  isOpen(): boolean;
  /** Why nothing passes now; undefined while it may. */
  stop(): StopReason | undefined;
  /** What was seen and kept since this was last asked, by place and kind; for the device's counters. */
  takeCounts(): Counts;
  /** A new policy, receipt or confirmation; takes effect with the next observation. */
  renew(change: Partial<GateTerms>): void;
  readonly withheld: WithheldCounts;
  /** JSON without raw text: keyed tokens, counters, link numbers. */
  state(): unknown;
}

/** A piece of ciphertext a spool may keep; the only thing it may keep. */
export type SealedPiece<Chunk extends object> = Chunk & { readonly [stage]: 'sealed' };

/** What the sealer needs of a segment writer (`SegmentWriter` of @overt/events fits). */
export interface SealingWriter<Chunk extends object> {
  append(event: Event): void;
  addFrame(n: number, png: Uint8Array): void;
  flush(): Chunk[];
  close(): Chunk[];
}

/** Wraps a segment writer so that only what the gate redacted goes in, and what comes out is tagged `Sealed`. */
export interface Sealer<Chunk extends object> {
  /** Numbers the event (`seq`) and appends it. Throws GateFault `NOT_REDACTED` for anything the gate did not mint. */
  append(event: RedactedEvent): Event;
  /** `png` encodes the pixels of `frame`, which the gate blanked. */
  addFrame(n: number, frame: RedactedFrame, png: Uint8Array): void;
  flush(): SealedPiece<Chunk>[];
  close(): SealedPiece<Chunk>[];
  /** The next event's number; store it with the writer's state. */
  readonly nextSeq: number;
}
