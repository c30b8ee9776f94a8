// The built page, read once into memory. Names with a hash never change, so a browser may keep them.

import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves the files of `dir` under `/`; a missing folder means the page was not built, and says so. */
export async function servePortal(app: FastifyInstance, dir: string): Promise<void> {
  const names = await readdir(dir, { recursive: true }).catch(() => [] as string[]);
  for (const name of names.filter((one) => extname(one) in TYPES)) {
    const bytes = await readFile(join(dir, name));
    const path = `/${name.replaceAll('\\', '/')}`;
    const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    const type = TYPES[extname(name)]!;
    app.get(path === '/index.html' ? '/' : path, (_request, reply) =>
      reply.header('cache-control', cache).type(type).send(bytes),
    );
  }
  if (!names.includes('index.html')) {
    app.get('/', (_request, reply) =>
      reply.type('text/plain').send('The participant page is not built here: npm run setup builds it.\n'),
    );
  }
}
