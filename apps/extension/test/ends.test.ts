import { NO_PERSONAL, type Policy } from '@overt/policy';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, fixturePolicy, openBench, removeBuild, until } from './support/browser.ts';
import { type FixtureSite, startFixtureSite } from './support/fixture-site.ts';
import { writeVault } from './support/vault.ts';

afterAll(removeBuild);

const DAY_MS = 86_400_000;

describe('what ends a recording, and what goes on by itself', () => {
  let bench: Bench;
  let site: FixtureSite;
  let page: Page;
  let policy: Policy;
  beforeEach(async () => {
    site = await startFixtureSite();
    policy = fixturePolicy();
    bench = await openBench(policy, {
      switches: [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        '--auto-select-desktop-capture-source=Entire screen',
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
    await bench.begin();
    page = await bench.context.newPage();
    await page.goto(site.origin);
  });
  afterEach(async () => {
    await bench?.close();
    await site?.close();
  });

  const status = () => bench.ask({ do: 'status' });
  const is = (state: string) => until(`it is ${state}`, async () => (await status()).state === state);
  const seen = () => page.evaluate(() => document.querySelector('overt-indicator') !== null);

  test('a timed pause counts down and ends in a new recording', async () => {
    const { recording } = await status();
    const before = Date.now();
    await bench.ask({ do: 'pause', minutes: 0.05 });
    const paused = await status();
    expect(paused.state).toBe('paused');
    expect(paused.resumesAt).toBeGreaterThanOrEqual(before + 3_000);
    await is('recording');
    expect((await status()).recording).not.toBe(recording);
    expect((await status()).resumesAt).toBeUndefined();
  });

  test('a lock ends it and it goes on when unlocked; a pause stays a pause through a lock', async () => {
    await bench.idle('locked');
    await is('waiting');
    expect((await status()).stop?.reason).toBe('paused');
    expect(await seen()).toBe(false);
    await bench.idle('active');
    await is('recording');
    await bench.ask({ do: 'pause' });
    await bench.idle('locked');
    await bench.idle('active');
    await bench.tick();
    expect((await status()).state).toBe('paused');
    await bench.ask({ do: 'stop' });
    await bench.idle('locked');
    await bench.idle('active');
    await bench.tick();
    expect((await status()).state).toBe('off');
  });

  test('a page that uses the microphone is a call: it ends, and goes on when the call is over', async () => {
    await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      (globalThis as unknown as { stream: MediaStream }).stream = stream;
    });
    await is('waiting');
    expect((await status()).stop?.reason).toBe('call');
    await page.evaluate(() => {
      for (const track of (globalThis as unknown as { stream: MediaStream }).stream.getTracks()) track.stop();
    });
    await is('recording');
  });

  test('a page cannot tell that its calls are looked at, and leaving it ends the call', async () => {
    const told = await page.evaluate(async () => {
      const { getUserMedia } = MediaDevices.prototype;
      const refused = await getUserMedia.call({} as MediaDevices, {}).catch((error: Error) => error.name);
      return {
        name: getUserMedia.name,
        length: getUserMedia.length,
        native: Function.prototype.toString.call(getUserMedia).includes('[native code]'),
        own: Object.keys(navigator.mediaDevices),
        globals: Object.keys(globalThis).filter((name) => name.toLowerCase().includes('overt')),
        refused,
      };
    });
    expect(told).toEqual({
      name: 'getUserMedia',
      length: 0,
      native: true,
      own: [],
      globals: [],
      refused: 'TypeError',
    });
    await page.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }).then(() => undefined));
    await is('waiting');
    await page.goto(`${site.origin}/second`);
    await is('recording');
  });

  test('sharing the screen ends it', async () => {
    await page.evaluate(() => {
      document.querySelector('#save')?.addEventListener('click', () => {
        void navigator.mediaDevices.getDisplayMedia({ video: true });
      });
    });
    await page.click('#save');
    await is('waiting');
    expect((await status()).stop?.reason).toBe('call');
  });

  test('an audible page of a meeting is a call, whatever the page says', async () => {
    const meeting = await bench.context.newPage();
    await meeting.route('https://meet.google.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Meeting</title><p>hello</p>' }),
    );
    await meeting.goto('https://meet.google.com/abc');
    expect((await status()).state).toBe('recording');
    await meeting.evaluate(() => {
      const audio = new AudioContext();
      const tone = audio.createOscillator();
      tone.connect(audio.destination);
      tone.start();
    });
    await is('waiting');
    expect((await status()).stop?.reason).toBe('call');
    await meeting.close();
    await is('recording');
  });

  test('quiet hours end it, and another policy is no reason to go on by itself', async () => {
    const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' };
    await bench.ask({ do: 'personal', personal: { ...NO_PERSONAL, quiet: [always] } });
    await is('waiting');
    expect((await status()).stop?.reason).toBe('hours');
    await bench.ask({ do: 'personal', personal: NO_PERSONAL });
    await is('recording');
    await bench.ask({ do: 'personal', personal: { ...NO_PERSONAL, quiet: [always] } });
    await is('waiting');
    bench.receiver.follow({ ...policy, serial: policy.serial + 1, contact: 'another desk' });
    await bench.tick();
    await is('off');
    await bench.ask({ do: 'personal', personal: NO_PERSONAL });
    await bench.tick();
    expect((await status()).state).toBe('off');
  });

  test('the megabytes of a day end it; a limit of one’s own can only be lower', async () => {
    await page.click('#save');
    await until('something is held', async () => (await status()).usage.mb_today > 0);
    await bench.ask({ do: 'stop' });
    await writeVault(bench.control, 'counters', { rows: [], day: today(), bytes: 5e6 });
    await restartWorker(bench);
    await bench.ask({ do: 'start' });
    await bench.ask({ do: 'personal', personal: { ...NO_PERSONAL, budgets: { mb_per_day: 5 } } });
    await is('waiting');
    expect((await status()).stop?.reason).toBe('budget');
    await bench.ask({ do: 'personal', personal: { ...NO_PERSONAL, budgets: { mb_per_day: 10_000 } } });
    await is('recording');
  });

  test('a low battery ends it, and mains let it go on', async () => {
    const hidden = await bench.context.newPage();
    // The document the extension opens for itself, with a battery that can be drained.
    await hidden.addInitScript(() => {
      const battery = Object.assign(new EventTarget(), { charging: false, level: 0.05 });
      Object.assign(globalThis, { battery });
      Object.assign(Object.getPrototypeOf(navigator), { getBattery: async () => battery });
    });
    await hidden.goto(new URL('/battery.html', bench.control.url()).href);
    await is('waiting');
    expect(await status()).toMatchObject({ stop: { reason: 'budget' }, usage: { battery_percent: 5 } });
    await hidden.evaluate(() => {
      const { battery } = globalThis as unknown as { battery: EventTarget & { charging: boolean } };
      battery.charging = true;
      battery.dispatchEvent(new Event('chargingchange'));
    });
    await is('recording');
    await bench.ask({ do: 'stop' });
    expect(
      await bench.control.evaluate(() =>
        chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT] }),
      ),
    ).toEqual([]);
  });

  test('a class that the notice does not name stops capture until the notice is read again', async () => {
    await bench.ask({ do: 'stop' });
    bench.receiver.follow({ ...policy, serial: policy.serial + 1, maxFidelity: 'workflow' });
    await bench.tick();
    await bench.ask({ do: 'withdraw', erase: false });
    const notice = await bench.ask({ do: 'notice' });
    await bench.ask({ do: 'consent', notice: notice.hash, jurisdiction: 'US' });
    await bench.ask({ do: 'start' });
    const row = { day: today(), place: 'fixture', kind: 'redacted-text', needs: 'content', seen: 3, kept: 3 };
    await writeVault(bench.control, 'counters', { rows: [row], day: today(), bytes: 0 });
    await restartWorker(bench);
    await bench.tick();
    await is('off');
    expect(await status()).toMatchObject({
      stop: { reason: 'notice' },
      noticeDue: false,
      unnamed: ['redacted-text'],
    });
    await expect(bench.ask({ do: 'start' })).rejects.toThrow('STOPPED');
    await bench.ask({ do: 'consent', notice: notice.hash, jurisdiction: 'US' });
    await bench.ask({ do: 'start' });
  });

  test('where the law asks for the notice daily, it is due on the next day, and starting waits for it', async () => {
    await bench.ask({ do: 'stop' });
    const { hash } = await bench.ask({ do: 'notice' });
    await bench.ask({ do: 'consent', notice: hash, jurisdiction: 'US-DE' });
    await bench.ask({ do: 'start' });
    await bench.ask({ do: 'stop' });
    await writeVault(bench.control, 'notice', {
      day: new Date(Date.now() - DAY_MS).toISOString().slice(0, 10),
    });
    await restartWorker(bench);
    expect((await status()).noticeDue).toBe(true);
    await expect(bench.ask({ do: 'start' })).rejects.toThrow('NOTICE_DUE');
    await bench.ask({ do: 'notice' });
    await bench.ask({ do: 'start' });
  });
});

/** The device's local day. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Denver' }).format(new Date());
}

async function restartWorker(bench: Bench): Promise<void> {
  const cdp = await bench.context.newCDPSession(bench.control);
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await cdp.detach();
  await bench.ask({ do: 'status' });
}
