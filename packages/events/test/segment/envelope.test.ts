import { readFileSync } from 'node:fs';
import {
  type BlobId,
  bytes,
  type DataClass,
  type Envelope,
  openEnvelope,
  parseEnvelope,
  type SegmentId,
  sealEnvelope,
} from '@overt/events';
import { zstdWasmPath } from '@overt/events/node';
import { webPrimitives } from '@overt/events/web';
import { describe, expect, test } from 'vitest';
import { primitives } from '../arbitrary.ts';

const segment = 'a1'.repeat(32) as SegmentId;
const broker = primitives.x25519.keypair();
const deks = (['action', 'text', 'pixels'] as DataClass[]).map((name, i) => ({
  class: name,
  blob: `0${i}`.repeat(32) as BlobId,
  dek: primitives.random(32),
}));
const envelope = sealEnvelope(
  segment,
  deks,
  { id: 'broker-2026-W48', publicKey: broker.publicKey },
  primitives,
);
const broken = expect.objectContaining({ code: 'SEAL_BROKEN' });

describe('an envelope', () => {
  test('opens with the broker key, also after a trip through JSON and with the other primitives', async () => {
    const web = await webPrimitives({ wasm: readFileSync(zstdWasmPath()) });
    const sent = parseEnvelope(bytes.toUtf8(JSON.stringify(envelope)));
    for (const p of [primitives, web])
      expect([...openEnvelope(sent, broker.secret, p)]).toEqual(deks.map(({ blob, dek }) => [blob, dek]));
  });

  test('opens with no other key', () => {
    expect(() => openEnvelope(envelope, primitives.x25519.keypair().secret, primitives)).toThrow(broken);
  });

  test.each<[string, (e: Envelope) => Envelope]>([
    ['segment', (e) => ({ ...e, segment: 'b2'.repeat(32) as SegmentId })],
    ['broker key id', (e) => ({ ...e, broker: 'broker-2026-W49' })],
    ['blob', (e) => ({ ...e, wraps: e.wraps.map((wrap) => ({ ...wrap, blob: 'ff'.repeat(32) as BlobId })) })],
    ['class', (e) => ({ ...e, wraps: [{ ...e.wraps[0]!, class: 'pixels' }] })],
    ['wrap of another blob', (e) => ({ ...e, wraps: [{ ...e.wraps[0]!, wrapped: e.wraps[1]!.wrapped }] })],
    ['ephemeral key', (e) => ({ ...e, ephemeral: bytes.toBase64(primitives.x25519.keypair().publicKey) })],
  ])('does not open with another %s', (_, change) => {
    expect(() => openEnvelope(change(envelope), broker.secret, primitives)).toThrow(broken);
  });

  test.each<[string, unknown]>([
    ['a field too many', { ...envelope, note: 'x' }],
    ['an ephemeral key of another length', { ...envelope, ephemeral: 'AAAA' }],
    [
      'a wrap that is not base64',
      { ...envelope, wraps: [{ ...envelope.wraps[0], wrapped: '%'.repeat(64) }] },
    ],
    ['a class twice', { ...envelope, wraps: [envelope.wraps[0], envelope.wraps[0]] }],
    ['no wraps', { ...envelope, wraps: [] }],
    ['another version', { ...envelope, version: 0 }],
    ['nothing', undefined],
  ])('with %s is refused', (_, given) => {
    expect(() => parseEnvelope(given)).toThrow(expect.objectContaining({ name: 'SegmentFault' }));
  });

  test('to a key of low order or a wrong length is refused', () => {
    for (const publicKey of [new Uint8Array(32), new Uint8Array(5)])
      expect(() => sealEnvelope(segment, deks, { id: 'k', publicKey }, primitives)).toThrow(
        expect.objectContaining({ code: 'KEY_INVALID' }),
      );
  });

  test('seals the same keys differently each time', () => {
    expect(
      sealEnvelope(segment, deks, { id: 'k', publicKey: broker.publicKey }, primitives).wraps[0]!.wrapped,
    ).not.toBe(envelope.wraps[0]!.wrapped);
  });
});
