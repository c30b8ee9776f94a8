import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench, removeBuild, until } from './support/browser.ts';
import { type FixtureSite, startFixtureSite } from './support/fixture-site.ts';

afterAll(removeBuild);

describe('never hidden', () => {
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

  test('within a second of a page suppressing the indicator nothing more is recorded there, and it resumes when it is back', async () => {
    const page = await bench.context.newPage();
    await page.goto(site.origin);
    await until('a frame was kept', async () => (await bench.ask({ do: 'status' })).held.frames > 0);
    await page.evaluate(() => {
      const remove = (): void => document.querySelector('overt-indicator')?.remove();
      const watch = new MutationObserver(remove);
      watch.observe(document.documentElement, { childList: true });
      (globalThis as unknown as { watch: MutationObserver }).watch = watch;
      remove();
    });
    await page.waitForTimeout(1_000);
    await page.click('#notes');
    await page.keyboard.type('unseen');
    await page.frameLocator('#same').locator('#inner-button').click();
    await page.waitForTimeout(500);
    await page.evaluate(() => (globalThis as unknown as { watch: MutationObserver }).watch.disconnect());
    await page.waitForTimeout(1_200);
    await page.click('#save');
    await page.waitForTimeout(300);
    const { events } = await bench.finish();
    const pressed = events.flatMap((event) =>
      event.kind === 'pointer' && event.phase === 'down' ? [event.target?.name ?? ''] : [],
    );
    expect(pressed).toEqual(['Save order']);
    expect(events.filter((event) => event.kind === 'text')).toEqual([]);
  });

  test('the page’s own elements are left as they are: no attribute, no style, no element but the indicator', async () => {
    const page = await bench.context.newPage();
    const html = (): Promise<string> => page.evaluate(() => document.documentElement.outerHTML);
    await page.goto(site.origin);
    await until('a frame was kept', async () => (await bench.ask({ do: 'status' })).held.frames > 0);
    const recorded = (await html()).replace(/<overt-indicator[^>]*><\/overt-indicator>/, '');
    await bench.ask({ do: 'stop' });
    await page.reload();
    expect(recorded).toBe(await html());
  });
});
