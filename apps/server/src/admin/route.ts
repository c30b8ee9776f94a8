// The administrator's door of a running server: this machine only, and only with a proof under the root key.

import type { Fault } from '@overt/events';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isRefusal, ServerFault } from '../fault.ts';
import { parseBody } from '../http/parse-body.ts';
import { isLocal } from '../http/security.ts';
import { MAX_ADMIN_BYTES } from '../limits.ts';
import type { ServerParts } from '../parts.ts';
import { runCommand } from './commands.ts';
import { isAdministrator } from './proof.ts';

const BODY = z.object({ command: z.string(), proof: z.string().max(4_096) });

export async function adminRoutes(app: FastifyInstance, parts: ServerParts): Promise<void> {
  const { rootKey } = parts.store;
  // Before the body is read: it is larger than what strangers may send.
  app.addHook('onRequest', async (request) => {
    if (!isLocal(request)) throw new ServerFault('NOT_FOUND', 'no such page', {});
  });
  app.post('/v1/admin', { bodyLimit: MAX_ADMIN_BYTES }, async (request, reply) => {
    const { command, proof } = parseBody(BODY, request.body);
    // Its own clock is not the injected one: the proof was made by another process a moment ago.
    if (!(await isAdministrator(rootKey, command, { proof, now: new Date() })))
      throw new ServerFault('NOT_FOUND', 'no such page', {});
    try {
      return await runCommand(parts, JSON.parse(command));
    } catch (cause) {
      // A command without a basis is an answer: the administrator has to know what is missing.
      if (!isRefusal(cause) && !(cause instanceof ServerFault)) throw cause;
      const { code, message, detail } = cause as Fault<string>;
      return reply.code(422).send({ code, message, detail });
    }
  });
}
