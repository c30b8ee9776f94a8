import type { WeekWindow } from '@overt/policy';
import { NO_PERSONAL } from '@overt/policy';
import { afterAll, describe, expect, test } from 'vitest';
import { type Bench, fixturePolicy, openBench, removeBuild, until } from './support/browser.ts';
import { startFixtureSite } from './support/fixture-site.ts';
import { shapesOf, type Trace, traceOf } from './support/trace.ts';
import { readVault, writeVault } from './support/vault.ts';

afterAll(removeBuild);

const MINUTE_MS = 60_000;
/** Longer than the half minute after which the device asks for its policy. */
const AFTERWARDS_MS = 35_000;
/** Until what was done is sealed, also on a busy machine: what a page could not hand over is the machine's, not the cause's. */
const SETTLE_MS = 2_000;
const LONG_MS = 900_000;

type Cause = (bench: Bench) => Promise<unknown>;
const CAUSES = {
  stop: (bench) => bench.ask({ do: 'stop' }),
  pause: (bench) => bench.ask({ do: 'pause' }),
  'timed pause': (bench) => bench.ask({ do: 'pause', minutes: 30 }),
  lock: (bench) => bench.idle('locked'),
  idle: (bench) => bench.idle('idle'),
  'quiet hours': async () => undefined, // the clock sees to it
} satisfies Record<string, Cause>;
type CauseName = keyof typeof CAUSES;

interface Run {
  readonly trace: Trace;
  readonly events: unknown;
}

/** A window of the week that begins at a moment of the device's clock and lasts an hour. */
function quietFrom(at: Date): WeekWindow {
  const clock = (date: Date): string =>
    new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'America/Denver',
    }).format(date);
  return { days: [1, 2, 3, 4, 5, 6, 7], from: clock(at), to: clock(new Date(at.getTime() + 60 * MINUTE_MS)) };
}

/** The same work each time, up to its end by one cause; then what it left while the device went on living. */
async function run(cause: CauseName, { isTyping }: { readonly isTyping: boolean }): Promise<Run> {
  const site = await startFixtureSite();
  const policy = fixturePolicy();
  const bench = await openBench({
    ...policy,
    places: [...policy.places, { place: 'shut', fidelity: 'none', hosts: ['shut.localhost'] }],
    ends: { ...policy.ends, idle_min: 1 },
  });
  try {
    await bench.join();
    const boundary = new Date(
      (Math.floor(Date.now() / MINUTE_MS) + (cause === 'quiet hours' ? 2 : 600)) * MINUTE_MS,
    );
    await bench.ask({ do: 'personal', personal: { ...NO_PERSONAL, quiet: [quietFrom(boundary)] } });
    await bench.ask({ do: 'start' });
    const page = await bench.context.newPage();
    await page.goto(site.origin);
    await until('a frame was kept', async () => (await bench.ask({ do: 'status' })).held.frames > 0, 20_000);
    await page.click('#save');
    await page.click('#customer');
    await page.keyboard.type('Anna');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(SETTLE_MS);
    await page.goto(site.origin.replace('localhost', 'shut.localhost'));
    await page.click('#save');
    await page.waitForTimeout(SETTLE_MS);
    await page.goto(site.origin);
    await page.waitForTimeout(SETTLE_MS);
    await page.goto(site.origin.replace('localhost', 'shut.localhost'));
    await page.click('#save');
    await page.waitForTimeout(SETTLE_MS);
    if (isTyping) {
      await page.goto(site.origin);
      await page.waitForTimeout(SETTLE_MS);
      await page.click('#notes');
      await page.keyboard.type('not yet done');
    }
    const since = bench.wire.exchanges.length;
    await CAUSES[cause](bench);
    if (cause === 'quiet hours') await page.waitForTimeout(Math.max(0, boundary.getTime() - Date.now()));
    await until(
      'the recording has ended',
      async () => (await bench.ask({ do: 'status' })).state !== 'recording',
      2 * MINUTE_MS,
    );
    await page.click('#save').catch(() => undefined);
    await page.waitForTimeout(AFTERWARDS_MS);
    const trace = await traceOf(bench, since);
    await bench.ask({ do: 'release', id: 'all' });
    const { events } = await bench.opened();
    return { trace, events: shapesOf(events) };
  } finally {
    await bench.close();
    await site.close();
  }
}

describe('no stored or transmitted byte tells why a recording ended', () => {
  test(
    'stop, pause, timed pause, lock, idle and quiet hours leave the same wire, the same store, the same events',
    async () => {
      const [first, second] = await Promise.all([
        run('stop', { isTyping: false }),
        run('pause', { isTyping: false }),
      ]);
      expect(first.trace.wire.length).toBeGreaterThan(0);
      expect(second).toEqual(first);
      for (const pair of [
        ['timed pause', 'lock'],
        ['idle', 'quiet hours'],
      ] as const) {
        const runs = await Promise.all(pair.map((cause) => run(cause, { isTyping: false })));
        for (const [i, other] of runs.entries()) expect(other, pair[i]).toEqual(first);
      }
    },
    LONG_MS,
  );

  test(
    'also when it ends in the middle of typing',
    async () => {
      const [stopped, locked] = await Promise.all([
        run('stop', { isTyping: true }),
        run('lock', { isTyping: true }),
      ]);
      expect(locked).toEqual(stopped);
      expect(await run('timed pause', { isTyping: true })).toEqual(stopped);
    },
    LONG_MS,
  );

  test('the comparison sees a setting, a record, an alarm, a word on the wire', async () => {
    const bench = await openBench();
    try {
      await bench.begin();
      await bench.ask({ do: 'stop' });
      const plain = await traceOf(bench, 0);
      const settings = (await readVault(bench.control)).settings as object;
      await writeVault(bench.control, 'settings', { ...settings, paused: true });
      const withSetting = await traceOf(bench, 0);
      await writeVault(bench.control, 'settings', { ...settings, paused: false });
      const withOther = await traceOf(bench, 0);
      expect(withSetting).not.toEqual(plain);
      expect(withOther).not.toEqual(withSetting);
      await writeVault(bench.control, 'settings', settings);
      expect(await traceOf(bench, 0)).toEqual(plain);
      await writeVault(bench.control, 'paused', 1);
      expect(await traceOf(bench, 0)).not.toEqual(plain);
      await bench.control.evaluate(() => chrome.alarms.create('resume', { delayInMinutes: 30 }));
      expect((await traceOf(bench, 0)).store).not.toEqual(plain.store);
      const { origin } = bench.wire;
      await fetch(`${origin}/v1/policy`, { method: 'POST', body: JSON.stringify({ why: 'paused' }) });
      expect((await traceOf(bench, 0)).wire).not.toEqual(plain.wire);
    } finally {
      await bench.close();
    }
  });
});
