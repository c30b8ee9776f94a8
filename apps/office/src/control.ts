// The control door: state and reset for checks and evaluation, never for the one who works in the office.
//
// It answers only clients that are no page: a browser marks every request of a page with Sec-Fetch-Site, and such
// requests are refused, so that neither a learner in the browser nor a web page can look at or change the state.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appOfHost } from './hosts.ts';
import type { World } from './world/world.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export interface Control {
  state(): World;
  reset(seed: number): void;
}

/** Adds `GET /__office/state` and `POST /__office/reset {seed}`. */
export function controlRoutes(server: FastifyInstance, control: Control): void {
  const refuse = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const page = request.headers['sec-fetch-site'] !== undefined || request.headers.origin !== undefined;
    if (page || !LOOPBACK.has(request.ip) || appOfHost(request.headers.host) !== 'desk') {
      reply.code(403).send({
        code: 'OFFICE_CONTROL_REFUSED',
        expected: 'a local client with Host office.localhost, not a page',
      });
      return;
    }
    done();
  };
  server.get('/__office/state', { onRequest: refuse }, () => control.state());
  server.post<{ Body: { seed?: unknown } | null }>(
    '/__office/reset',
    { onRequest: refuse },
    (request, reply) => {
      const seed = request.body?.seed;
      if (typeof seed !== 'number' || !Number.isSafeInteger(seed) || seed < 0) {
        return reply
          .code(422)
          .send({ code: 'OFFICE_SEED_INVALID', expected: '{"seed": an integer of 0 or more}' });
      }
      control.reset(seed);
      return reply.send({ seed });
    },
  );
}
