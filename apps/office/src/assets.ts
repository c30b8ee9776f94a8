// Serves the static files of `public/` from memory. They are read once, at start; no request path reaches the disk.

import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

const FOLDER = new URL('../public/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

/** Every static file by its name. */
export function readAssets(): ReadonlyMap<string, Asset> {
  return new Map(
    readdirSync(FOLDER).map((name) => [
      name,
      { type: TYPES[extname(name)] ?? 'application/octet-stream', body: readFileSync(new URL(name, FOLDER)) },
    ]),
  );
}
