// The composition root: one machine, one process, everything behind its ports. No rule lives here.

import type { AddressInfo } from 'node:net';
import { isoWeek, type ParticipantId, type SubjectId } from '@overt/events';
import { vkey } from '@overt/ledger';
import type { Store } from '@overt/store';
import { pino } from 'pino';
import { adminRoutes } from './admin/route.ts';
import type { ServerConfig } from './config.ts';
import { queueScreening, screenDataset } from './datasets/screen-datasets.ts';
import { createHttp } from './http/app.ts';
import { createDeviceApi } from './http/device-api.ts';
import { deviceRoutes } from './http/device-routes.ts';
import { servePortal } from './http/portal-files.ts';
import { portalRoutes } from './http/portal-routes.ts';
import { TokenCache } from './http/token-cache.ts';
import { Tries } from './http/tries.ts';
import { createMetrics } from './metrics.ts';
import { announceUrl } from './one-server.ts';
import { closeAll, type Ending, erasers, openParts, type ServerParts } from './parts.ts';
import { Looks } from './portal/looks.ts';
import { createPortalApi } from './portal/portal-api.ts';
import { startWorkers } from './workers.ts';

export interface RunningServer {
  readonly url: string;
  /** Trust anchor of everything this server signs, for `overt verify --origin`. */
  readonly serverKey: string;
  /** A new one-time link; for the owner, who is also the first participant, unless another is named. */
  signInLink(participant?: ParticipantId): Promise<string>;
  /** A new one-time code that enrols a device of the owner, or of another participant. */
  enrolmentCode(participant?: ParticipantId): Promise<string>;
  addParticipant(): Promise<ParticipantId>;
  /** What the server is made of, for the command line and the demo, which compose more of it. */
  readonly parts: ServerParts;
  close(): Promise<void>;
}

/**
 * Starts everything and listens. If a part cannot start, what was started is stopped again.
 *
 * @param say progress for people, one line each.
 * @throws {ServerFault} `ALREADY_RUNNING`, `CONFIG_INVALID`; {StoreFault}, {LedgerFault}, {BrokerFault} if what is stored cannot be opened.
 */
export async function startServer(
  config: ServerConfig,
  say: (line: string) => void = () => undefined,
): Promise<RunningServer> {
  const endings: Ending[] = [];
  const close = () => closeAll(endings);
  try {
    const parts = await openParts(config, endings, say);
    return { ...(await serve(config, parts, endings)), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function serve(
  config: ServerConfig,
  parts: ServerParts,
  endings: Ending[],
): Promise<Omit<RunningServer, 'close'>> {
  const { store, broker, governance, ingest, signer, owner, leases, steps } = parts;
  const log = config.logFile
    ? pino({ level: config.log }, pino.destination({ dest: config.logFile, mkdir: true, sync: true }))
    : pino({ level: config.log });
  const metrics = createMetrics(() => store.jobs.counts());
  const monotonic = () => performance.now();
  const tokens = new TokenCache((token) => governance.devices.byToken(token), monotonic);
  const looks = new Looks({ ...steps, now: monotonic });
  const subjectsOf = (participant: ParticipantId) => allSubjects(parts, participant);
  const onWithdrawal = async (participant: ParticipantId, erased: boolean) => {
    tokens.forget();
    looks.forget();
    if (erased) await endNextWeek(parts, participant);
  };
  let origin: string | undefined = config.publicUrl;
  const app = createHttp({
    log,
    metrics,
    origin: () => origin,
    healthy: () =>
      store.sql.query('select 1').then(
        () => true,
        () => false,
      ),
  });
  const deviceApi = createDeviceApi({ governance, broker, signer, onWithdrawal });
  const portalApi = createPortalApi({
    store,
    broker,
    governance,
    ingest,
    looks,
    leases,
    subjectsOf,
    onWithdrawal,
  });
  const tries = new Tries(monotonic);
  await app.register((scope) => deviceRoutes(scope, { api: deviceApi, ingest, tokens, tries, metrics }));
  await app.register((scope) =>
    portalRoutes(scope, { api: portalApi, tries, secureCookie: () => origin?.startsWith('https:') ?? false }),
  );
  await app.register((scope) => adminRoutes(scope, parts));
  await servePortal(app, config.portalDir);
  const workers = await startWorkers({
    store,
    broker,
    ingest,
    steps,
    governanceDaily: async () => {
      await governance.sweep();
      await queueScreening(store, governance);
    },
    screenDataset: async (dataset) => {
      await screenDataset(parts, dataset);
    },
    metrics,
    log,
  });
  endings.push(() => workers.stop());
  await app.listen({ host: config.host, port: config.port });
  endings.push(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  endings.push(await announceUrl(config.dataDir, `http://127.0.0.1:${port}`));
  origin ??= `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  const url = origin;
  return {
    url,
    serverKey: vkey(signer),
    signInLink: async (participant = owner) =>
      `${url}/sign-in?code=${(await governance.people.signInCode(participant)).code}`,
    enrolmentCode: async (participant = owner) => (await governance.devices.enrolmentCode(participant)).code,
    addParticipant: () => governance.people.add(['participant']),
    parts,
  };
}

/** Her pseudonyms of all weeks, and of the week a device whose clock is ahead may already be in. */
async function allSubjects(
  { governance, broker, store }: ServerParts,
  participant: ParticipantId,
): Promise<SubjectId[]> {
  const subjects = await governance.erasure.subjects(participant);
  return [...new Set([...subjects, await broker.subjectOf(participant, nextWeek(store))])];
}

/** The pseudonym of a week that has not begun here yet is not among those governance erases. */
async function endNextWeek({ store, broker }: ServerParts, participant: ParticipantId): Promise<void> {
  const subject = await broker.subjectOf(participant, nextWeek(store));
  await broker.destroy({ subject });
  for (const { erase } of erasers(store)) await erase([subject]);
}

/** The week a device whose clock is ahead may already be in. */
const nextWeek = (store: Store) => isoWeek(new Date(store.clock.now().getTime() + 86_400_000));
