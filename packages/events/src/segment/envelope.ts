// The detached envelope: a segment's blob keys, wrapped to the broker's current key. Normative: docs/spec/segment.md#envelope.
//
// It travels beside the blobs and is never stored as received: once the broker's weekly key is destroyed, a copy of it
// opens nothing. Each wrap is bound to segment, class, blob and broker key, so none can be moved to another blob.

import { concat, fromBase64, toBase64, toUtf8 } from '../bytes.ts';
import type { BlobId, SegmentId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import type { Primitives } from '../primitives.ts';
import { DATA_CLASSES, type DataClass } from '../schema/event.ts';
import { SegmentFault } from '../segment-fault.ts';
import { exactly, listOf, malformed, matching, parseJson } from './strict-json.ts';

export interface EnvelopeWrap {
  readonly class: DataClass;
  readonly blob: BlobId;
  /** base64 of 48 bytes: AES-256-GCM of the 32-byte DEK. */
  readonly wrapped: string;
}

export interface Envelope {
  readonly version: 1;
  readonly segment: SegmentId;
  /** Id of the broker key it is sealed to. */
  readonly broker: string;
  /** base64 of the sender's ephemeral X25519 public key. */
  readonly ephemeral: string;
  readonly wraps: readonly EnvelopeWrap[];
}

const KEYS = ['version', 'segment', 'broker', 'ephemeral', 'wraps'] as const;
const WRAP_KEYS = ['class', 'blob', 'wrapped'] as const;
const HASH = /^[0-9a-f]{64}$/;
const BROKER_ID = /^[A-Za-z0-9@._:+-]{1,128}$/;
const LABEL = 'overt envelope v1';
/** u = 9: multiplying by it turns a secret into its public key. */
const BASE_POINT = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 9 : 0));
/** Each wrapping key is used for one seal only. */
const NONCE = new Uint8Array(12);

/** Wraps each DEK to the broker's key under a fresh ephemeral key. @throws {SegmentFault} `KEY_INVALID`, `SEGMENT_MALFORMED` */
export function sealEnvelope(
  segment: SegmentId,
  deks: readonly { readonly class: DataClass; readonly blob: BlobId; readonly dek: Uint8Array }[],
  broker: { readonly id: string; readonly publicKey: Uint8Array },
  primitives: Primitives,
): Envelope {
  requireLength(broker.publicKey, 'broker.publicKey');
  const ephemeral = primitives.x25519.keypair();
  const shared = primitives.x25519.shared(ephemeral.secret, broker.publicKey);
  const salt = concat(ephemeral.publicKey, broker.publicKey);
  const wraps = deks.map(({ class: name, blob, dek }) => {
    requireLength(dek, `${name} key`);
    const info = infoOf({ segment, broker: broker.id }, { class: name, blob });
    const wrapped = primitives.seal(primitives.hkdf(shared, salt, info, 32), NONCE, dek, info);
    return { class: name, blob, wrapped: toBase64(wrapped) };
  });
  return parseEnvelope({
    version: 1,
    segment,
    broker: broker.id,
    ephemeral: toBase64(ephemeral.publicKey),
    wraps,
  });
}

/** @throws {SegmentFault} `SEGMENT_MALFORMED`, `LIMIT_EXCEEDED` */
export function parseEnvelope(given: unknown): Envelope {
  const envelope = exactly(
    given instanceof Uint8Array ? parseJson(given, LIMITS.envelopeBytes, 'envelope') : given,
    KEYS,
    'envelope',
  );
  if (envelope.version !== 1)
    throw new SegmentFault('SEGMENT_VERSION_UNKNOWN', 'envelope: found another version; expected 1', {
      where: 'envelope.version',
    });
  let last = -1;
  return {
    version: 1,
    segment: matching(envelope.segment, HASH, 'envelope.segment') as SegmentId,
    broker: matching(envelope.broker, BROKER_ID, 'envelope.broker'),
    ephemeral: base64Of(envelope.ephemeral, 32, 'envelope.ephemeral'),
    wraps: listOf(envelope.wraps, DATA_CLASSES.length, 'envelope.wraps').map((entry, index) => {
      const where = `envelope.wraps[${index}]`;
      const wrap = exactly(entry, WRAP_KEYS, where);
      const at = DATA_CLASSES.indexOf(wrap.class as DataClass);
      if (at <= last)
        throw malformed(`${where}.class`, 'each class at most once, in the order action, text, pixels');
      last = at;
      return {
        class: DATA_CLASSES[at]!,
        blob: matching(wrap.blob, HASH, `${where}.blob`) as BlobId,
        wrapped: base64Of(wrap.wrapped, 48, `${where}.wrapped`),
      };
    }),
  };
}

/** The DEKs by blob. @throws {SegmentFault} `SEAL_BROKEN` if it was sealed to another key or changed, `KEY_INVALID`. */
export function openEnvelope(
  envelope: Envelope,
  secret: Uint8Array,
  primitives: Primitives,
): Map<BlobId, Uint8Array> {
  requireLength(secret, 'broker secret');
  const ephemeral = fromBase64(envelope.ephemeral);
  const shared = primitives.x25519.shared(secret, ephemeral);
  const salt = concat(ephemeral, primitives.x25519.shared(secret, BASE_POINT));
  const deks = new Map<BlobId, Uint8Array>();
  for (const wrap of envelope.wraps) {
    const info = infoOf(envelope, wrap);
    deks.set(
      wrap.blob,
      primitives.open(primitives.hkdf(shared, salt, info, 32), NONCE, fromBase64(wrap.wrapped), info),
    );
  }
  return deks;
}

/** Label, segment, class, blob and broker key id, separated by a byte none of them can contain. */
function infoOf(
  envelope: { segment: SegmentId; broker: string },
  wrap: { class: DataClass; blob: BlobId },
): Uint8Array {
  return toUtf8([LABEL, envelope.segment, wrap.class, wrap.blob, envelope.broker].join('\n'));
}

function requireLength(key: Uint8Array, where: string): void {
  if (key.length !== 32)
    throw new SegmentFault('KEY_INVALID', `${where}: found ${key.length} bytes; expected 32`, { where });
}

function base64Of(value: unknown, length: number, where: string): string {
  if (typeof value !== 'string' || value.length > 128) throw malformed(where, `base64 of ${length} bytes`);
  if (fromBase64(value).length !== length) throw malformed(where, `base64 of ${length} bytes`);
  return value;
}
