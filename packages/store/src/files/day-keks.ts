// Day keys as files, one per UTC day, each wrapped under the root key. They lie beside PostgreSQL, never in it: a row deleted
// there lives on in WAL and backups, and becomes unreadable only when its day's file is gone. A backup must not contain them.
import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreFault } from '../fault.ts';
import type { Clock, DayKeks, RootKey } from '../ports.ts';
import {
  errorCode,
  ignoreAbsent,
  makeDirectory,
  sweepTemporary,
  syncDirectory,
  writeDurably,
} from './durable.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Day keys below `dir`, mode 0700. */
export async function openDayKeks(dir: string, rootKey: RootKey, clock: Clock): Promise<DayKeks> {
  await makeDirectory(dir, 0o700);
  await sweepTemporary(dir);
  // Opened keys, so that a key costs one file read per process. `destroy` here forgets ours at once; another process's copy
  // opens nothing any more, for rows are re-wrapped before a day is destroyed.
  const opened = new Map<string, Uint8Array>();

  async function get(day: string): Promise<Uint8Array | undefined> {
    const known = opened.get(requireDay(day));
    if (known) return known;
    const wrapped = await readFile(fileOf(dir, day)).catch(ignoreAbsent);
    if (!wrapped) return undefined;
    const key = await rootKey.unwrap(wrapped, contextOf(day));
    opened.set(day, key);
    return key;
  }

  return {
    get,
    async current() {
      const day = clock.now().toISOString().slice(0, 10);
      const key = await get(day);
      if (key) return { day, key };
      const wrapped = await rootKey.wrap(randomBytes(32), contextOf(day));
      await writeDurably(fileOf(dir, day), wrapped, { exclusive: true }); // two processes at midnight: the first one's key counts
      return { day, key: (await get(day))! };
    },
    async destroy(day) {
      opened.get(requireDay(day))?.fill(0);
      opened.delete(day);
      await overwrite(fileOf(dir, day));
      await syncDirectory(dir);
    },
    async list() {
      const names = await readdir(dir);
      return names
        .filter((name) => name.endsWith('.kek'))
        .map((name) => name.slice(0, -4))
        .filter((day) => DAY.test(day))
        .sort();
    },
  };
}

// Overwriting does not reach every copy a disk may keep; what protects there is that the file was wrapped all along.
async function overwrite(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+');
    try {
      const { size } = await handle.stat();
      await handle.write(randomBytes(size), 0, size, 0);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  await unlink(path).catch(ignoreAbsent);
}

function fileOf(dir: string, day: string): string {
  return join(dir, `${day}.kek`);
}

function contextOf(day: string): string {
  return `overt/day-kek/v1|${day}`;
}

function requireDay(day: string): string {
  if (DAY.test(day)) return day;
  throw new StoreFault('ID_MALFORMED', 'day: expected YYYY-MM-DD', { length: day.length });
}
