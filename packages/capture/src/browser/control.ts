// The control interface of the extension: what its own pages, and an unattended driver on one of them, may ask.
//
// Send with `chrome.runtime.sendMessage(request)` from a page of the extension (control.html, popup, review). Messages
// from web pages and content scripts are refused: nobody else can start, release or resume (promise P4).

import type { Event, GapReason } from '@overt/events';
import type { StopReason } from '@overt/policy';

export type ControlState = 'not-enrolled' | 'no-consent' | 'off' | 'recording' | 'paused';

export interface Status {
  readonly state: ControlState;
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

export type ControlRequest =
  | { readonly do: 'status' }
  | { readonly do: 'enrol'; readonly server: string; readonly code: string; readonly label: string }
  | { readonly do: 'notice' }
  | { readonly do: 'consent'; readonly notice: string }
  /** Ends consent at once, deletes what is held here; `erase` has the server destroy what it holds. */
  | { readonly do: 'withdraw'; readonly erase: boolean }
  | { readonly do: 'start' }
  | { readonly do: 'stop' }
  | { readonly do: 'pause' }
  | { readonly do: 'resume' }
  | TaskStart
  | TaskFinish
  | { readonly do: 'held' }
  | { readonly do: 'content'; readonly id: string }
  | { readonly do: 'delete'; readonly id: string }
  | { readonly do: 'release'; readonly id: string };

/** Result by request. `id: 'all'` of `delete` and `release` means every held segment. */
export interface ControlResults {
  readonly status: Status;
  readonly enrol: { readonly device: string };
  readonly notice: {
    readonly hash: string;
    readonly programme: string;
    readonly sections: readonly { readonly heading: string; readonly text: string }[];
  };
  readonly consent: { readonly receipt: string };
  readonly withdraw: Record<never, never>;
  readonly start: { readonly recording: string };
  readonly stop: { readonly recording: string };
  readonly pause: { readonly recording: string };
  readonly resume: { readonly recording: string };
  readonly task: Record<never, never>;
  readonly held: { readonly segments: readonly HeldSegment[] };
  readonly content: SegmentContent;
  readonly delete: { readonly deleted: number };
  readonly release: { readonly released: number; readonly quarantined: number; readonly waiting: number };
}

export type ControlAnswer<Do extends keyof ControlResults = keyof ControlResults> =
  | { readonly ok: true; readonly result: ControlResults[Do] }
  | { readonly ok: false; readonly code: string; readonly message: string };
