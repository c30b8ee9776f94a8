import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLog, openLog, toUtf8, verifierOf } from '@overt/ledger';
import { directoryTiles, nativeHash, nativeSigner } from '@overt/ledger/node';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const signer = nativeSigner('overt.example/audit', new Uint8Array(32).fill(9));
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'overt-ledger-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('a directory of tiles', () => {
  test('holds a log that a stranger can audit', async () => {
    const store = await directoryTiles(join(directory, 'log'));
    const log = await openLog({ origin: signer.name, signer, store, hash: nativeHash });
    await Promise.all(Array.from({ length: 1000 }, (_, i) => log.append(toUtf8(`entry ${i}`))));
    await log.append(toUtf8('last'));
    await log.close();
    const audit = await auditLog({
      store: await directoryTiles(join(directory, 'log')),
      log: verifierOf(signer),
      hash: nativeHash,
    });
    expect(audit.checkpoint.size).toBe(1001);
    expect((await readdir(join(directory, 'log/tile/0'))).sort()).toEqual(['000', '001', '002', '003.p']);
  });

  test('is readable for its owner only', async () => {
    const store = await directoryTiles(join(directory, 'log'));
    await store.write('checkpoint', toUtf8('x'));
    expect((await stat(join(directory, 'log'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, 'log/checkpoint'))).mode & 0o777).toBe(0o600);
  });

  test('removes what a crash left half written, and never shows it', async () => {
    const [torn, fresh] = [
      join(directory, '.tmp-0011223344556677'),
      join(directory, '.tmp-8899aabbccddeeff'),
    ];
    await writeFile(torn, 'torn');
    await writeFile(fresh, 'another process is writing this');
    await utimes(torn, 1, 1);
    const store = await directoryTiles(directory);
    expect(await readdir(directory)).toEqual(['.tmp-8899aabbccddeeff']);
    expect(await store.read('tile/0/000')).toBeUndefined();
  });

  test('refuses paths that lead elsewhere', async () => {
    const store = await directoryTiles(directory);
    for (const path of ['../x', '/etc/passwd', 'a/../../x', '.tmp-1', 'a//b', '']) {
      await expect(store.read(path)).rejects.toThrow(RangeError);
    }
  });

  test('leaves no temporary file when a write fails', async () => {
    const store = await directoryTiles(directory);
    await store.write('tile/0/000', toUtf8('x'));
    await expect(store.write('tile/0', toUtf8('a directory is in the way'))).rejects.toThrow();
    expect((await readdir(join(directory, 'tile'))).sort()).toEqual(['0']);
  });
});

// The writer prints an index once it is acknowledged, and is killed in the middle of its work.
describe('a writer killed with SIGKILL', () => {
  test('loses no entry it acknowledged', async () => {
    const writer = join(directory, 'writer.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'append-forever.ts')],
      outfile: writer,
      bundle: true,
      format: 'esm',
      platform: 'node',
      conditions: ['@overt/source'],
      logLevel: 'error',
    });
    const tiles = join(directory, 'log');
    const acknowledged: number[] = [];
    for (let round = 0; round < 4; round++) {
      const child = spawn(process.execPath, [writer, tiles], { stdio: ['ignore', 'pipe', 'inherit'] });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.split('\n').length > 5 + round * 7) child.kill('SIGKILL');
      });
      await once(child, 'close');
      acknowledged.push(...text.split('\n').slice(0, -1).map(Number));
    }
    expect(acknowledged.length).toBeGreaterThan(20);
    const store = await directoryTiles(tiles);
    await (await openLog({ origin: signer.name, signer, store, hash: nativeHash })).close();
    const entries: string[] = [];
    await auditLog({ store, log: verifierOf(signer), hash: nativeHash }, [], (_, bytes) =>
      entries.push(new TextDecoder().decode(bytes)),
    );
    for (const index of acknowledged) expect(entries[index]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(entries).size).toBe(entries.length);
    expect(await readFile(join(tiles, 'checkpoint'), 'utf8')).toContain(`\n${entries.length}\n`);
  });
});
