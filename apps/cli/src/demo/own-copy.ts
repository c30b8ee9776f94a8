// The participant's own copy of what the server holds (purpose `rights`): the same signed manifests and the same
// ciphertext, with the keys sealed to her own, in the layout of a solo recording. Logged like every access.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SoloKeys } from '@overt/capture/solo';
import { DATA_CLASSES, parseManifest, sealEnvelope } from '@overt/events';
import { openManifest, sealedManifestOf, segmentsOf } from '@overt/ingest';
import { parseDsse, payloadOf, vkey } from '@overt/ledger';
import type { RunningServer } from '@overt/server';

const LEASE_MS = 10 * 60_000;

export async function writeOwnCopy(server: RunningServer, keys: SoloKeys, dir: string): Promise<void> {
  const { store, broker, governance, primitives, owner } = server.parts;
  const subjects = await governance.erasure.subjects(owner);
  const segments = await segmentsOf(store.sql, subjects);
  const held = segments.flatMap((segment) => segment.blobs.filter((blob) => blob.state === 'held'));
  const lease = await broker.lease({
    actor: owner,
    role: 'participant',
    purpose: 'rights',
    policy: (await governance.policies.current()).hash,
    items: held.length + segments.length,
    bytes: segments.reduce((sum, segment) => sum + 2 ** segment.sizeLog2, 0) * 2,
    ttl_ms: LEASE_MS,
    subjects,
  });
  for (const part of ['segments', 'envelopes', 'blobs'])
    await mkdir(join(dir, part), { recursive: true, mode: 0o700 });
  for (const segment of segments) {
    const sealed = await sealedManifestOf(store.sql, segment.segment);
    if (!sealed) continue;
    const blobs = DATA_CLASSES.flatMap((name) =>
      segment.blobs.filter((blob) => blob.class === name && blob.state === 'held'),
    ); // an envelope has one order
    const deks = await broker.open(lease, [sealed.blob, ...blobs.map((blob) => blob.blob)]);
    const dsse = parseDsse(openManifest(sealed.bytes, deks.get(sealed.blob)!, segment.segment, primitives));
    parseManifest(payloadOf(dsse));
    const wraps = blobs.map((blob) => ({ class: blob.class, blob: blob.blob, dek: deks.get(blob.blob)! }));
    const envelope = sealEnvelope(segment.segment, wraps, keys.broker, primitives);
    await writeFile(join(dir, 'segments', `${segment.segment}.json`), JSON.stringify(dsse), { mode: 0o600 });
    await writeFile(join(dir, 'envelopes', `${segment.segment}.json`), JSON.stringify(envelope), {
      mode: 0o600,
    });
    for (const blob of blobs)
      await writeFile(join(dir, 'blobs', blob.blob), (await store.blobs.get(blob.blob)) ?? new Uint8Array(), {
        mode: 0o600,
      });
  }
  const about = {
    format: 'overt-recording',
    version: 1,
    serverKey: server.serverKey,
    broker: keys.broker.id,
    programme: 'own copy',
    copiedFor: vkey(keys.signer),
  };
  await writeFile(join(dir, 'recording.json'), `${JSON.stringify(about, null, 2)}\n`);
}
