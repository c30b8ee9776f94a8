import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROPOSAL_TYPE } from '@overt/capture';
import { bytes, type Event } from '@overt/events';
import { signDsse } from '@overt/ledger';
import { managedSchema, NO_PERSONAL } from '@overt/policy';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import managedJson from '../static/managed-schema.json' with { type: 'json' };
import { type Bench, fixturePolicy, idOfPath, openBench, removeBuild, until } from './support/browser.ts';
import { type FixtureSite, startFixtureSite } from './support/fixture-site.ts';
import { readVault } from './support/vault.ts';

afterAll(removeBuild);

let bench: Bench;
let site: FixtureSite;
beforeEach(async () => {
  site = await startFixtureSite();
});
afterEach(async () => {
  await bench?.close();
  await site?.close();
});

/** What is kept of a press on the save button of the site now. */
async function pressed(origin = site.origin): Promise<readonly string[]> {
  const page = await bench.context.newPage();
  await page.goto(origin);
  await until('the indicator is shown', () =>
    page.evaluate(() => document.querySelector('overt-indicator:popover-open') !== null),
  );
  await page.waitForTimeout(300);
  await page.click('#save');
  await page.waitForTimeout(500);
  await page.close();
  await bench.ask({ do: 'stop' });
  const { segments } = await bench.ask({ do: 'held' });
  const last = [...segments].sort((a, b) => b.startedAt - a.startedAt)[0];
  const { events } = await bench.ask({ do: 'content', id: last!.id });
  await bench.ask({ do: 'start' });
  return events.flatMap((event) =>
    event.kind === 'pointer' && event.phase === 'down' ? [event.target?.name ?? ''] : [],
  );
}

describe('the participant’s own settings', () => {
  test('narrow at once, also while it records; they are sealed and never sent', async () => {
    bench = await openBench();
    await bench.begin();
    expect(await pressed()).toEqual(['Save order']);
    await bench.ask({
      do: 'personal',
      personal: { ...NO_PERSONAL, rules: [{ host: 'localhost', fidelity: 'structure' }] },
    });
    expect(await pressed()).toEqual(['']);
    await bench.ask({
      do: 'personal',
      personal: { ...NO_PERSONAL, pauses: [{ scope: { place: 'fixture' } }] },
    });
    expect(await pressed()).toEqual([]);
    await bench.ask({ do: 'personal', personal: NO_PERSONAL });
    expect(await pressed()).toEqual(['Save order']);
    await bench.tick();
    expect(JSON.stringify(bench.wire.exchanges)).not.toMatch(/"rules"|"pauses"|"quiet"/);
    await expect(
      bench.ask({ do: 'personal', personal: { rules: [{ host: 'x', fidelity: 'more' }] } as never }),
    ).rejects.toThrow('PERSONAL_SHAPE');
  });
});

describe('what a page says of itself', () => {
  async function recorded(path: string, act: (page: Page) => Promise<void>): Promise<readonly Event[]> {
    const page = await bench.context.newPage();
    await page.goto(`${site.origin}${path}`);
    await until('the indicator is shown', () =>
      page.evaluate(() => document.querySelector('overt-indicator:popover-open') !== null),
    );
    await page.waitForTimeout(900);
    await act(page);
    await page.waitForTimeout(900);
    await page.close();
    return (await bench.finish()).events;
  }

  test.each(['/board', '/labelled'])(
    'a confidential document is structure and has no picture: %s',
    async (path) => {
      bench = await openBench();
      await bench.begin();
      const events = await recorded(path, (page) => page.click('#approve'));
      expect(events.filter(({ kind }) => kind === 'pointer').length).toBeGreaterThan(0);
      expect(JSON.stringify(events)).not.toContain('Approve');
      expect(events.filter(({ kind }) => kind === 'frame')).toEqual([]);
    },
  );

  test('what was searched for, suggested and announced is nowhere, where the place allows content', async () => {
    bench = await openBench();
    await bench.begin();
    const events = await recorded('/find', async (page) => {
      await page.click('#wanted');
      await page.keyboard.type('redundancies');
      await page.keyboard.press('Tab');
      await page.click('#suggested');
      await page.click('#undo');
    });
    const stored = JSON.stringify(events);
    expect(events.filter((event) => event.kind === 'text' && event.op === 'commit')).toHaveLength(1);
    for (const text of ['redundancies', 'Quarterly', 'Undo mail']) expect(stored, text).not.toContain(text);
    expect(stored).toContain('Suggestions');
  });
});

