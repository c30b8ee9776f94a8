// A broker over the real store, the real ledger and a clock that tests turn; one cluster per test file.
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BlobId,
  type DataClass,
  type IsoWeek,
  isoWeek,
  type ParticipantId,
  type SegmentId,
  type SubjectId,
  sealEnvelope,
} from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { type Log, openLog, parseEntry } from '@overt/ledger';
import { directoryTiles, nativeSigner } from '@overt/ledger/node';
import { type EmbeddedStore, openEmbedded, removeEmbedded } from '@overt/store/embedded';
import { type Broker, type BrokerParts, createBroker, type LeaseRequest } from '../../src/index.ts';

export const primitives = nodePrimitives();
export const ORIGIN = 'example.org/log';

export interface Sealed {
  readonly subject: SubjectId;
  readonly week: IsoWeek;
  readonly segment: SegmentId;
  readonly deks: ReadonlyMap<BlobId, Uint8Array>;
  readonly blobs: Readonly<Record<DataClass, BlobId>>;
}

export interface World {
  readonly store: EmbeddedStore;
  readonly parts: BrokerParts;
  readonly broker: Broker;
  readonly log: Log;
  turnTo(now: string): void;
  /** Admits a segment of three blobs as a device would send it. */
  segment(participant: string, bytes?: number): Promise<Sealed>;
  entries(type: string): Promise<Record<string, unknown>[]>;
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** One PostgreSQL for all worlds of a test file: starting one costs seconds. */
export interface Ground {
  /** A new world with nothing in it; the one before must not be used any more. */
  world(start?: string): Promise<World>;
  close(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const place = await mkdtemp(join(tmpdir(), 'overt-broker-'));
  await chmod(place, 0o755);
  const options = { dir: join(place, 'store'), keyFile: join(place, 'root.key') };
  const clock = { at: new Date(0), now: () => clock.at };
  const store = await openEmbedded({ ...options, clock });
  const logs: Log[] = [];
  return {
    async world(start = '2026-11-23T09:00:00Z') {
      clock.at = new Date(start);
      await dropTables(store);
      for (const day of await store.dayKeks.list()) await store.dayKeks.destroy(day);
      const signer = nativeSigner(ORIGIN, new Uint8Array(32).fill(7));
      const log = await openLog({
        origin: ORIGIN,
        signer,
        store: await directoryTiles(join(place, `tiles-${logs.length}`)),
      });
      logs.push(log);
      return createWorld(store, log, clock);
    },
    async close() {
      for (const log of logs) await log.close();
      await store.close();
      await removeEmbedded(options);
      await rm(place, { recursive: true, force: true });
    },
  };
}

async function dropTables(store: EmbeddedStore): Promise<void> {
  const tables = await store.sql.query<{ name: string }>(
    `select tablename as name from pg_tables where tablename like 'broker\\_%'`,
  );
  if (tables.length === 0) return;
  await store.sql.query(
    `drop table ${tables.map((t) => t.name).join(', ')} cascade; delete from store_migration where id like 'broker-%'`,
  );
}

async function createWorld(store: EmbeddedStore, log: Log, clock: { at: Date; now(): Date }): Promise<World> {
  const signer = nativeSigner(ORIGIN, new Uint8Array(32).fill(7));
  const parts: BrokerParts = {
    sql: store.sql,
    rootKey: store.rootKey,
    dayKeks: store.dayKeks,
    log,
    signer,
    primitives,
    clock,
  };
  const broker = await createBroker(parts);

  return {
    store,
    parts,
    broker,
    log,
    turnTo(to) {
      clock.at = new Date(to);
    },
    async segment(participant, bytes) {
      const week = isoWeek(clock.at);
      const subject = await broker.subjectOf(participant as ParticipantId, week);
      const segment = hash(primitives.random(32)) as SegmentId;
      const wraps = (['action', 'text', 'pixels'] as const).map((name) => ({
        class: name,
        blob: hash(primitives.random(32)) as BlobId,
        dek: primitives.random(32),
      }));
      const envelope = sealEnvelope(segment, wraps, await broker.sealingKey(), primitives);
      const sizes = bytes === undefined ? {} : { sizes: new Map(wraps.map((w) => [w.blob, bytes])) };
      await store.sql.transaction((tx) => broker.admit(tx, { subject, week, segment, envelope, ...sizes }));
      const blobs = Object.fromEntries(wraps.map((w) => [w.class, w.blob])) as Record<DataClass, BlobId>;
      return { subject, week, segment, blobs, deks: new Map(wraps.map((w) => [w.blob, w.dek])) };
    },
    async entries(type) {
      const found: Record<string, unknown>[] = [];
      for await (const { bytes } of log.entries()) {
        const entry = parseEntry(bytes);
        if (entry.type === type) found.push(entry);
      }
      return found;
    },
  };
}

export function workerRequest(more: Partial<LeaseRequest> = {}): LeaseRequest {
  return {
    actor: 'worker:steps',
    role: 'worker',
    purpose: 'train-cua',
    policy: 'policy-hash',
    items: 1_000,
    bytes: 1_000_000_000,
    ttl_ms: 600_000,
    ...more,
  };
}
