// What a server is made of, in which order it is opened, and how it ends in the opposite order. No rule lives here.

import { type Broker, createBroker } from '@overt/broker';
import type { ParticipantId, Primitives } from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import {
  createGovernance,
  type ErasureAdapter,
  type Governance,
  migrations as governanceMigrations,
} from '@overt/governance';
import { createIngest, deleteSegmentsOf, type Ingest, migrations as ingestMigrations } from '@overt/ingest';
import { type Log, openLog, type Signer, vkey } from '@overt/ledger';
import { nativeHash } from '@overt/ledger/node';
import { migrate, type Store } from '@overt/store';
import { type EmbeddedStore, openEmbedded } from '@overt/store/embedded';
import type { ServerConfig } from './config.ts';
import { queueScreening } from './datasets/screen-datasets.ts';
import { migrations as identityMigrations, openIdentity } from './identity.ts';
import { lockDataDir } from './one-server.ts';
import { openPolicy } from './policy-at-start.ts';
import { LeaseBook } from './portal/lease-book.ts';
import type { StepsContext } from './steps/build-recording.ts';
import { dropEpisodesOf, partsAmong } from './steps/episode-index.ts';
import { migrations as stepsMigrations } from './steps/migrations.ts';

export interface ServerParts {
  readonly store: EmbeddedStore;
  readonly broker: Broker;
  readonly governance: Governance;
  readonly ingest: Ingest;
  readonly ledger: Log;
  readonly signer: Signer;
  readonly primitives: Primitives;
  readonly owner: ParticipantId;
  readonly leases: LeaseBook;
  readonly steps: StepsContext;
}

export type Ending = () => Promise<unknown>;

export async function closeAll(endings: Ending[]): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end();
}

/** Everything but the door: what a server is made of, and what administration without one works on. */
export async function openParts(
  config: ServerConfig,
  endings: Ending[],
  say: (line: string) => void,
): Promise<ServerParts> {
  say('starting the database');
  const { dataDir: dir, keyFile, clock } = config;
  const store = await openEmbedded({
    dir,
    ...(keyFile ? { keyFile } : {}),
    ...(clock ? { clock } : {}),
    log: say,
  });
  endings.push(() => store.close());
  endings.push(await lockDataDir(dir));
  const { sql, rootKey, dayKeks } = store;
  await migrate(sql, [
    ...identityMigrations,
    ...governanceMigrations,
    ...ingestMigrations,
    ...stepsMigrations,
  ]);
  const primitives = nodePrimitives();
  const signer = await openIdentity(sql, rootKey);
  const ledger = await openLog({ origin: signer.name, signer, store: store.tiles, hash: nativeHash });
  endings.push(() => ledger.close());
  const plainBroker = await createBroker({
    sql,
    rootKey,
    dayKeks,
    log: ledger,
    signer,
    primitives,
    clock: store.clock,
  });
  endings.push(() => plainBroker.close());
  const leases = new LeaseBook();
  const broker = leases.watch(plainBroker);
  const governance: Governance = await createGovernance({
    sql,
    log: ledger,
    signer,
    keys: broker,
    rootKey,
    clock: store.clock,
    cosigners: config.cosigners ?? [],
    administrators: config.administrators ?? [vkey(signer)],
    erasers: erasers(store),
    onPolicy: () => queueScreening(store, governance),
  });
  await openPolicy(config, governance, { now: store.clock.now(), say });
  const owner =
    (await governance.people.firstWith('owner')) ?? (await governance.people.add(['owner', 'participant']));
  const ingest = createIngest({
    sql,
    blobs: store.blobs,
    jobs: store.jobs,
    broker,
    authority: governance.authority,
    primitives,
    clock: store.clock,
    isClaimedElsewhere: (blobs) => partsAmong(sql, blobs),
  });
  const policy = async () => (await governance.policies.current()).hash;
  const steps = { sql, blobs: store.blobs, broker, primitives, policy };
  return { store, broker, governance, ingest, ledger, signer, primitives, owner, leases, steps };
}

/** What erasure ends after the keys: rows at once, bytes by jobs. */
export function erasers({ sql, jobs }: Store): ErasureAdapter[] {
  return [
    {
      name: 'episodes',
      erase: async (subjects) => ({ removed: await sql.transaction((tx) => dropEpisodesOf(tx, subjects)) }),
    },
    {
      name: 'segments',
      erase: async (subjects) => ({
        removed: await sql.transaction((tx) => deleteSegmentsOf(tx, jobs, subjects)),
      }),
    },
  ];
}