describe('exemptions', () => {
  test('suspend from the moment one is asked for, offline too, and a refusal lifts it and is told', async () => {
    bench = await openBench();
    await bench.begin();
    bench.wire.cut(true);
    const asked = await bench.ask({ do: 'exempt', scope: { host: 'localhost' }, reason: 'none-given' });
    expect(asked.exemptions).toMatchObject([{ state: 'pending', isUnsent: true, reason: 'none-given' }]);
    expect(await pressed()).toEqual([]);
    bench.wire.cut(false);
    await bench.tick();
    await until('it is granted', async () => {
      const { exemptions } = await bench.ask({ do: 'exemptions' });
      return exemptions[0]?.state === 'granted' && !exemptions[0].isUnsent;
    });
    expect(await pressed()).toEqual([]);
    const { id, scope } = asked.exemptions[0]!;
    const refusal = {
      format: 'overt-exemptions',
      version: 1,
      participant: bench.keys.participant,
      list: [{ id, scope, state: 'refused' }],
    };
    bench.wire.answer('GET /v1/exemptions', () => ({
      exemptions: signDsse(
        'application/vnd.overt.exemptions.v1+json',
        bytes.toUtf8(JSON.stringify(refusal)),
        bench.keys.signer,
      ),
    }));
    await bench.tick();
    await until('it is refused', async () => {
      const records = await readVault(bench.control);
      return JSON.stringify(records.exemptions).includes('refused');
    });
    await bench.tick();
    expect(await pressed()).toEqual(['Save order']);
    expect((await bench.ask({ do: 'exemptions' })).exemptions[0]?.state).toBe('refused');
  });
});

describe('an exemption asked for on another device of hers', () => {
  test('holds here as well', async () => {
    bench = await openBench();
    await bench.begin();
    const list = {
      format: 'overt-exemptions',
      version: 1,
      participant: bench.keys.participant,
      list: [{ id: `exm_${'a'.repeat(26)}`, scope: { host: 'localhost' }, state: 'pending' }],
    };
    bench.wire.answer('GET /v1/exemptions', () => ({
      exemptions: signDsse(
        'application/vnd.overt.exemptions.v1+json',
        bytes.toUtf8(JSON.stringify(list)),
        bench.keys.signer,
      ),
    }));
    await bench.tick();
    await until('it is known here', async () => {
      const { exemptions } = await bench.ask({ do: 'exemptions' });
      return exemptions[0]?.state === 'pending';
    });
    expect(await pressed()).toEqual([]);
  });
});

describe('forgetting and reviewing', () => {
  test('the last minutes go, with the open piece; what runs begins anew, and nothing of it arrives', async () => {
    bench = await openBench();
    await bench.begin();
    const page = await bench.context.newPage();
    await page.goto(site.origin);
    await until('a frame was kept', async () => (await bench.ask({ do: 'status' })).held.frames > 0);
    await page.click('#save');
    await page.waitForTimeout(500);
    const before = await bench.ask({ do: 'status' });
    const forgotten = await bench.ask({ do: 'forget', minutes: 10 });
    expect(forgotten).toMatchObject({ segments: 1, left: 0 });
    expect(forgotten.events).toBeGreaterThan(0);
    const after = await bench.ask({ do: 'status' });
    expect(after.state).toBe('recording');
    expect(after.recording).not.toBe(before.recording);
    expect(after.counted.seen).toBeLessThan(before.counted.seen);
    await bench.ask({ do: 'stop' });
    const { segments } = await bench.ask({ do: 'held' });
    expect(segments.map(({ recording }) => recording)).not.toContain(before.recording);
    await bench.ask({ do: 'forget', minutes: 10 });
    expect((await bench.ask({ do: 'held' })).segments).toEqual([]);
    expect((await bench.ask({ do: 'status' })).state).toBe('off');
  });

  test('pieces come by what is in them, shortest first among equals; all of a place can go at once', async () => {
    bench = await openBench();
    await bench.begin();
    const page = await bench.context.newPage();
    for (const path of ['/', '/second']) {
      await page.goto(`${site.origin}${path}`);
      await page.waitForTimeout(900);
      if (path === '/') {
        await page.click('#customer');
        await page.keyboard.type('Anna');
        await page.keyboard.press('Tab');
        await page.waitForTimeout(400);
      }
      await bench.ask({ do: 'stop' });
      await page.goto('about:blank');
      await bench.ask({ do: 'start' });
    }
    await bench.ask({ do: 'stop' });
    const { segments } = await bench.ask({ do: 'held' });
    expect(segments.length).toBeGreaterThanOrEqual(2);
    expect(segments[0]!.risk.reasons).toContain('text');
    const order = segments.map(({ risk, look_s }) => [-risk.score, look_s] as const);
    expect([...order].sort(([a, x], [b, y]) => a - b || x - y)).toEqual(order);
    const there = segments.filter(({ places }) => places.includes('fixture')).length;
    expect(await bench.ask({ do: 'delete', place: 'fixture' })).toEqual({ deleted: there });
    const left = (await bench.ask({ do: 'held' })).segments;
    expect(left.every(({ places }) => !places.includes('fixture'))).toBe(true);
  });
});

