// The office as one server: routes by host name, state in memory, a control door for checks.

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { chatRoutes } from './apps/chat.ts';
import { crmRoutes } from './apps/crm.ts';
import { deskRoutes } from './apps/desk.ts';
import { hrRoutes } from './apps/hr.ts';
import { invoiceRoutes } from './apps/invoices.ts';
import { mailRoutes } from './apps/mail.ts';
import type { Routes } from './apps/routes.ts';
import { sheetRoutes } from './apps/sheet.ts';
import { readAssets } from './assets.ts';
import { controlRoutes } from './control.ts';
import { OfficeFault } from './fault.ts';
import { appOfHost, hostOf, urlOf } from './hosts.ts';
import { createWorld } from './world/create.ts';
import type { AppName, World } from './world/world.ts';

export interface OfficeOptions {
  readonly seed: number;
  /** 0 or absent: any free port. */
  readonly port?: number;
}

/** A running office. `world` is the state as the applications see it; `state()` is a copy to keep. */
export interface Office {
  readonly url: string;
  readonly port: number;
  readonly world: World;
  state(): World;
  /** Puts the office back to the untouched world of `seed`. */
  reset(seed: number): void;
  close(): Promise<void>;
}

const ROUTES: Readonly<Record<AppName, Routes>> = {
  desk: deskRoutes,
  mail: mailRoutes,
  chat: chatRoutes,
  crm: crmRoutes,
  sheet: sheetRoutes,
  invoices: invoiceRoutes,
  hr: hrRoutes,
};

/**
 * Starts the office on the loopback interface.
 *
 * @throws {OfficeFault} `OFFICE_SEED_INVALID`, `OFFICE_PORT_UNAVAILABLE`.
 */
export async function startOffice(options: OfficeOptions): Promise<Office> {
  let world = createWorld(options.seed);
  const current = (): World => world;
  const reset = (seed: number): void => {
    world = createWorld(seed);
  };
  const server = Fastify({ logger: false, forceCloseConnections: true });
  acceptForms(server);
  serveAssets(server);
  controlRoutes(server, { state: () => structuredClone(world), reset });
  let port = options.port ?? 0;
  for (const [app, routes] of Object.entries(ROUTES) as [AppName, Routes][]) {
    await server.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.constraints = {
          ...route.constraints,
          host: new RegExp(`^${hostOf(app).replaceAll('.', '\\.')}(:\\d+)?$`),
        };
      });
      routes(scope, { world: current, port: () => port });
    });
  }
  server.setNotFoundHandler((request, reply) => notFound(request, reply, port));
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    throw new OfficeFault(
      'OFFICE_PORT_UNAVAILABLE',
      `office: port ${port} of 127.0.0.1 cannot be opened; another process may hold it. Choose another with --port`,
      { subject: String(port) },
      { cause },
    );
  }
  const address = server.server.address();
  if (address !== null && typeof address === 'object') port = address.port;
  return {
    url: urlOf('desk', port),
    port,
    get world() {
      return world;
    },
    state: () => structuredClone(world),
    reset,
    close: () => server.close(),
  };
}

function acceptForms(server: FastifyInstance): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}

function serveAssets(server: FastifyInstance): void {
  const assets = readAssets();
  server.get<{ Params: { name: string } }>('/assets/:name', (request, reply) => {
    const asset = assets.get(request.params.name);
    if (!asset) return reply.code(404).send();
    return reply.header('cache-control', 'no-cache').type(asset.type).send(asset.body);
  });
}

function notFound(request: FastifyRequest, reply: FastifyReply, port: number): FastifyReply {
  const known = appOfHost(request.headers.host) !== undefined;
  const hint = known
    ? 'No such page.'
    : `The office answers to host names such as ${hostOf('desk')}: open ${urlOf('desk', port)}`;
  return reply.code(404).type('text/plain; charset=utf-8').send(`${hint}\n`);
}
