import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RawOutline } from '../../src/browser/index.ts';

declare global {
  var overt: typeof import('../../src/browser/index.ts') & {
    collectSurfaces: typeof import('../../src/browser/page/view.ts').collectSurfaces;
  };
}

const FORM = `<header><h1>Desk</h1></header><main>
  <form><label>Name <input id="n" value="Anna Berg"></label>
  <label>Password <input id="p" type="password" value="hunter2x"></label>
  <label>Card <input id="c" autocomplete="cc-number" value="4111111111111111"></label>
  <label>Code <input id="o" name="otp" value="993311"></label>
  <input type="hidden" value="hidden-token"><div role="button" aria-labelledby="l">x</div>
  <span id="l">Pay with <input type="password" value="in-a-label"></span></form>
  <dl><dt>Total</dt><dd>12.50</dd></dl>
  <table><tr><th>Customer</th><th>Sum</th></tr><tr><td>Tom</td><td id="cell">99</td></tr></table>
  <p style="display:none">gone</p><p style="position:absolute;top:9000px">below</p>
  <x-open></x-open></main>
  <script>customElements.define('x-open', class extends HTMLElement { constructor() { super(); this.attachShadow({mode:'open'}).innerHTML = '<button>Shadow</button><slot></slot>'; } });</script>`;

describe('collectOutline, injected into a page', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const entry = new URL('../../src/browser/', import.meta.url).pathname;
    const bundle = await build({
      stdin: {
        contents: `export * from './index.ts'; export { collectSurfaces } from './page/view.ts';`,
        resolveDir: entry,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'overt',
      conditions: ['@overt/source'],
    });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    await page.addInitScript(`${bundle.outputFiles[0]!.text};globalThis.overt = overt;`);
  });
  afterAll(() => browser?.close());

  /** `addInitScript` runs on navigation only; a data URL is one. */
  const show = (html: string): Promise<unknown> =>
    page.goto(`data:text/html,${encodeURIComponent(`<!doctype html><title>t</title>${html}`)}`);
  const outline = (nodes?: number): Promise<RawOutline> =>
    page.evaluate((most) => overt.collectOutline(document, most ? { nodes: most } : {}), nodes);

  test('no value of a secret field is in the outline or in what is masked', async () => {
    await show(FORM);
    const seen = JSON.stringify([
      await outline(),
      await page.evaluate(() => overt.collectSurfaces(document, new Set())),
    ]);
    for (const secret of ['hunter2x', '4111111111111111', '993311', 'hidden-token', 'in-a-label'])
      expect(seen).not.toContain(secret);
    expect(seen).toContain('Anna Berg');
  });

  test('a field stays secret after the page shows it as text', async () => {
    await show(
      '<input id="p" type="password" aria-label="Login" value="hunter2x"><input id="q" type="text" aria-label="Other" value="public">',
    );
    await outline();
    await page.evaluate(() => {
      (document.getElementById('p') as HTMLInputElement).type = 'text';
    });
    const { nodes } = await outline();
    expect(nodes.find((node) => node.name === 'Login')).toMatchObject({ field: 'secret' });
    expect(JSON.stringify(nodes)).not.toContain('hunter2x');
    expect(JSON.stringify(nodes)).toContain('public');
  });

  test('a path of structure finds its element again, through shadow roots', async () => {
    await show(FORM);
    const lost = await page.evaluate(() => {
      const { nodes } = overt.collectOutline(document);
      return nodes.filter((node) => {
        const found = overt.findByStructure(document, node.structure);
        return !found || overt.structureOf(found) !== node.structure;
      }).length;
    });
    expect(lost).toBe(0);
    const { nodes } = await outline();
    expect(nodes.find((node) => node.name === 'Shadow')?.structure).toBe('body>main>x-open>>button');
  });

  test('what is hidden or outside the viewport is not listed', async () => {
    await show(FORM);
    const text = JSON.stringify(await outline());
    expect(text).not.toContain('gone');
    expect(text).not.toContain('below');
  });

  test('a bound ends the outline and says so', async () => {
    await show(FORM);
    const bounded = await outline(5);
    expect(bounded.nodes).toHaveLength(5);
    expect(bounded.truncated).toBe(true);
  });

  test('the size of the outline follows the viewport, not the page', async () => {
    const rows = (count: number): string =>
      `<table><tbody></tbody></table><script>document.querySelector('tbody').innerHTML=Array.from({length:${count}},(_, i)=>'<tr><td>row '+i+'</td><td><button>Open</button></td></tr>').join('')</script>`;
    await show(rows(200));
    const small = await outline();
    await show(rows(20_000));
    const large = await outline();
    expect(large.nodes.length).toBe(small.nodes.length);
    expect(large.truncated).toBe(false);
    await page.evaluate(() => window.scrollTo(0, 100_000));
    const middle = await outline();
    expect(Math.abs(middle.nodes.length - small.nodes.length)).toBeLessThan(12);
    expect(middle.truncated).toBe(false);
  });
});
