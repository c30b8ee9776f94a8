import { POLICY_TYPE } from '@overt/capture';
import { createSigner, signDsse } from '@overt/ledger';
import { encodePolicy, type Policy } from '@overt/policy';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, fixturePolicy, openBench, removeBuild, until } from './support/browser.ts';
import { type FixtureSite, startFixtureSite } from './support/fixture-site.ts';
import { readVault, writeVault } from './support/vault.ts';

afterAll(removeBuild);

describe('the policy a device follows', () => {
  let bench: Bench;
  let policy: Policy;
  let site: FixtureSite;
  beforeEach(async () => {
    site = await startFixtureSite();
    policy = fixturePolicy();
    bench = await openBench(policy);
  });
  afterEach(async () => {
    await bench?.close();
    await site?.close();
  });

  const signed = (change: Partial<Policy>, signer = bench.keys.signer) =>
    signDsse(POLICY_TYPE, encodePolicy({ ...policy, ...change }), signer);
  const offer = (answer: unknown): void => bench.wire.answer('GET /v1/policy', () => answer);
  const state = async () => (await bench.ask({ do: 'status' })).state;

  test('a halt is in force within 60 seconds, without anything else happening on the device', async () => {
    await bench.begin();
    bench.receiver.follow({ ...policy, serial: policy.serial + 1, halt: true });
    await until('the recording has ended', async () => (await state()) !== 'recording', 60_000);
    expect(await bench.ask({ do: 'status' })).toMatchObject({ state: 'off', stop: { reason: 'halted' } });
    await expect(bench.ask({ do: 'start' })).rejects.toThrow('STOPPED');
  });

  test('the poll does not depend on what the device is doing: recording, paused, off, or with its alarm lost', async () => {
    const asked = () => bench.wire.exchanges.filter(({ path }) => path === '/v1/policy').length;
    await bench.join();
    for (const act of ['off', 'start', 'pause'] as const) {
      if (act !== 'off') await bench.ask({ do: act });
      const before = asked();
      await bench.tick();
      await until(`the policy is asked for after ${act}`, () => asked() > before);
    }
    await bench.control.evaluate(() => chrome.alarms.clearAll());
    const cdp = await bench.context.newCDPSession(bench.control);
    await cdp.send('ServiceWorker.enable');
    await cdp.send('ServiceWorker.stopAllWorkers');
    await bench.ask({ do: 'status' });
    await until('the alarm is there again', async () => {
      const alarm = await bench.control.evaluate(() => chrome.alarms.get('overt'));
      return alarm?.periodInMinutes === 0.5;
    });
  });

  test('halting and lifting it starts nothing: that is the participant’s', async () => {
    await bench.begin();
    bench.receiver.follow({ ...policy, serial: policy.serial + 1, halt: true });
    await bench.tick();
    await until('the recording has ended', async () => (await state()) === 'off');
    bench.receiver.follow({ ...policy, serial: policy.serial + 2 });
    await bench.tick();
    await until('capture would be allowed', async () => !(await bench.ask({ do: 'status' })).stop);
    expect(await state()).toBe('off');
    await bench.ask({ do: 'start' });
    expect(await state()).toBe('recording');
  });

  describe('what is refused is told, and leaves the one before in force until its TTL, then capture stops', () => {
    const refused: [string, () => unknown, string][] = [
      ['a foreign one', () => signed({ id: 'another', serial: policy.serial + 1 }), 'POLICY_FOREIGN'],
      ['a downgraded one', () => signed({ serial: policy.serial - 1 }), 'POLICY_DOWNGRADED'],
      ['another text under the same number', () => signed({ contact: 'somebody else' }), 'POLICY_DOWNGRADED'],
      [
        'one that is over',
        () =>
          signed({
            serial: policy.serial + 1,
            issued: '2025-01-01T00:00:00Z',
            notAfter: '2025-06-01T00:00:00Z',
          }),
        'POLICY_ENDED',
      ],
      [
        'a malformed one',
        () => signed({ serial: policy.serial + 1, maxFidelity: 'everything' as 'content' }),
        'POLICY_SHAPE',
      ],
      [
        'an unsigned one',
        () => ({ ...signed({ serial: policy.serial + 1 }), signatures: [] }),
        'DSSE_MALFORMED',
      ],
      [
        'one that another key signed',
        () =>
          signed(
            { serial: policy.serial + 1 },
            createSigner(bench.keys.signer.name, new Uint8Array(32).fill(9)),
          ),
        'DSSE_UNVERIFIED',
      ],
      ['something that is no policy at all', () => ({ hello: 1 }), 'DSSE_MALFORMED'],
    ];

    test('each of them, while recording', async () => {
      await bench.begin();
      for (const [name, make, code] of refused) {
        offer(make());
        await bench.tick();
        await until(`${name} is told`, async () => (await bench.ask({ do: 'status' })).policyFault === code);
        expect(await state(), name).toBe('recording');
      }
      const stored = (await readVault(bench.control)).policy as { envelope: unknown; confirmedAt: number };
      await writeVault(bench.control, 'policy', {
        ...stored,
        confirmedAt: Date.now() - policy.ttl_h * 3_600_000,
      });
      await bench.tick();
      await until('the recording has ended', async () => (await state()) === 'off');
      expect((await bench.ask({ do: 'status' })).stop?.reason).toBe('policy-stale');
    });

    test('a fault of the poll keeps nothing else from happening: what is free is still sent', async () => {
      const free = fixturePolicy({ hold_h: 0 });
      policy = free;
      bench.receiver.follow(free);
      await bench.begin();
      const page = await bench.context.newPage();
      await page.goto(site.origin);
      await page.click('#save');
      await until('something is held', async () => (await bench.ask({ do: 'status' })).held.events > 0);
      await bench.ask({ do: 'stop' });
      offer(signed({ id: 'another' }));
      await bench.tick();
      await until('it has left', async () => (await bench.receiver.segments()).length > 0);
      expect((await bench.ask({ do: 'status' })).policyFault).toBe('POLICY_FOREIGN');
    });
  });

  test('a policy that is nowhere wider goes on under the receipt, and is cited from then on; a wider one ends it and asks again', async () => {
    await bench.begin();
    const page = await bench.context.newPage();
    await page.goto(site.origin);
    await page.click('#save');
    await until('something is held', async () => (await bench.ask({ do: 'status' })).held.events > 0);
    bench.receiver.follow({ ...policy, serial: policy.serial + 1, maxFidelity: 'structure' });
    await bench.tick();
    await until('another segment began', async () => (await bench.ask({ do: 'held' })).segments.length === 2);
    expect(await state()).toBe('recording');
    await page.click('#customer');
    await page.keyboard.type('Narrow');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(500);
    bench.receiver.follow({ ...policy, serial: policy.serial + 2, hold_h: 1 });
    await bench.tick();
    await until('the recording has ended', async () => (await state()) === 'no-consent');
    await expect(bench.ask({ do: 'start' })).rejects.toThrow('NO_RECEIPT');
    await bench.ask({ do: 'release', id: 'all' });
    const { recording, events } = await bench.opened();
    const { manifests } = recording;
    expect(new Set(manifests.map(({ manifest }) => manifest.policy)).size).toBe(2);
    expect(new Set(manifests.map(({ manifest }) => manifest.receipt)).size).toBe(1);
    const commit = events.findLast((event) => event.kind === 'text' && event.op === 'commit');
    expect(commit).not.toHaveProperty('text');
    const { hash } = await bench.ask({ do: 'notice' });
    await bench.ask({ do: 'consent', notice: hash, jurisdiction: 'US' });
    await bench.ask({ do: 'start' });
  });
});
