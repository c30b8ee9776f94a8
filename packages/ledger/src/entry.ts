// What the ledger's entries look like: JSON of facts about actors and decisions, never content, never a finer time than a minute.

import { fromUtf8, toUtf8 } from './encoding.ts';
import { fault, LedgerFault } from './fault.ts';
import { requireEntrySize } from './tiles.ts';

/** A JSON value; numbers are whole. */
export type EntryValue =
  | string
  | number
  | boolean
  | null
  | readonly EntryValue[]
  | { readonly [name: string]: EntryValue };

export interface LogEntry {
  readonly v: 1;
  /** UTC, to the minute: `2026-11-23T09:14Z`. */
  readonly t: string;
  /** `receipt.given`, `key.release`, …: docs/spec/ledger.md#entry-types. */
  readonly type: string;
  /** `sha256:` + hex of the artefact's payload, when the entry records one; it ties an envelope to its proof. */
  readonly digest?: string;
  readonly [field: string]: EntryValue | undefined;
}

/**
 * The bytes of an entry: `v`, `t`, `type`, then `fields` in their order.
 *
 * @throws {LedgerFault} `ENTRY_TOO_LARGE`; `ENTRY_MALFORMED` if the type or a field name is not lower-case words.
 */
export function encodeEntry(
  type: string,
  at: Date,
  fields: { readonly [name: string]: EntryValue | undefined } = {},
): Uint8Array {
  if (!isEntryType(type)) throw malformed('`type` is not dotted lower-case words');
  if ('v' in fields || 't' in fields || 'type' in fields)
    throw malformed('`v`, `t` and `type` are set here, not by fields');
  const bytes = toUtf8(JSON.stringify({ v: 1, t: minuteOf(at), type, ...fields }));
  requireEntrySize(bytes);
  return bytes;
}

/** @throws {LedgerFault} `ENTRY_MALFORMED` */
export function parseEntry(bytes: Uint8Array): LogEntry {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof LedgerFault) throw malformed('it is not JSON');
    throw cause;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('it is not an object');
  const entry = value as Record<string, unknown>;
  if (entry.v !== 1) throw malformed('its version is not 1');
  if (typeof entry.t !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(entry.t))
    throw malformed('`t` is not a UTC minute');
  if (typeof entry.type !== 'string' || !isEntryType(entry.type))
    throw malformed('`type` is not dotted lower-case words');
  const digest = entry.digest;
  if (digest !== undefined && (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest))) {
    throw malformed('`digest` is not sha256: and 64 hex digits');
  }
  return entry as unknown as LogEntry;
}

/** `2026-11-23T09:14Z`. */
export function minuteOf(at: Date): string {
  return `${at.toISOString().slice(0, 16)}Z`;
}

function isEntryType(type: string): boolean {
  return type.length <= 64 && /^[a-z][a-z-]*(?:\.[a-z][a-z-]*)*$/.test(type);
}

function malformed(reason: string): LedgerFault {
  return fault('ENTRY_MALFORMED', `log entry: ${reason}`);
}
