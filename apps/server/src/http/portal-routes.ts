// The participant's own API. Every route works on the person of the session and takes no other person as a parameter:
// there is nothing here to look someone else up with (promise P8).

import type { ParticipantId } from '@overt/events';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ServerFault } from '../fault.ts';
import { parseBody } from './parse-body.ts';
import type { Tries } from './tries.ts';

/** A signed-in person and the session she came by. */
export interface Person {
  readonly participant: ParticipantId;
  readonly session: string;
  readonly roles: readonly string[];
}

/** What the portal needs; see portal/portal-api.ts. Undefined means: not hers, or not there. */
export interface PortalApi {
  /** Uses the one-time code up. */
  signIn(code: string): Promise<{ readonly session: string; readonly maxAge_s: number } | undefined>;
  person(session: string): Promise<Person | undefined>;
  signOut(session: string): Promise<void>;
  me(person: Person): Promise<object>;
  segments(person: Person): Promise<object>;
  steps(person: Person, recording: string): Promise<object | undefined>;
  frame(person: Person, recording: string, frame: string): Promise<Uint8Array | undefined>;
  accesses(person: Person): Promise<object>;
  proof(person: Person, index: number): Promise<string | undefined>;
  /** What shows that entry `index` of the ledger concerns her. */
  evidence(person: Person, index: number): Promise<object | undefined>;
  receipt(person: Person, hash: string): Promise<object | undefined>;
  datasets(person: Person): Promise<object>;
  exemptions(person: Person): Promise<object>;
  appealExemption(person: Person, id: string): Promise<object>;
  withdrawExemption(person: Person, id: string): Promise<object>;
  /** For a privacy officer: what waits for a decision, without who asked. */
  openExemptions(): Promise<object>;
  decideExemption(reviewer: Person, id: string, decision: Decision): Promise<object>;
  deleteSegment(person: Person, segment: string): Promise<object | undefined>;
  withdraw(person: Person, erase: boolean): Promise<object>;
  enrolmentCode(person: Person): Promise<object>;
}

export interface Decision {
  readonly grant: boolean;
  /** ISO date-time; absent: as long as she takes part. */
  readonly until?: string | undefined;
}

const COOKIE = 'overt_session';
const DECISION = z.strictObject({ grant: z.boolean(), until: z.iso.datetime().optional() });
const WITHDRAW = z.object({ erase: z.boolean() });
const PERSON = Symbol('person');
type SignedIn = FastifyRequest & { [PERSON]?: Person };
const personOf = (request: FastifyRequest): Person => (request as SignedIn)[PERSON]!;

export interface PortalRoutes {
  readonly api: PortalApi;
  readonly tries: Tries;
  readonly secureCookie: () => boolean;
}

export async function portalRoutes(
  app: FastifyInstance,
  { api, tries, secureCookie }: PortalRoutes,
): Promise<void> {
  app.get<{ Querystring: { code?: string } }>('/sign-in', async (request, reply) => {
    if (!tries.may(request.ip))
      throw new ServerFault(
        'TOO_MANY_TRIES',
        'sign-in: too many links that were not right; wait a minute',
        {},
      );
    const signedIn = await api.signIn(String(request.query.code ?? ''));
    if (!signedIn) {
      tries.failed(request.ip);
      return reply
        .code(401)
        .type('text/plain; charset=utf-8')
        .send('This link was used already or has run out. Ask for a new one.\n');
    }
    return reply
      .header('set-cookie', cookie(signedIn.session, signedIn.maxAge_s, secureCookie()))
      .redirect('/', 303);
  });

  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const session = sessionOf(request);
      const person = session ? await api.person(session) : undefined;
      if (!person) throw new ServerFault('UNAUTHENTICATED', 'portal: not signed in', {});
      (request as SignedIn)[PERSON] = person;
    });
    readRoutes(scope, api);
    changeRoutes(scope, api, secureCookie);
    exemptionRoutes(scope, api);
  });
}

