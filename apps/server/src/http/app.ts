// The HTTP surface: body parsing, faults to answers, and the routes. Which rule applies is decided in the packages.

import type { IncomingMessage } from 'node:http';
import { Fault } from '@overt/events';
import { GovernanceFault } from '@overt/governance';
import { IngestFault, MAX_BLOB_BYTES, MAX_SEGMENT_BODY_BYTES } from '@overt/ingest';
import { StoreFault } from '@overt/store';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ServerFault } from '../fault.ts';
import { MAX_JSON_BYTES, RETRY_AFTER_S } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import { readOctets } from './octets.ts';
import { isLocal, secure } from './security.ts';

export interface HttpOptions {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The address people use, once it is known. */
  readonly origin: () => string | undefined;
  /** True while storage answers. */
  readonly healthy: () => Promise<boolean>;
}

/** Bytes of a segment's body that are still read, so that an over-long one becomes a quarantine row and not a dropped connection. */
const READ_SEGMENT_BYTES = MAX_SEGMENT_BODY_BYTES * 4;

export function createHttp(options: HttpOptions): FastifyInstance {
  // No request log: who sent what at which minute is exactly the record this system must not keep.
  const app = Fastify({
    logger: false,
    bodyLimit: MAX_JSON_BYTES,
    trustProxy: false,
  });
  app.addContentTypeParser('application/octet-stream', (request: FastifyRequest, stream: IncomingMessage) =>
    readOctets(stream, request.headers['content-length'], MAX_BLOB_BYTES),
  );
  secure(app, options.origin);
  answerFaults(app, options);
  app.get('/healthz', async (_request, reply) => {
    const ok = await options.healthy();
    return reply.code(ok ? 200 : 503).send({ ok });
  });
  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) throw new ServerFault('NOT_FOUND', 'no such page', {});
    return reply.type(options.metrics.contentType).send(await options.metrics.text());
  });
  return app;
}

/** Inside `register`: bodies of JSON arrive as their bytes, so that ingest judges them and keeps what it refuses. */
export function keepJsonAsBytes(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', (request: FastifyRequest, stream: IncomingMessage) =>
    readOctets(stream, request.headers['content-length'], READ_SEGMENT_BYTES),
  );
}

const STATUS: Readonly<Record<string, number>> = {
  BODY_TOO_LARGE: 413,
  BODY_CUT: 400,
  BODY_MALFORMED: 400,
  UNAUTHENTICATED: 401,
  FOREIGN_ORIGIN: 403,
  NOT_FOUND: 404,
  TOO_MANY_TRIES: 429,
  BLOB_TOO_LARGE: 413,
  BLOB_NAME_INVALID: 422,
  BLOB_HASH_MISMATCH: 422,
  BLOB_EMPTY: 422,
};

function answerFaults(app: FastifyInstance, { log, metrics }: HttpOptions): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'NOT_FOUND' }));
  app.setErrorHandler((error: FastifyError | Fault<string>, request, reply) => {
    if (error instanceof ServerFault || error instanceof IngestFault) {
      return reply.code(STATUS[error.code] ?? 400).send({ code: error.code, message: error.message });
    }
    if (error instanceof GovernanceFault) {
      return reply.code(422).send({ code: error.code, message: error.message });
    }
    if (error instanceof StoreFault) {
      metrics.failed(error.code);
      log.warn({ code: error.code, route: request.routeOptions.url }, 'storage did not answer');
      return reply
        .code(503)
        .header('retry-after', String(RETRY_AFTER_S))
        .send({ code: 'STORAGE_UNAVAILABLE' });
    }
    const status = 'statusCode' in error ? error.statusCode : undefined;
    if (status !== undefined && status < 500) return reply.code(status).send({ code: 'BODY_MALFORMED' });
    const code = error instanceof Fault ? error.code : 'BUG';
    metrics.failed(code);
    // The stack names code, never content; a message could come from a library and is left out.
    log.error(
      { code, route: request.routeOptions.url, stack: error.stack?.split('\n').slice(1, 6) },
      'request failed',
    );
    return reply.code(500).send({ code: code });
  });
}
