import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench, removeBuild, until } from './support/browser.ts';
import { type FixtureSite, startFixtureSite } from './support/fixture-site.ts';

const PASSWORD = 'correct-horse-9182';
const TYPED = 'pelargonium-4711';

/** Every byte of every file below `dir`. */
async function bytesBelow(dir: string): Promise<Buffer> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(
      files.map((entry) => readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))),
    ),
  );
}

function contains(haystack: Buffer, text: string): boolean {
  return haystack.includes(Buffer.from(text, 'utf8')) || haystack.includes(Buffer.from(text, 'utf16le'));
}

afterAll(removeBuild);

describe('what the extension stores', () => {
  let bench: Bench;
  let site: FixtureSite;
  beforeEach(async () => {
    site = await startFixtureSite();
    bench = await openBench();
    await bench.begin();
  });
  afterEach(async () => {
    await bench?.close();
    await site?.close();
  });

  async function typeSome(): Promise<void> {
    const page = await bench.context.newPage();
    await page.goto(site.origin);
    await until('a frame was kept', async () => (await bench.ask({ do: 'status' })).held.frames > 0);
    await page.click('#customer');
    await page.keyboard.type(TYPED);
    await page.click('#password');
    await page.keyboard.type(PASSWORD);
    await page.click('#save');
    await page.waitForTimeout(500);
  }

  test('only ciphertext: neither the password nor the text typed is in any byte of the profile’s storage or of what was uploaded', async () => {
    await typeSome();
    await bench.ask({ do: 'stop' });
    const before = (await bench.ask({ do: 'held' })).segments;
    expect(before.reduce((sum, segment) => sum + segment.events, 0)).toBeGreaterThan(20);
    await bench.context.close();
    const stored = await bytesBelow(join(bench.dir, 'profile/Default/IndexedDB'));
    expect(stored.length).toBeGreaterThan(10_000);
    for (const text of [PASSWORD, TYPED, 'Save order', 'customer', '"kind"', 'seed'])
      expect(contains(stored, text), text).toBe(false);

    await bench.restart();
    const { released } = await bench.ask({ do: 'release', id: 'all' });
    expect(released).toBe(before.length);
    const uploaded = await bytesBelow(join(bench.dir, 'recording'));
    for (const text of [PASSWORD, TYPED, 'Save order', '"kind"'])
      expect(contains(uploaded, text), text).toBe(false);
    expect((await bench.ask({ do: 'held' })).segments).toEqual([]);
  });

  test('a deleted segment is gone with its pieces, and what is released later has no hole in its chain', async () => {
    await typeSome();
    await bench.ask({ do: 'pause' });
    const [first] = (await bench.ask({ do: 'held' })).segments;
    await bench.ask({ do: 'resume' });
    await typeSome();
    await bench.ask({ do: 'delete', id: first!.id });
    const pieces = await bench.control.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('overt');
        request.onsuccess = () => resolve(request.result);
      });
      const request = db.transaction('chunks').objectStore('chunks').getAllKeys();
      return new Promise<unknown[]>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    });
    expect(JSON.stringify(pieces)).not.toContain(first!.id);
    const { recording } = await bench.finish();
    expect(recording.manifests.map(({ manifest }) => [manifest.n, manifest.previous])).toEqual([[0, null]]);
  });

  test('a pause ends the recording and observes nothing; resuming begins another', async () => {
    await typeSome();
    const { recording: first } = await bench.ask({ do: 'pause' });
    const held = await bench.ask({ do: 'held' });
    expect((await bench.ask({ do: 'status' })).state).toBe('paused');
    const page = bench.context.pages().at(-1)!;
    expect(await page.evaluate(() => document.querySelector('overt-indicator'))).toBeNull();
    await page.click('#customer');
    await page.keyboard.type('while paused');
    await page.waitForTimeout(400);
    expect(await bench.ask({ do: 'held' })).toEqual(held);
    const { recording: second } = await bench.ask({ do: 'resume' });
    expect(second).not.toBe(first);
  });

  test('withdrawing ends the recording, empties the hold, and lets nothing start again without a new consent', async () => {
    await typeSome();
    await bench.ask({ do: 'withdraw', erase: false });
    expect((await bench.ask({ do: 'status' })).state).toBe('no-consent');
    expect((await bench.ask({ do: 'held' })).segments).toEqual([]);
    await expect(bench.ask({ do: 'start' })).rejects.toThrow('NO_RECEIPT');
    const { hash } = await bench.ask({ do: 'notice' });
    await bench.ask({ do: 'consent', notice: hash });
    await bench.ask({ do: 'start' });
    expect((await bench.ask({ do: 'status' })).state).toBe('recording');
  });

  test('what was acknowledged survives the death of the worker, and recording goes on', async () => {
    await typeSome();
    const before = (await bench.ask({ do: 'status' })).held.events;
    const cdp = await bench.context.newCDPSession(bench.control);
    await cdp.send('ServiceWorker.enable');
    await cdp.send('ServiceWorker.stopAllWorkers');
    const page = bench.context.pages().at(-1)!;
    await page.click('#notes');
    await page.keyboard.type('after the death');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(600);
    const status = await bench.ask({ do: 'status' });
    expect(status.state).toBe('recording');
    expect(status.held.events).toBeGreaterThan(before + 10);
    const { events } = await bench.finish();
    expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i));
    expect(events.filter((event) => event.kind === 'text' && event.op === 'insert')).toHaveLength(
      TYPED.length + 'after the death'.length,
    );
  });

  test('what was acknowledged survives the end of the browser, and is held', async () => {
    await typeSome();
    const before = (await bench.ask({ do: 'status' })).held.events;
    await bench.restart();
    await until('the recording is over', async () => (await bench.ask({ do: 'status' })).state === 'off');
    const { segments } = await bench.ask({ do: 'held' });
    expect(segments[0]?.events).toBeGreaterThanOrEqual(before);
    await bench.ask({ do: 'release', id: 'all' });
    expect(await bench.receiver.segments()).toHaveLength(1);
  });
});

describe('without consent', () => {
  test('no page holds any code of the extension, and starting is refused', async () => {
    const site = await startFixtureSite();
    const bench = await openBench();
    try {
      await bench.ask({
        do: 'enrol',
        server: bench.receiver.origin,
        code: bench.receiver.enrolmentCode(),
        label: 'test',
      });
      await expect(bench.ask({ do: 'start' })).rejects.toThrow('NO_RECEIPT');
      const page = await bench.context.newPage();
      await page.goto(site.origin);
      await page.click('#save');
      expect(await page.evaluate(() => document.querySelector('overt-indicator'))).toBeNull();
      expect(await bench.control.evaluate(() => chrome.scripting.getRegisteredContentScripts())).toEqual([]);
      expect((await bench.ask({ do: 'held' })).segments).toEqual([]);
    } finally {
      await bench.close();
      await site.close();
    }
  });
});