function readRoutes(scope: FastifyInstance, api: PortalApi): void {
  scope.get('/api/me', (request) => api.me(personOf(request)));
  scope.get('/api/me/segments', (request) => api.segments(personOf(request)));
  scope.get('/api/me/accesses', (request) => api.accesses(personOf(request)));
  scope.get('/api/me/datasets', (request) => api.datasets(personOf(request)));
  scope.get<{ Querystring: { recording?: string } }>('/api/me/steps', async (request) =>
    found(await api.steps(personOf(request), String(request.query.recording ?? ''))),
  );
  scope.get<{ Params: { recording: string; frame: string } }>(
    '/api/me/frames/:recording/:frame',
    async (request, reply) => {
      const { recording, frame } = request.params;
      const png = found(await api.frame(personOf(request), recording, frame));
      return reply.type('image/png').send(png);
    },
  );
  scope.get<{ Params: { index: string } }>('/api/me/accesses/:index/proof', async (request, reply) => {
    const index = indexOf(request.params.index);
    const proof = found(await api.proof(personOf(request), index));
    return download(reply, `access-${index}.tlog-proof`).type('text/plain; charset=utf-8').send(proof);
  });
  scope.get<{ Params: { index: string } }>('/api/me/accesses/:index/evidence', async (request, reply) => {
    const index = indexOf(request.params.index);
    const evidence = found(await api.evidence(personOf(request), index));
    return download(reply, `access-${index}-evidence.json`).send(evidence);
  });
  scope.get<{ Params: { hash: string } }>('/api/me/receipts/:hash', async (request, reply) => {
    const receipt = found(await api.receipt(personOf(request), request.params.hash));
    return download(reply, `receipt-${request.params.hash.slice(0, 12)}.json`).send(receipt);
  });
}

function changeRoutes(scope: FastifyInstance, api: PortalApi, secureCookie: () => boolean): void {
  scope.delete<{ Params: { segment: string } }>('/api/me/segments/:segment', async (request) =>
    found(await api.deleteSegment(personOf(request), request.params.segment)),
  );
  scope.post('/api/me/withdraw', (request) =>
    api.withdraw(personOf(request), parseBody(WITHDRAW, request.body).erase),
  );
  scope.post('/api/me/enrolment-codes', (request) => api.enrolmentCode(personOf(request)));
  scope.post('/api/sign-out', async (request, reply) => {
    await api.signOut(personOf(request).session);
    return reply.header('set-cookie', cookie('', 0, secureCookie())).send({});
  });
}

type OfExemption = { Params: { id: string } };

function exemptionRoutes(scope: FastifyInstance, api: PortalApi): void {
  scope.get('/api/me/exemptions', (request) => api.exemptions(personOf(request)));
  scope.post<OfExemption>('/api/me/exemptions/:id/appeal', (request) =>
    api.appealExemption(personOf(request), request.params.id),
  );
  scope.post<OfExemption>('/api/me/exemptions/:id/withdraw', (request) =>
    api.withdrawExemption(personOf(request), request.params.id),
  );
  scope.get('/api/review/exemptions', async (request) => {
    requireReviewer(personOf(request));
    return api.openExemptions();
  });
  scope.post<OfExemption>('/api/review/exemptions/:id', async (request) => {
    requireReviewer(personOf(request));
    return api.decideExemption(personOf(request), request.params.id, parseBody(DECISION, request.body));
  });
}

/** To everybody else the page does not exist. */
function requireReviewer({ roles }: Person): void {
  if (!roles.includes('privacy-officer')) throw new ServerFault('NOT_FOUND', 'no such page', {});
}

const indexOf = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : -1);

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new ServerFault('NOT_FOUND', 'portal: nothing of yours has this name', {});
  return value;
}

const download = (reply: FastifyReply, name: string) =>
  reply.header('content-disposition', `attachment; filename="${name}"`);

/** Lax, so that the link also works from a mail program; changes are guarded by their origin. */
function cookie(session: string, maxAge_s: number, secure: boolean): string {
  return `${COOKIE}=${session}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${maxAge_s}${secure ? '; Secure' : ''}`;
}

function sessionOf(request: FastifyRequest): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return undefined;
}
