// The root key as a 0600 file outside the data directory, so that a copy of the data alone opens nothing.
import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StoreFault } from '../fault.ts';
import type { RootKey } from '../ports.ts';
import { errorCode, makeDirectory, writeDurably } from './durable.ts';
import { unwrapUnder, wrapUnder } from './wrap.ts';

const HEADER = 'overt-root-key-v1 ';

/** Makes a new root key file, mode 0600; an existing file stays. */
export async function createRootKeyFile(path: string): Promise<void> {
  await makeDirectory(dirname(path), 0o700);
  const text = `${HEADER}${randomBytes(32).toString('base64')}\n`;
  await writeDurably(path, Buffer.from(text, 'utf8'), { exclusive: true, mode: 0o600 });
}

/**
 * Opens a root key file. `check` tells two keys apart without revealing either.
 *
 * @throws {StoreFault} `ROOT_KEY_MISSING`; `ROOT_KEY_UNSAFE` if others may read it; `ROOT_KEY_WRONG` if it is not a root key.
 */
export async function openRootKeyFile(path: string): Promise<RootKey & { readonly check: string }> {
  const key = parseRootKey(path, await readPrivately(path));
  return {
    check: createHash('sha256').update('overt root key check v1').update(key).digest('hex').slice(0, 16),
    wrap: async (plain, context) => wrapUnder(key, plain, context),
    unwrap: async (wrapped, context) => unwrapUnder(key, wrapped, context),
  };
}

async function readPrivately(path: string): Promise<string> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new StoreFault(
      'ROOT_KEY_MISSING',
      `root key: no file at ${path}; without it nothing stored can be read. Put the key file back, or begin with an empty data directory`,
      { path },
    );
  });
  try {
    const { mode } = await handle.stat();
    if ((mode & 0o077) !== 0) {
      throw new StoreFault(
        'ROOT_KEY_UNSAFE',
        `root key: ${path} has mode ${(mode & 0o777).toString(8)}, expected 600; check who read it, then chmod 600`,
        { path },
      );
    }
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

function parseRootKey(path: string, text: string): Uint8Array {
  const key = text.startsWith(HEADER)
    ? Buffer.from(text.slice(HEADER.length).trim(), 'base64')
    : Buffer.alloc(0);
  if (key.length === 32) return new Uint8Array(key);
  throw new StoreFault('ROOT_KEY_WRONG', `root key: ${path} is not a root key file`, { path });
}
