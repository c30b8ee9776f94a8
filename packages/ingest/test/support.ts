// A world around ingest: real PostgreSQL and files, really sealed segments, and devices with their own keys.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, createBroker, LeaseFault } from '@overt/broker';
import {
  type BlobId,
  beginSegment,
  blobIdOf,
  bytes as codec,
  type DataClass,
  type DeviceId,
  type Envelope,
  encodeManifest,
  expiryOf,
  formatId,
  type IsoWeek,
  isoWeek,
  MANIFEST_TYPE,
  type Manifest,
  type ParticipantId,
  type RecordingId,
  SCHEMA_HASH,
  type SegmentId,
  type SubjectId,
  sealEnvelope,
  segmentId,
  type TrackId,
} from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { createSigner, type DsseEnvelope, openLog, type Signer, signDsse } from '@overt/ledger';
import { migrate, type Sql } from '@overt/store';
import { openEmbedded, removeEmbedded } from '@overt/store/embedded';
import {
  type Authority,
  createIngest,
  type Device,
  type Ingest,
  migrations,
  type ReceiptState,
  type Terms,
} from '../src/index.ts';

export const primitives = nodePrimitives();
export const POLICY = codec.toHex(primitives.sha256(codec.toUtf8('policy')));
export const RECEIPT = codec.toHex(primitives.sha256(codec.toUtf8('receipt')));
/** Of somebody who works where less is allowed. */
export const STRICT_RECEIPT = codec.toHex(primitives.sha256(codec.toUtf8('strict receipt')));
export const TERMS: Terms = { action: { months: 24 }, text: { days: 90 }, pixels: { days: 90 } };

