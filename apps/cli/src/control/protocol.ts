// What another terminal may ask of a running recording, and what it is answered. Checked at the door: the socket is its
// owner's alone, but a line from a program of another version must not reach the recorder.

import type { ControlResults } from '@overt/capture/browser';
import type { Personal, Policy } from '@overt/policy';

export type Asked =
  | { readonly do: 'status' }
  | { readonly do: 'pause'; readonly minutes?: number }
  | { readonly do: 'resume' }
  | { readonly do: 'forget'; readonly minutes: number }
  | { readonly do: 'held' }
  | { readonly do: 'release'; readonly id: string }
  | { readonly do: 'delete'; readonly id: string }
  /** What bounds the running recording, for the explanation of a place. */
  | { readonly do: 'bounds' };

export interface Answered {
  readonly status: ControlResults['status'] & {
    /** ISO date-time. */
    readonly since: string;
    /** Pieces written to the recording's directory. */
    readonly written: number;
  };
  readonly pause: Record<never, never>;
  readonly resume: Record<never, never>;
  readonly forget: ControlResults['forget'];
  readonly held: ControlResults['held'];
  readonly release: ControlResults['release'];
  readonly delete: ControlResults['delete'];
  readonly bounds: { readonly policy: Policy; readonly personal: Personal };
}

const ID = /^(?:all|[0-9a-f]{32})$/;

/** The request in a line; undefined if it is none. */
export function readAsked(line: string): Asked | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== 'object' || value === null || !('do' in value)) return undefined;
  const { minutes, id } = value as { minutes?: unknown; id?: unknown };
  switch (value.do) {
    case 'status':
    case 'resume':
    case 'held':
    case 'bounds':
      return { do: value.do };
    case 'pause':
      return minutes === undefined
        ? { do: 'pause' }
        : isMinutes(minutes)
          ? { do: 'pause', minutes }
          : undefined;
    case 'forget':
      return isMinutes(minutes) ? { do: 'forget', minutes } : undefined;
    case 'release':
    case 'delete':
      return typeof id === 'string' && ID.test(id) ? { do: value.do, id } : undefined;
    default:
      return undefined;
  }
}

function isMinutes(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
