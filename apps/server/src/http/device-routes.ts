// The device API, docs/spec/ingest.md. Everything but enrolment needs the device's token.

import type { Device, Ingest } from '@overt/ingest';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ServerFault } from '../fault.ts';
import type { Metrics } from '../metrics.ts';
import { keepJsonAsBytes } from './app.ts';
import { parseBody } from './parse-body.ts';
import type { TokenCache } from './token-cache.ts';
import type { Tries } from './tries.ts';

/** Done, or refused with the code that says why. */
export type Answer = { readonly ok: object } | { readonly refused: string };

/** What the device API needs of people, policies and keys; see device-api.ts. */
export interface DeviceApi {
  /** Undefined if the code is not one, was used, or has run out. */
  enrol(request: {
    readonly code: string;
    readonly publicKey: Uint8Array;
    readonly label: string;
  }): Promise<object | undefined>;
  /** The signed policy that is in force. */
  policy(): Promise<object>;
  brokerKey(): Promise<object>;
  /** The policy that waits for its date of effect, if any, in a signed announcement. */
  proposal(): Promise<object | undefined>;
  /** What is exempt for the person of this device, signed. */
  exemptions(device: Device): Promise<object>;
  /** A request, an appeal or a withdrawal, signed by the device. */
  acceptExemption(device: Device, statement: unknown): Promise<Answer>;
  /** A receipt or a withdrawal, signed by the device: one door for both. */
  acceptStatement(device: Device, statement: unknown): Promise<Answer>;
}

const PUBLIC_KEY = z.base64().transform((text, context) => {
  const key = Buffer.from(text, 'base64');
  if (key.length === 32) return new Uint8Array(key);
  context.addIssue({ code: 'custom', message: 'not 32 bytes' });
  return z.NEVER;
});
const ENROL = z.object({
  code: z.string().min(1).max(100),
  publicKey: PUBLIC_KEY,
  label: z.string().max(100),
});
const RECEIPT = z.object({ receipt: z.unknown() });
const EXEMPTION = z.object({ request: z.unknown() });

export interface DeviceRoutes {
  readonly api: DeviceApi;
  readonly ingest: Ingest;
  readonly tokens: TokenCache;
  readonly tries: Tries;
  readonly metrics: Metrics;
}

const DEVICE = Symbol('device');
type Authenticated = FastifyRequest & { [DEVICE]?: Device };
const deviceOf = (request: FastifyRequest): Device => (request as Authenticated)[DEVICE]!;

export async function deviceRoutes(app: FastifyInstance, options: DeviceRoutes): Promise<void> {
  const { api, ingest, tries, metrics } = options;
  app.options('/v1/*', (_request, reply) => reply.code(204).send());

  app.post('/v1/enrol', async (request) => {
    if (!tries.may(request.ip))
      throw new ServerFault('TOO_MANY_TRIES', 'enrol: too many codes that were not right; wait a minute', {});
    const answer = await api.enrol(parseBody(ENROL, request.body));
    if (answer) return answer;
    tries.failed(request.ip);
    throw new ServerFault(
      'UNAUTHENTICATED',
      'enrol: the code is not known, was used, or has run out; ask for a new one',
      {},
    );
  });

  await app.register(async (scope) => {
    requireDevice(scope, options.tokens);
    scope.get('/v1/policy', () => api.policy());
    scope.get('/v1/broker-key', () => api.brokerKey());
    scope.get('/v1/proposal', async () => {
      const proposal = await api.proposal();
      if (proposal) return proposal;
      throw new ServerFault('NOT_FOUND', 'policy: no other one is proposed', {});
    });
    scope.get('/v1/exemptions', (request) => api.exemptions(deviceOf(request)));
    scope.post('/v1/exemptions', async (request, reply) => {
      const { request: statement } = parseBody(EXEMPTION, request.body);
      const answer = await api.acceptExemption(deviceOf(request), statement);
      return 'ok' in answer ? answer.ok : reply.code(422).send({ code: answer.refused });
    });
    scope.post('/v1/receipts', async (request, reply) => {
      const answer = await api.acceptStatement(deviceOf(request), parseBody(RECEIPT, request.body).receipt);
      return 'ok' in answer ? answer.ok : reply.code(422).send({ code: answer.refused });
    });
    scope.put<{ Params: { name: string } }>('/v1/blobs/:name', async (request, reply) => {
      if (!(request.body instanceof Uint8Array))
        throw new ServerFault('BODY_MALFORMED', 'blob: send it as application/octet-stream', {});
      const stored = await ingest.putBlob(request.params.name, request.body);
      return reply.code(stored === 'stored' ? 201 : 200).send({ status: stored });
    });
  });

  await app.register(async (scope) => {
    requireDevice(scope, options.tokens);
    keepJsonAsBytes(scope);
    scope.post('/v1/segments', async (request, reply) => {
      const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const outcome = await ingest.acceptSegment(deviceOf(request), body);
      if (outcome.status === 'quarantined') metrics.quarantined(outcome.code);
      return reply.code(outcome.status === 'quarantined' ? 202 : 200).send(outcome);
    });
  });
}

/** Before the body is read, so that a stranger cannot make the server hold one. */
function requireDevice(scope: FastifyInstance, tokens: TokenCache): void {
  scope.addHook('onRequest', async (request) => {
    const [kind, token] = (request.headers.authorization ?? '').split(' ');
    const device = kind === 'Bearer' && token ? await tokens.deviceOf(token) : undefined;
    if (!device) throw new ServerFault('UNAUTHENTICATED', 'device: no such token; enrol again', {});
    (request as Authenticated)[DEVICE] = device;
  });
}