export interface World {
  readonly sql: Sql;
  readonly ingest: Ingest;
  readonly broker: Broker;
  /** The key that was admitted for a blob; undefined once it has ended. */
  keyOf(blob: BlobId): Promise<Uint8Array | undefined>;
  readonly clock: { at: Date; now(): Date };
  readonly blobs: Awaited<ReturnType<typeof openEmbedded>>['blobs'];
  readonly receipts: Map<string, ReceiptState>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'overt-ingest-'));
  await chmod(dir, 0o755); // PostgreSQL's own user can pass
  const place = { dir: join(dir, 'store'), keyFile: join(dir, 'root.key') };
  const clock = { at: new Date('2026-11-23T09:00:00Z'), now: () => clock.at };
  const store = await openEmbedded({ ...place, clock });
  const { sql, blobs, jobs } = store;
  await migrate(sql, migrations);
  const signer = createSigner('test.example/ledger', primitives.random(32));
  const log = await openLog({ origin: signer.name, signer, store: store.tiles });
  const { rootKey, dayKeks } = store;
  const broker = await createBroker({ sql, rootKey, dayKeks, log, signer, primitives, clock });
  const receipts = new Map<string, ReceiptState>([
    [RECEIPT, 'valid'],
    [STRICT_RECEIPT, 'valid'],
  ]);
  const authority: Authority = {
    receiptState: async (_tx, { receipt }) => receipts.get(receipt) ?? 'unknown',
    terms: async ({ policy, receipt }) => {
      if (policy !== POLICY) return undefined;
      return receipt === STRICT_RECEIPT ? { ...TERMS, action: { days: 30 } } : TERMS;
    },
    subjectOf: async (participant, week) => subjectOf(participant, week),
  };
  const ingest = createIngest({ sql, blobs, jobs, broker, authority, primitives, clock });
  return {
    sql,
    ingest,
    broker,
    clock,
    blobs,
    receipts,
    async keyOf(blob) {
      const lease = await broker.lease({
        actor: 'test',
        role: 'worker',
        purpose: 'train-cua',
        policy: POLICY,
        items: 1,
        bytes: 1e9,
        ttl_ms: 60_000,
      });
      try {
        return (await broker.open(lease, [blob])).get(blob);
      } catch (fault) {
        if (fault instanceof LeaseFault && fault.code === 'KEYS_REFUSED') return undefined;
        throw fault;
      }
    },
    async close() {
      await log.close();
      await broker.close();
      await store.close();
      await removeEmbedded(place);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export function subjectOf(participant: ParticipantId, week: IsoWeek): SubjectId {
  const hash = primitives.hmac(codec.toUtf8(participant), codec.toUtf8(week));
  return `sub_${codec.toHex(hash).slice(0, 32)}` as SubjectId;
}

export interface TestDevice extends Device {
  readonly signer: Signer;
}

export function newDevice(): TestDevice {
  const signer = createSigner('device', primitives.random(32));
  return {
    device: formatId('dev', primitives.random(16)) as DeviceId,
    participant: formatId('prn', primitives.random(16)) as ParticipantId,
    publicKey: signer.publicKey,
    signer,
  };
}

export interface Upload {
  readonly manifest: Manifest;
  readonly dsse: DsseEnvelope;
  readonly envelope: Envelope;
  readonly segment: SegmentId;
  readonly blobs: ReadonlyMap<BlobId, Uint8Array>;
  readonly body: Uint8Array;
}

/** One track of one device; `next` makes its next segment, with `change` applied to the manifest before it is signed. */
export class TestTrack {
  readonly recording = formatId('rec', primitives.random(16)) as RecordingId;
  readonly track = formatId('trk', primitives.random(16)) as TrackId;
  readonly #device: TestDevice;
  readonly #broker: Broker;
  #n = 0;
  #previous: SegmentId | null = null;
  #seq = 0;

  constructor(device: TestDevice, broker: Broker) {
    this.#device = device;
    this.#broker = broker;
  }

  async next(at: Date, change: (manifest: Manifest) => Manifest = (manifest) => manifest): Promise<Upload> {
    const sealed = this.#seal();
    const week = isoWeek(at);
    const blobs = sealed.map(({ class: name, bytes }) => ({
      class: name,
      id: blobIdOf(bytes, primitives),
      bytes: bytes.length,
      expires: expiryOf(week, TERMS[name]),
    }));
    const manifest = change({
      format: 'overt-segment',
      version: 1,
      recording: this.recording,
      track: this.track,
      device: this.#device.device,
      subject: subjectOf(this.#device.participant, week),
      week,
      source: 'browser',
      n: this.#n,
      previous: this.#previous,
      receipt: RECEIPT,
      policy: POLICY,
      schema: SCHEMA_HASH,
      redactor: 'overt-redact/1',
      blobs,
    });
    const payload = encodeManifest(manifest);
    const segment = segmentId(payload, primitives);
    const dsse = signDsse(MANIFEST_TYPE, payload, this.#device.signer);
    const deks = sealed.map(({ class: name, dek }, i) => ({ class: name, blob: blobs[i]!.id, dek }));
    const envelope = sealEnvelope(segment, deks, await this.#broker.sealingKey(), primitives);
    this.#n += 1;
    this.#previous = segment;
    return {
      manifest,
      dsse,
      envelope,
      segment,
      blobs: new Map(sealed.map(({ bytes }, i) => [blobs[i]!.id, bytes])),
      body: bodyOf(dsse, envelope),
    };
  }

  #seal(): { class: DataClass; bytes: Uint8Array; dek: Uint8Array }[] {
    const deks = {
      action: primitives.random(32),
      text: primitives.random(32),
      pixels: primitives.random(32),
    };
    const writer = beginSegment({
      track: this.track,
      clock: { monotonicOrigin_us: 0, wallOrigin_ms: 1_795_000_000_000, boot: 'boot', uncertainty_us: 1000 },
      deks,
      primitives,
    });
    for (let i = 0; i < 5; i += 1) {
      writer.append({
        kind: 'navigation',
        seq: this.#seq,
        t: this.#seq * 1_000_000,
        cause: 'link',
        tab: 1,
        place: 'office.mail',
        route: '/inbox',
      });
      this.#seq += 1;
    }
    const pieces = writer.close();
    return (['action', 'text', 'pixels'] as const).flatMap((name) => {
      const mine = pieces.filter((piece) => piece.class === name).sort((a, b) => a.index - b.index);
      return mine.length > 0
        ? [{ class: name, bytes: codec.concat(...mine.map((piece) => piece.bytes)), dek: deks[name] }]
        : [];
    });
  }
}

export const bodyOf = (manifest: unknown, envelope: unknown): Uint8Array =>
  codec.toUtf8(JSON.stringify({ manifest, envelope }));

export async function putAll(ingest: Ingest, upload: Upload): Promise<void> {
  for (const [id, bytes] of upload.blobs) await ingest.putBlob(id, bytes);
}
