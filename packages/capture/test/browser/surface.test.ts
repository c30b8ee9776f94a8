import type { SurfaceRule } from '@overt/policy';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Looking {
  slot(id: string): string;
  valueSlotOf(element: Element | null): string;
  setSurfaces(rules: readonly SurfaceRule[]): void;
  fieldOf(element: Element | null): string;
  marksOf(document: Document): unknown;
}
declare global {
  var look: Looking;
}

const PAGE = `<!doctype html><html><head><title>Board papers</title><meta name="classification" content="Restricted"></head><body>
  <h1>Plan</h1><p data-sensitivity="Internal">x</p>
  <form role="search"><input id="in-search" aria-label="Find"></form>
  <input id="typed-search" type="search"><input name="q" id="named"><input id="plain" name="customer">
  <ul role="listbox"><li role="option" id="suggestion">Anna Berg</li></ul>
  <select><option id="choice">Small</option></select>
  <div class="toast"><button id="undo">Undo mail to Anna</button></div>
  <div role="status" aria-live="polite"><span id="said">Sent to Anna</span></div>
  <section class="thread"><button id="in-thread">Reply to Anna</button></section>
  <aside class="pay"><button id="in-pay">4111</button><input id="pay-field" value="4111"></aside>
  <div class="maker"><span id="label">Total</span></div>
</body></html>`;

describe('what a page shows, by class of substance', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import * as surface from './surface.ts'; import { slotOf } from './slot.ts'; import { roleOf } from './role.ts';
          import { fieldOf } from './field.ts'; import { marksOf } from './marks.ts';
          globalThis.look = { ...surface, roleOf, fieldOf, marksOf, slot: (id) => { const e = document.getElementById(id); return slotOf(e, roleOf(e)); } };`,
        resolveDir: new URL('../../src/browser/page', import.meta.url).pathname,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'iife',
      conditions: ['@overt/source'],
    });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.setContent(PAGE);
    await page.addScriptTag({ content: outputFiles[0]!.text });
  });
  afterAll(() => browser?.close());

  const slot = (id: string): Promise<string> => page.evaluate((id) => look.slot(id), id);
  const valueSlot = (id: string): Promise<string> =>
    page.evaluate((id) => look.valueSlotOf(document.getElementById(id)), id);

  test('what a search field holds was searched for; its label is the maker’s', async () => {
    for (const id of ['in-search', 'typed-search', 'named']) expect(await valueSlot(id), id).toBe('search');
    expect(await valueSlot('plain')).toBe('field');
    expect(await slot('in-search')).toBe('interface');
  });

  test('options of lists are suggestions, those of a select are not', async () => {
    expect(await slot('suggestion')).toBe('autocomplete');
    expect(await slot('choice')).not.toBe('autocomplete');
  });

  test('toasts and live regions are notifications, with the buttons in them', async () => {
    expect(await slot('undo')).toBe('notification');
    expect(await slot('said')).toBe('notification');
  });

  test('the catalogue’s surfaces hold for what lies inside; what is secret is not read; a rule nobody can read withholds', async () => {
    expect(await slot('in-thread')).toBe('interface');
    await page.evaluate(() =>
      look.setSurfaces([
        { surface: 'message', selector: '.thread' },
        { surface: 'secret', selector: '.pay' },
        { surface: 'interface', selector: '.maker' },
        { surface: 'interface', selector: '.pay' },
      ]),
    );
    expect(await slot('in-thread')).toBe('message');
    expect(await slot('in-pay')).toBe('secret');
    expect(await slot('label')).toBe('interface');
    expect(await page.evaluate(() => look.fieldOf(document.getElementById('pay-field')))).toBe('secret');
    await page.evaluate(() =>
      look.setSurfaces([
        { surface: 'content', selector: ':::' },
        { surface: 'interface', selector: '[[' },
      ]),
    );
    expect(await slot('in-thread')).toBe('content');
  });

  test('a document says what it is: title, headings, labels', async () => {
    expect(await page.evaluate(() => look.marksOf(document))).toEqual({
      title: 'Board papers',
      headings: ['Plan'],
      labels: ['Internal', 'Restricted'],
    });
  });
});
