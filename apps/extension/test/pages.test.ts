import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PROPOSAL_TYPE } from '@overt/capture';
import { bytes } from '@overt/events';
import { signDsse } from '@overt/ledger';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, fixturePolicy, openBench, removeBuild, until } from './support/browser.ts';
import { type FixtureSite, startFixtureSite } from './support/fixture-site.ts';

const SCHEMES = ['light', 'dark'] as const;
const OPERABLE = 'a[href], button, input, select, textarea, summary';

let axe: string;
let bench: Bench;
let site: FixtureSite;
let page: Page;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  site = await startFixtureSite();
  bench = await openBench();
  page = await bench.context.newPage();
});
afterAll(async () => {
  await bench?.close();
  await site?.close();
  await removeBuild();
});

const open = (name: string): Promise<unknown> =>
  page.goto(new URL(`/${name}.html`, bench.control.url()).href);

async function problems(): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id} at ${nodes[0]?.html}`));
  }
  return found;
}

/** Everything operable is reached by Tab alone, in the order it stands in, and the focus is seen on each. */
async function expectUsable(): Promise<void> {
  expect(await problems()).toEqual([]);
  const operable = page.locator(OPERABLE).filter({ visible: true });
  const wanted = await operable.evaluateAll((all) =>
    all.map((element) => element.ariaLabel ?? (element.id || element.textContent)),
  );
  expect(new Set(wanted).size, `two of ${wanted} are told apart by nothing`).toBe(wanted.length);
  await page.evaluate(() => {
    document.body.tabIndex = -1; // Tab starts from here
    document.body.focus();
  });
  const focused = (): Promise<{ name?: string | null; outlineStyle?: string }> =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!element) return {};
      const { outlineStyle } = getComputedStyle(element);
      return { name: element.ariaLabel ?? (element.id || element.textContent), outlineStyle };
    });
  let before: string | null | undefined;
  for (const name of wanted) {
    await page.keyboard.press('Tab');
    // A time has a stop for its hours and one for its minutes.
    while (before !== undefined && (await focused()).name === before) await page.keyboard.press('Tab');
    expect(await focused()).toEqual({ name, outlineStyle: 'solid' });
    before = name;
  }
}

const personal = async () => (await bench.ask({ do: 'personal' })).personal;

/** Presses what a person would, and counts it. */
class Hand {
  presses = 0;
  at: Page = page;
  async press(selector: string): Promise<void> {
    this.presses += 1;
    await this.at.click(selector);
  }
  async pressAndFollow(selector: string): Promise<void> {
    const opened = bench.context.waitForEvent('page');
    await this.press(selector);
    this.at = await opened;
  }
}

describe('the extension’s own pages', () => {
  test('set up: usable without a mouse, in light and dark; a wrong code is answered in words', async () => {
    await open('popup');
    await page.waitForSelector('#consent:visible');
    await expectUsable();
    await open('consent');
    await page.waitForSelector('#enrol:visible');
    await expectUsable();
    await page.fill('#server', bench.receiver.origin);
    await page.fill('#code', 'wrong');
    await page.press('#code', 'Enter');
    await until('the fault is told', async () => (await page.textContent('#fault')) !== '');
    expect(await page.textContent('#fault')).toBe(
      'The server does not know this code. It may be mistyped, used before, or too old.',
    );
    await page.fill('#server', 'http://127.0.0.1:9');
    await page.press('#server', 'Enter');
    await until('the fault is told', async () =>
      ((await page.textContent('#fault')) ?? '').startsWith('The server does not answer.'),
    );
  });

  test('consent and withdrawal: withdrawing takes no more presses than taking part did', async () => {
    const code = bench.receiver.enrolmentCode();
    await bench.ask({ do: 'enrol', server: bench.receiver.origin, code, label: 'test' });
    await open('popup');
    const into = new Hand();
    await into.pressAndFollow('#consent');
    await into.press('#read');
    await into.press('#take-part');
    await into.at.waitForSelector('#leave:visible');
    await into.at.close();
    expect((await bench.ask({ do: 'status' })).state).toBe('off');
    await open('consent');
    await page.waitForSelector('#leave:visible');
    await expectUsable();
    await open('popup');
    const out = new Hand();
    await out.pressAndFollow('#leave a');
    await out.press('#withdraw');
    await out.at.waitForSelector('#leave', { state: 'hidden' });
    await out.at.close();
    expect((await bench.ask({ do: 'status' })).state).not.toBe('off');
    expect(out.presses).toBeLessThanOrEqual(into.presses);
  });

  test('recording and review: usable without a mouse; each picture and record can be looked at, deleted, released', async () => {
    const code = bench.receiver.enrolmentCode();
    await bench.ask({ do: 'enrol', server: bench.receiver.origin, code, label: 'test' });
    const { hash } = await bench.ask({ do: 'notice' });
    await bench.ask({ do: 'consent', notice: hash });
    for (const round of [1, 2]) {
      await bench.ask({ do: 'start' });
      const visited = await bench.context.newPage();
      await visited.goto(site.origin);
      await until('a frame was kept', async () => (await bench.ask({ do: 'status' })).held.frames >= round);
      if (round === 1) {
        await open('popup');
        await page.waitForSelector('#task-begin:visible');
        await expectUsable();
      }
      await bench.ask({ do: 'stop' });
      await visited.close();
    }
    await open('review');
    await page.waitForSelector('section.card');
    for (const look of await page.locator('.card > details > summary').all()) await look.click();
    await page.waitForSelector('.scene img');
    await expectUsable();
    await page.locator('#segments .card .stop').first().click();
    await until(
      'it is deleted',
      async () => (await page.textContent('#done')) === '1 piece deleted, for good.',
    );
    await page.locator('#segments .card .plain').first().click();
    await until('it is released', async () => (await page.textContent('#done')) === '1 piece released.');
    expect(await page.isVisible('#empty')).toBe(true);
  });

  test('the notice is read in another language, and agreed to in it', async () => {
    await bench.ask({ do: 'withdraw', erase: false });
    await open('consent');
    await page.waitForSelector('#agree:visible');
    await page.click('#language-de');
    await until('it is German', async () => (await page.getAttribute('#sections', 'lang')) === 'de');
    await expectUsable();
    await page.selectOption('#jurisdiction', 'DE');
    await page.click('#read');
    await page.click('#take-part');
    await page.waitForSelector('#leave:visible');
    const { language } = await bench.ask({ do: 'notice' });
    expect(language).toBe('de');
  });

  test('rules: each kind is set and removed by keyboard alone, and is in force', async () => {
    await open('rules');
    await page.waitForSelector('#exemptions li');
    await expectUsable();
    await page.fill('#rule-what', 'https://Shop.example/cart');
    await page.press('#rule-what', 'Enter');
    await until('it is in force', async () => (await personal()).rules.length === 1);
    expect((await personal()).rules).toEqual([{ host: 'shop.example', fidelity: 'none' }]);
    await page.focus('#lunch');
    await page.keyboard.press('Enter');
    await until('lunch is quiet', async () => (await personal()).quiet.length === 1);
    await page.fill('#pause-what', 'clinic.example');
    await page.press('#pause-what', 'Enter');
    await until('it is paused', async () => (await personal()).pauses.length === 1);
    await page.fill('#mb', '50');
    await page.press('#mb', 'Enter');
    await until('the limit is kept', async () => (await personal()).budgets.mb_per_day === 50);
    await page.fill('#exempt-what', 'union.example');
    await page.press('#exempt-what', 'Enter');
    await until(
      'it is asked for',
      async () => (await bench.ask({ do: 'exemptions' })).exemptions.length === 1,
    );
    await page.waitForSelector('#exemptions button');
    await expectUsable();
    for (const list of ['rules', 'pauses', 'quiet']) {
      await page.focus(`#${list} button`);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`#${list} li.soft`);
    }
    expect(await personal()).toMatchObject({ rules: [], pauses: [], quiet: [] });
  });

  test('the popup says where one is and why, narrows it there, pauses for a time and counts down', async () => {
    await bench.ask({ do: 'start' });
    const visited = await bench.context.newPage();
    await visited.goto(site.origin);
    await visited.bringToFront();
    await page.goto(new URL('/popup.html', bench.control.url()).href);
    await visited.bringToFront();
    await page.reload();
    await page.waitForSelector('#here:not([hidden])');
    expect(await page.textContent('#here-name')).toBe('Fixture');
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await page.locator('#parts li').count()).toBeGreaterThan(3);
    await page.bringToFront();
    await expectUsable();
    await page.click('#less-here');
    await until('it is narrowed', async () => (await personal()).rules.length === 1);
    expect((await personal()).rules[0]).toMatchObject({ host: 'localhost' });
    await page.click('#pause-30');
    await until('it counts down', async () =>
      /in (?:30:00|29:\d\d)/.test((await page.textContent('#explain')) ?? ''),
    );
    await page.fill('#forget-minutes', '5');
    await page.click('#forget');
    await until('it is told', async () => ((await page.textContent('#told')) ?? '').startsWith('Forgotten:'));
    await page.click('#stop');
    await until('it is off', async () => (await bench.ask({ do: 'status' })).state === 'off');
    await visited.close();
  });

  test('a proposal is shown with what it would change; without one it is said that there is none', async () => {
    await open('proposal');
    await page.waitForSelector('#none:visible');
    await expectUsable();
    const body = {
      format: 'overt-proposal',
      version: 1,
      effective: '2027-01-01T00:00Z',
      policy: { ...fixturePolicy(), hold_h: 1 },
    };
    const signed = signDsse(PROPOSAL_TYPE, bytes.toUtf8(JSON.stringify(body)), bench.keys.signer);
    bench.wire.answer('GET /v1/proposal', () => signed);
    await bench.ask({
      do: 'enrol',
      server: bench.wire.origin,
      code: bench.receiver.enrolmentCode(),
      label: 'x',
    });
    await open('proposal');
    await page.waitForSelector('#proposed:visible');
    expect(await page.textContent('#verdict')).toBe('It would keep more: you would be asked again');
    await expectUsable();
  });
});