describe('explanations and proposals', () => {
  test('a place is explained part by part, also before anything was agreed to', async () => {
    bench = await openBench();
    await bench.ask({
      do: 'enrol',
      server: bench.wire.origin,
      code: bench.receiver.enrolmentCode(),
      label: 'test',
    });
    const before = await bench.ask({ do: 'explain', url: site.origin });
    expect(before.stop?.reason).toBe('no-receipt');
    await bench.join();
    await bench.ask({
      do: 'personal',
      personal: { ...NO_PERSONAL, rules: [{ place: 'fixture', fidelity: 'workflow' }] },
    });
    const { place, parts, fidelity } = await bench.ask({ do: 'explain', url: `${site.origin}/second` });
    expect(place).toMatchObject({ id: 'fixture', known: true });
    expect(fidelity).toBe('workflow');
    expect(parts.find(({ from }) => from === 'you')).toBeDefined();
  });

  test('a proposal is tried on this device’s counters; one of another signer is refused', async () => {
    const policy = fixturePolicy();
    bench = await openBench(policy);
    await bench.begin();
    await pressed();
    expect(await bench.ask({ do: 'proposal' })).toEqual({});
    const proposed = { ...policy, serial: policy.serial + 1, maxFidelity: 'none' as const };
    const body = {
      format: 'overt-proposal',
      version: 1,
      effective: '2027-01-01T00:00Z',
      policy: proposed,
    };
    const envelope = signDsse(PROPOSAL_TYPE, bytes.toUtf8(JSON.stringify(body)), bench.keys.signer);
    bench.wire.answer('GET /v1/proposal', () => envelope);
    const { proposal } = await bench.ask({ do: 'proposal' });
    expect(proposal).toMatchObject({ isMaterial: false, effective: body.effective, kept: { after: 0 } });
    expect(proposal!.kept.before).toBeGreaterThan(0);
    expect(proposal!.changes.map(({ path }) => path)).toContain('maxFidelity');
    bench.wire.answer('GET /v1/proposal', () => ({
      ...envelope,
      payload: `${envelope.payload.slice(0, -4)}AAAA`,
    }));
    await expect(bench.ask({ do: 'proposal' })).rejects.toThrow('DSSE_UNVERIFIED');
  });
});

describe.runIf(process.getuid?.() === 0)('a managed device', () => {
  test('its schema names what the configuration can say', () => {
    expect(Object.keys(managedJson.properties).sort()).toEqual(Object.keys(managedSchema.shape).sort());
  });

  test('another server than the one named is refused', async () => {
    bench = await openBench(fixturePolicy(), { managed: { server: 'https://overt.example' } });
    await expect(bench.join()).rejects.toThrow('SERVER_FORCED');
    expect((await bench.ask({ do: 'status' })).state).toBe('not-enrolled');
  });

  test('ceilings narrow, and say that they do', async () => {
    bench = await openBench(fixturePolicy(), { managed: { maxFidelity: 'structure' } });
    await bench.begin();
    expect(await pressed()).toEqual(['']);
    const { parts } = await bench.ask({ do: 'explain', url: site.origin });
    expect(parts).toContainEqual(
      expect.objectContaining({ fidelity: 'structure', from: 'managed configuration' }),
    );
  });

  test('a configuration that cannot be understood stops everything, and is told', async () => {
    const rule = { place: 'x', host: 'y', fidelity: 'structure' };
    bench = await openBench(fixturePolicy(), { managed: { rules: [rule] } });
    await expect(bench.begin()).rejects.toThrow('MANAGED_SHAPE');
    expect((await bench.ask({ do: 'status' })).managedFault).toBe('MANAGED_SHAPE');
  });

  test('an extension that is named is asked before a place is captured: none until it answers, and what it says then', async () => {
    const veto = await mkdtemp(join(tmpdir(), 'overt-veto-'));
    await writeFile(
      join(veto, 'manifest.json'),
      JSON.stringify({
        manifest_version: 3,
        name: 'protection',
        version: '1',
        background: { service_worker: 'worker.js' },
      }),
    );
    await writeFile(
      join(veto, 'worker.js'),
      `self.asked = [];
       const answers = { localhost: { ceiling: 'structure' }, '127.0.0.1': 'anything' };
       chrome.runtime.onMessageExternal.addListener((question, sender, reply) => {
         self.asked.push({ question, from: sender.id });
         reply(answers[question.host]);
       });`,
    );
    try {
      bench = await openBench(fixturePolicy(), {
        beside: [veto],
        managed: { vetoExtension: idOfPath(veto) },
      });
      await bench.begin();
      const other = bench.context
        .serviceWorkers()
        .find((each) => new URL(each.url()).host === idOfPath(veto));
      const before = await bench.ask({ do: 'explain', url: site.origin });
      expect(before.fidelity).toBe('none');
      await until('the answer is known', async () => {
        const { fidelity } = await bench.ask({ do: 'explain', url: site.origin });
        return fidelity === 'structure';
      });
      expect(await pressed()).toEqual(['']);
      expect(await pressed(site.origin.replace('localhost', '127.0.0.1'))).toEqual([]);
      const asked = (await other!.evaluate('self.asked')) as { question: object; from: string }[];
      expect(asked.every(({ from }) => from === bench.id)).toBe(true);
      expect(asked.map(({ question }) => question)).toContainEqual({
        ask: 'ceiling',
        place: 'fixture',
        category: 'own',
        host: 'localhost',
      });
    } finally {
      await rm(veto, { recursive: true, force: true });
    }
  });
});
