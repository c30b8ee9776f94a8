// What the vault keeps of a segment beside its pieces: keys, counts, and what a manifest will cite.

import { bytes, DATA_CLASSES, type DataClass, type RecordingId, type TrackId } from '@overt/events';
import { effectiveTerms, type JurisdictionTerms, type Policy, retentionOf } from '@overt/policy';
import type { Counted, GateTerms, Withholding } from '../../gate/index.ts';

/** Prefix of the sealed records of segments. */
export const SEGMENT = 'segment:';

/** What the extension keeps of a segment on the device. */
export interface SegmentRecord {
  readonly id: string;
  readonly recording: RecordingId;
  readonly track: TrackId;
  readonly status: 'open' | 'held' | 'leaving';
  readonly startedAt: number;
  readonly endedAt: number;
  readonly deks: Readonly<Record<DataClass, string>>;
  readonly places: readonly string[];
  readonly events: number;
  readonly frames: number;
  readonly bytes: number;
  readonly receipt: string;
  readonly policyHash: string;
  /** How long policy and law let it be kept when it was recorded. */
  readonly retention: Policy['retention'];
  /** Hours of presence it is held for, as agreed when it was recorded; a later policy can only lengthen them. */
  readonly hold_h: number;
  readonly redactor: string;
  /** Minutes of presence when it ended: the hold counts from there. */
  readonly presence: number;
  /** What was seen and kept in it, and withheld beside it; by kind, never by content. */
  readonly counts: readonly Counted[];
  readonly near: Withholding;
  /** It was not closed by its writer: its blobs have no footer yet. */
  readonly torn?: true;
}

/** The keys of a segment's blobs. */
export function deksOf(segment: Pick<SegmentRecord, 'deks'>): Record<DataClass, Uint8Array> {
  return {
    action: bytes.fromBase64(segment.deks.action),
    text: bytes.fromBase64(segment.deks.text),
    pixels: bytes.fromBase64(segment.deks.pixels),
  };
}

/** A segment that nothing is in yet. */
export function newSegment(
  of: Pick<SegmentRecord, 'recording' | 'track' | 'startedAt'>,
  terms: GateTerms,
  redactor: string,
  random: (length: number) => Uint8Array,
): SegmentRecord {
  const deks = Object.fromEntries(DATA_CLASSES.map((name) => [name, bytes.toBase64(random(32))])) as Record<
    DataClass,
    string
  >;
  return {
    ...of,
    id: bytes.toHex(random(16)),
    status: 'open',
    endedAt: of.startedAt,
    deks,
    places: [],
    events: 0,
    frames: 0,
    bytes: 0,
    ...citesOf(terms),
    redactor,
    presence: 0,
    counts: [],
    near: { confidential: 0, customer: 0, secret: 0, people: 0 },
  };
}

/** What a manifest cites, and what holds for the piece whatever comes later. */
export function citesOf(
  terms: GateTerms,
): Pick<SegmentRecord, 'receipt' | 'policyHash' | 'retention' | 'hold_h'> {
  const { receipt, policy, policyHash } = terms;
  return {
    receipt: receipt?.hash ?? '',
    policyHash,
    retention: retentionOf(policy, lawOf(terms)),
    hold_h: policy.hold_h,
  };
}

/**
 * True if a piece may leave without its participant's word: its hours of presence are over, by the policy it was recorded
 * under and by the one in force. A server that shortens the hold frees nothing that was recorded before (P6).
 *
 * @param presence minutes of presence on this device so far.
 */
export function isHoldOver(
  record: Pick<SegmentRecord, 'presence' | 'hold_h'>,
  presence: number,
  inForce: Pick<Policy, 'hold_h'>,
): boolean {
  return presence - record.presence >= Math.max(record.hold_h, inForce.hold_h) * 60;
}

/** What the law asks here: the strictest of where she works and where the device is. */
export function lawOf({ whereabouts, policy }: GateTerms): JurisdictionTerms {
  const { participant, device } = whereabouts ?? {};
  return effectiveTerms({ participant, device, counterpart: undefined }, policy.jurisdictions).terms;
}

/** Counts of a segment, with those that came since. */
export function merged(before: readonly Counted[], since: readonly Counted[]): readonly Counted[] {
  const rows = new Map<string, Counted>();
  for (const row of [...before, ...since]) {
    const key = `${row.place} ${row.kind} ${row.needs}`;
    const known = rows.get(key) ?? { ...row, seen: 0, kept: 0 };
    rows.set(key, { ...known, seen: known.seen + row.seen, kept: known.kept + row.kept });
  }
  return [...rows.values()];
}

export function sumOf(a: Withholding, b: Withholding): Withholding {
  return {
    confidential: a.confidential + b.confidential,
    customer: a.customer + b.customer,
    secret: a.secret + b.secret,
    people: a.people + b.people,
  };
}
