// A proxy in front of the receiver: sees everything that goes over the wire, and can answer otherwise.

import { createServer, type Server } from 'node:http';

export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** As sent: JSON parsed, anything else as the number of its bytes. */
  readonly request: unknown;
  readonly status: number;
  readonly response: unknown;
}

export interface Wire {
  readonly origin: string;
  readonly exchanges: readonly Exchange[];
  /** Answers of a route (`GET /v1/policy`) from here on; `undefined` lets the receiver answer again. */
  answer(route: string, body: ((original: unknown) => unknown) | undefined): void;
  /** Cuts the line, or mends it. */
  cut(isCut: boolean): void;
  close(): Promise<void>;
}

export async function openWire(target: string): Promise<Wire> {
  const exchanges: Exchange[] = [];
  const answers = new Map<string, (original: unknown) => unknown>();
  let isCut = false;
  const server: Server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      if (isCut) {
        request.socket.destroy();
        return;
      }
      const body = Buffer.concat(parts);
      const { method = '', url: path = '' } = request;
      const { host: _host, ...headers } = request.headers;
      const original = await fetch(new URL(path, target), {
        method,
        headers: Object.entries(headers).flatMap(([name, value]) =>
          typeof value === 'string' && !['connection', 'content-length'].includes(name)
            ? [[name, value]]
            : [],
        ) as [string, string][],
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
      });
      const read = await original.json();
      const other = answers.get(`${method} ${path}`);
      const sent = other ? other(read) : read;
      exchanges.push({ method, path, request: bodyOf(body), status: original.status, response: sent });
      response.writeHead(other ? 200 : original.status, { 'content-type': 'application/json' });
      response.end(typeof sent === 'string' ? sent : JSON.stringify(sent));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    exchanges,
    answer: (route, body) => void (body ? answers.set(route, body) : answers.delete(route)),
    cut: (cut) => {
      isCut = cut;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bodyOf(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return body.length;
  }
}
