// Everything about a manifest that can be decided without the database: who signed it, for whom, and until when.
//
// What cannot be checked here: anything inside the blobs. They are ciphertext, so the no-train register and the
// redaction are enforced on the device before and at the dataset build after; ingest holds no key (spec §what-ingest-cannot-see).

import { expiryOf, isoWeek, type Manifest, SCHEMA_HASH, type SubjectId } from '@overt/events';
import { MAX_BLOB_BYTES, MAX_HOURS_AHEAD } from './limits.ts';
import type { Device, Terms } from './ports.ts';
import type { RefusalCode } from './refusal.ts';

const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` of `days` days after `from`, UTC. */
export function dateAfter(from: Date, days: number): string {
  return new Date(from.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The first rule the manifest breaks, or undefined.
 *
 * @param subject what the server computes for the device's participant and the manifest's week.
 * @param terms those of the manifest's policy and receipt; no blob may be kept longer than they and the week give, but shorter.
 */
export function checkManifest(
  manifest: Manifest,
  known: {
    readonly device: Device;
    readonly subject: SubjectId;
    readonly terms: Terms;
  },
  now: Date,
): RefusalCode | undefined {
  if (manifest.device !== known.device.device) return 'DEVICE_MISMATCH';
  if (manifest.week > isoWeek(new Date(now.getTime() + MAX_HOURS_AHEAD * 3_600_000))) return 'WEEK_AHEAD';
  if (manifest.subject !== known.subject) return 'SUBJECT_MISMATCH';
  if (manifest.schema !== SCHEMA_HASH) return 'SCHEMA_UNKNOWN';
  const names = new Set(manifest.blobs.map((blob) => blob.id));
  if (names.size !== manifest.blobs.length || manifest.blobs[0]?.class !== 'action') return 'BLOBS_INVALID';
  const today = dateAfter(now, 0);
  for (const blob of manifest.blobs) {
    if (blob.bytes > MAX_BLOB_BYTES) return 'BLOB_TOO_LARGE';
    if (blob.expires <= today) return 'EXPIRY_PASSED';
    if (blob.expires > expiryOf(manifest.week, known.terms[blob.class])) return 'EXPIRY_BEYOND_POLICY';
  }
  return undefined;
}

/** Smallest k with 2^k ≥ the segment's bytes: the only size a row holds. */
export function sizeBucket(manifest: Manifest): number {
  const total = manifest.blobs.reduce((sum, blob) => sum + blob.bytes, 0);
  return total <= 1 ? 0 : Math.ceil(Math.log2(total));
}
