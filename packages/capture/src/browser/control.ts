// The control interface of the extension: what its own pages, and an unattended driver on one of them, may ask.
//
// Send with `chrome.runtime.sendMessage(request)` from a page of the extension (control.html, popup, review). Messages
// from web pages and content scripts are refused: nobody else can start, release or resume (promise P4).

import type { Event, GapReason } from '@overt/events';
import type {
  CaptureClass,
  DryRun,
  Exemption,
  ExemptionScope,
  Explanation,
  JurisdictionId,
  Language,
  Personal,
  StopReason,
  Usage,
} from '@overt/policy';
import type { ExemptionReason } from '../consent.ts';
import type { RiskReason } from './risk.ts';

/**
 * `waiting`: the participant has it on, and something ended it that is over by itself (a call, a lock, the hours); it
 * goes on as a new recording. `paused`: by the participant, with or without an end.
 */
export type ControlState = 'not-enrolled' | 'no-consent' | 'off' | 'recording' | 'paused' | 'waiting';

export interface Status {
  readonly state: ControlState;
  /** What stops capture now, in words; absent while it may run. */
  readonly stop?: { readonly reason: StopReason; readonly says: string };
  /** When a timed pause is over, ms since 1970. */
  readonly resumesAt?: number;
  /** The law here asks for the notice today, and it was not shown yet. */
  readonly noticeDue: boolean;
  /** Classes that were kept in the last 7 days although the notice does not name them; they stop capture. */
  readonly unnamed: readonly CaptureClass[];
  /** Code of why the policy the server offered was refused; the one before stays in force until its TTL. */
  readonly policyFault?: string;
  /** Code of why nothing may be recorded on this managed device. */
  readonly managedFault?: string;
  readonly server?: string;
  readonly programme?: string;
  readonly recording?: string;
  /** Task under way. */
  readonly task?: { readonly type: string; readonly goal: string };
  readonly held: {
    readonly segments: number;
    readonly events: number;
    readonly frames: number;
    readonly bytes: number;
  };
  /** Withheld in this recording, by reason; on this device only. */
  readonly withheld: Readonly<Partial<Record<GapReason | StopReason, number>>>;
  /** What recording costs this device. */
  readonly usage: Usage;
  /** Observations of the last 14 days; on this device only. */
  readonly counted: { readonly days: number; readonly seen: number; readonly kept: number };
  /** Segments on their way to the server. */
  readonly leaving: number;
  /** Code of the last fault of the uploader, empty if none. */
  readonly uploadFault: string;
}

export interface HeldSegment {
  readonly id: string;
  readonly recording: string;
  /** `open`: still being written. `leaving`: released, on its way; it can no longer be deleted here. */
  readonly status: 'open' | 'held' | 'leaving';
  /** ms since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly places: readonly string[];
  readonly events: number;
  readonly frames: number;
  readonly bytes: number;
  /** What in it deserves a look, most telling first; computed on this device from counts. */
  readonly risk: { readonly score: number; readonly reasons: readonly RiskReason[] };
  /** Seconds it takes to look it through. */
  readonly look_s: number;
}

export interface SegmentContent {
  readonly id: string;
  readonly startedAt: number;
  readonly events: readonly Event[];
  /** PNG as data URLs, by number. */
  readonly frames: Readonly<Record<number, string>>;
}

export interface TaskStart {
  readonly do: 'task';
  readonly phase: 'start';
  readonly type: string;
  /** Template over slots, e.g. `Copy the total of {customer} into the sheet`. */
  readonly goal: string;
  /** Values by slot; they stay on the device as keyed tokens until the task ends. */
  readonly slots: Readonly<Record<string, string>>;
}
export interface TaskFinish {
  readonly do: 'task';
  readonly phase: 'finish';
  readonly outcome: 'success' | 'failure' | 'unknown';
}

/** An exemption as its participant sees it: her request, and what became of it. */
export interface ExemptionAsked extends Exemption {
  readonly reason: ExemptionReason;
  /** The server has not heard of it yet; it counts all the same. */
  readonly isUnsent: boolean;
}

export type ControlRequest =
  | { readonly do: 'status' }
  | { readonly do: 'enrol'; readonly server: string; readonly code: string; readonly label: string }
  /** The notice to read, which counts as having been shown today. */
  | { readonly do: 'notice'; readonly language?: Language }
  | { readonly do: 'consent'; readonly notice: string; readonly jurisdiction?: JurisdictionId }
  /** Ends consent at once, deletes what is held here; `erase` has the server destroy what it holds. */
  | { readonly do: 'withdraw'; readonly erase: boolean }
  | { readonly do: 'start' }
  | { readonly do: 'stop' }
  /** Without `minutes` it lasts until it is taken back. */
  | { readonly do: 'pause'; readonly minutes?: number }
  | { readonly do: 'resume' }
  /** Destroys what was recorded in the last minutes, as far as it has not left; a running recording begins anew. */
  | { readonly do: 'forget'; readonly minutes: number }
  | TaskStart
  | TaskFinish
  | { readonly do: 'held' }
  | { readonly do: 'content'; readonly id: string }
  | { readonly do: 'delete'; readonly id: string }
  | { readonly do: 'delete'; readonly place: string }
  | { readonly do: 'release'; readonly id: string }
  /** The participant's own settings; with `personal` they are replaced. They stay on this device. */
  | { readonly do: 'personal'; readonly personal?: Personal }
  | { readonly do: 'exempt'; readonly scope: ExemptionScope; readonly reason: ExemptionReason }
  /** Takes a request back, or has another reviewer decide on a refusal. */
  | { readonly do: 'exempt'; readonly id: string; readonly act: 'withdraw' | 'appeal' }
  | { readonly do: 'exemptions' }
  | { readonly do: 'explain'; readonly url: string }
  | { readonly do: 'proposal' };

/** Result by request. `id: 'all'` of `delete` and `release` means every held segment. */
export interface ControlResults {
  readonly status: Status;
  readonly enrol: { readonly device: string };
  readonly notice: {
    readonly hash: string;
    readonly programme: string;
    readonly language: Language;
    readonly languages: readonly Language[];
    readonly title: string;
    readonly sections: readonly { readonly heading: string; readonly text: string }[];
  };
  readonly consent: { readonly receipt: string };
  readonly withdraw: Record<never, never>;
  readonly start: { readonly recording: string };
  readonly stop: { readonly recording: string };
  readonly pause: { readonly recording: string };
  readonly resume: { readonly recording: string };
  readonly forget: {
    /** Pieces destroyed, and what was in them. */
    readonly segments: number;
    readonly events: number;
    readonly frames: number;
    /** Pieces of that time that had already left; they can be erased in the portal. */
    readonly left: number;
  };
  readonly task: Record<never, never>;
  readonly held: { readonly segments: readonly HeldSegment[] };
  readonly content: SegmentContent;
  readonly delete: { readonly deleted: number };
  readonly release: { readonly released: number; readonly quarantined: number; readonly waiting: number };
  readonly personal: { readonly personal: Personal };
  readonly exempt: { readonly exemptions: readonly ExemptionAsked[] };
  readonly exemptions: { readonly exemptions: readonly ExemptionAsked[] };
  readonly explain: Explanation;
  readonly proposal: {
    /** Absent if nothing is proposed. */
    readonly proposal?: DryRun & { readonly effective: string };
  };
}

export type ControlAnswer<Do extends keyof ControlResults = keyof ControlResults> =
  | { readonly ok: true; readonly result: ControlResults[Do] }
  | { readonly ok: false; readonly code: string; readonly message: string };
