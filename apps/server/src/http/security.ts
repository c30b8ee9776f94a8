// What every answer carries and every request must show: content policy, own host name, own origin for changes,
// and the extension's origin on the device API only.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ServerFault } from '../fault.ts';

/** Nothing inline, nothing from elsewhere, no frame around it. */
const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
};

/** An extension's page or worker; a web page can never have such an origin. */
const EXTENSION_ORIGIN = /^chrome-extension:\/\/[a-p]{32}$/;
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOOPBACK_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

const isDeviceApi = (request: FastifyRequest) => request.url.startsWith('/v1/');

/** @param origin where people reach this server, e.g. `http://127.0.0.1:8377`; undefined until it listens. */
export function secure(app: FastifyInstance, origin: () => string | undefined): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    requireHost(request, origin());
    if (isDeviceApi(request)) return allowExtension(request, reply);
    if (request.method !== 'GET' && request.method !== 'HEAD') requireOrigin(request, origin());
  });
}

/** A name that is not ours means a page elsewhere has pointed its own name at this address. */
function requireHost(request: FastifyRequest, origin: string | undefined): void {
  const host = request.headers.host ?? '';
  if (LOOPBACK_NAME.test(host) || (origin !== undefined && host === new URL(origin).host)) return;
  throw new ServerFault('FOREIGN_ORIGIN', 'request: the host name is not one this server has', {});
}

function requireOrigin(request: FastifyRequest, origin: string | undefined): void {
  const from = request.headers.origin;
  if (from !== undefined && (from === origin || from === `http://${request.headers.host}`)) return;
  throw new ServerFault('FOREIGN_ORIGIN', 'request: a change must come from this server’s own page', {});
}

async function allowExtension(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const origin = request.headers.origin;
  if (origin === undefined) return;
  if (!EXTENSION_ORIGIN.test(origin))
    throw new ServerFault('FOREIGN_ORIGIN', 'request: the device API is not for web pages', {});
  reply.headers({
    'access-control-allow-origin': origin,
    vary: 'origin',
    'cross-origin-resource-policy': 'cross-origin',
  });
  if (request.method !== 'OPTIONS') return;
  reply.headers({
    'access-control-allow-methods': 'GET, POST, PUT',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  });
  await reply.code(204).send();
}

/** The request came from this machine and through no proxy. */
export function isLocal(request: FastifyRequest): boolean {
  const { forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
  return (
    forwarded === undefined && forwardedFor === undefined && LOOPBACK.has(request.socket.remoteAddress ?? '')
  );
}
