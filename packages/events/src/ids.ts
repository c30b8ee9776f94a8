// Branded ids: a string that was checked once at the door. Prefixes make a misplaced id visible in a log.

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** `prn_` + 26 base32 characters: a participant, known only to the server's rights process and to herself. */
export type ParticipantId = Id<'participant'>;
/** `sub_` + 32 hex: the pseudonym of one participant in one ISO week; the only name of a person outside ciphertext. */
export type SubjectId = Id<'subject'>;
/** `dev_` + 26 base32 characters. */
export type DeviceId = Id<'device'>;
/** `rec_` + 26 base32 characters: start to end of one recording. */
export type RecordingId = Id<'recording'>;
/** `trk_` + 26 base32 characters: one source of a recording, with its own clock, key and chain. */
export type TrackId = Id<'track'>;
/** 64 hex: SHA-256 of the manifest's bytes. */
export type SegmentId = Id<'segment'>;
/** 64 hex: SHA-256 of a blob's ciphertext; also its name in every store. */
export type BlobId = Id<'blob'>;
/** `2026-W48`: ISO 8601 week. */
export type IsoWeek = Id<'week'>;

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Formats 16 random bytes as `prefix_` + 26 lowercase base32 characters. */
export function formatId(
  prefix: 'prn' | 'dev' | 'rec' | 'trk' | 'lea' | 'mdt' | 'dst' | 'epi' | 'exm',
  random: Uint8Array,
): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of random.subarray(0, 16)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += BASE32[(held << (5 - bits)) & 31];
  return `${prefix}_${text}`;
}

/** The ISO 8601 week (UTC) that `at` falls into. */
export function isoWeek(at: Date): IsoWeek {
  const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
  const weekday = day.getUTCDay() || 7;
  day.setUTCDate(day.getUTCDate() + 4 - weekday); // the week belongs to the year its Thursday falls into
  const yearStart = Date.UTC(day.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((day.getTime() - yearStart) / 86_400_000 + 1) / 7);
  return `${day.getUTCFullYear()}-W${String(week).padStart(2, '0')}` as IsoWeek;
}
