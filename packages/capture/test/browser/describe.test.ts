import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObservedTarget } from '../../src/gate/observation.ts';

declare global {
  var page: typeof import('../../src/browser/page/describe.ts') &
    typeof import('../../src/browser/page/slot.ts');
}

/** What the recorder would say of a press on `#hit`. */
interface Said extends Pick<ObservedTarget, 'role' | 'name' | 'nameSlot' | 'label' | 'labelSlot'> {
  readonly id: string;
}

const CUSTOMER = 'Anna Berg';

describe('the target of a press, in Chromium', () => {
  let browser: Browser;
  let view: Page;
  beforeAll(async () => {
    const bundle = await build({
      stdin: {
        contents: `export * from './describe.ts'; export * from './slot.ts';`,
        resolveDir: new URL('../../src/browser/page/', import.meta.url).pathname,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'page',
      conditions: ['@overt/source'],
    });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    view = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    await view.addInitScript(`${bundle.outputFiles[0]!.text};globalThis.page = page;`);
  });
  afterAll(() => browser?.close());

  const press = async (html: string): Promise<Said> => {
    await view.goto(
      `data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html><title>t</title>${html}`)}`,
    );
    return view.evaluate(() => {
      const meant = page.meantBy(document.querySelector('#hit')!);
      const { role, name, nameSlot, label, labelSlot } = page.describe(meant);
      return { id: meant.id, role, name, nameSlot, label, labelSlot } as Said;
    });
  };
  /** What of it the gate would be allowed to keep at `workflow`. */
  const kept = ({ name, nameSlot, label, labelSlot = 'interface' }: Said): (string | undefined)[] => [
    nameSlot === 'interface' ? name : undefined,
    labelSlot === 'interface' ? label : undefined,
  ];

  describe('an icon', () => {
    test.each([
      [
        'by the title of its drawing',
        '<button><svg id=hit width=16 height=16><title>Archive</title><path d="M0 0"/></svg></button>',
      ],
      [
        'by its tooltip',
        '<button id=hit data-tooltip="Archive"><svg aria-hidden=true width=16 height=16></svg></button>',
      ],
      [
        'by the tooltip of a library',
        '<a href="/x" role=button data-bs-original-title="Archive"><i id=hit class=icon></i></a>',
      ],
      ['by the text beside it', '<button><img id=hit alt="" width=9 height=9> Archive</button>'],
      ['by the alternative text', '<button><img id=hit alt="Archive" width=9 height=9></button>'],
    ])('is named %s', async (_, html) => {
      expect(await press(html)).toMatchObject({ name: 'Archive', nameSlot: 'interface' });
    });
  });

  describe('a command in a row', () => {
    const row = (action: string): string =>
      `<table aria-label="Customers"><thead><tr><th>Company</th><th></th></tr></thead><tr><td>${CUSTOMER}</td><td>${action}</td></tr></table>`;

    test.each([
      ['a button', '<button id=hit>Open</button>', 'Open'],
      ['a link', '<a id=hit href="/1">Edit</a>', 'Edit'],
      ['a link with an arrow', '<a id=hit href="/1">Details ›</a>', 'Details ›'],
      ['a link in German', '<a id=hit href="/1">Löschen</a>', 'Löschen'],
      [
        'an icon as a link',
        '<a href="/1" aria-label="Delete"><svg id=hit width=9 height=9></svg></a>',
        'Delete',
      ],
      ['a div that is pressed', '<div id=hit style="cursor:pointer">Remove</div>', 'Remove'],
    ])('%s keeps the name its maker gave it', async (_, html, name) => {
      expect(kept(await press(row(html)))[0]).toBe(name);
    });

    test.each([
      ['a link that names the customer', `<a id=hit href="/1">${CUSTOMER}</a>`],
      ['a link that names her beside the command', `<a id=hit href="/1">Open ${CUSTOMER}</a>`],
      [
        'a link that says a command and takes its name from her',
        `<a id=hit href="/1" aria-labelledby="t">Open</a><b id=t>${CUSTOMER}</b>`,
      ],
      ['a link whose label names her', `<a id=hit href="/1" aria-label="Edit ${CUSTOMER}">Edit</a>`],
      [
        'a button that takes its name from the row',
        `<button id=hit aria-labelledby="b t">x</button><i id=b>Delete</i><b id=t>${CUSTOMER}</b>`,
      ],
      ['a div that is pressed', `<div id=hit style="cursor:pointer">${CUSTOMER}</div>`],
      ['a cell', CUSTOMER],
    ])('%s does not', async (_, html) => {
      const said = await press(row(html.includes('id=hit') ? html : `<span id=hit>${html}</span>`));
      expect(kept(said).join(' ')).not.toContain(CUSTOMER);
      expect(JSON.stringify(said)).toContain(CUSTOMER);
    });

    test('a word that is a command elsewhere is no name of a cell: it may be what stands in it', async () => {
      expect((await press(row('<span id=hit>Open</span>'))).nameSlot).toBe('content');
    });
  });

  describe('a cell is labelled by its column', () => {
    test.each([
      [
        'where a header spans several',
        '<table><tr><th colspan=2>Who</th><th>Sum</th></tr><tr><td>a</td><td>b</td><td id=hit>9</td></tr></table>',
        'Sum',
      ],
      [
        'below a row of groups',
        '<table><thead><tr><th colspan=2>Order</th></tr><tr><th>Customer</th><th>Sum</th></tr></thead><tr><td>a</td><td id=hit>9</td></tr></table>',
        'Sum',
      ],
      [
        'in a grid that shows some of its columns',
        '<div role=grid><div role=row><div role=columnheader aria-colindex=7>Total</div><div role=columnheader aria-colindex=8>Sum</div></div><div role=row><div role=gridcell aria-colindex=8 id=hit>9</div></div></div>',
        'Sum',
      ],
      [
        'also the header of a row',
        `<table><tr><th>Customer</th><th>Sum</th></tr><tr><th scope=row id=hit>${CUSTOMER}</th><td>9</td></tr></table>`,
        'Customer',
      ],
      [
        'when a part of it is hit',
        '<table><tr><th>Sum</th></tr><tr style="cursor:pointer"><td><b id=hit>9</b></td></tr></table>',
        'Sum',
      ],
    ])('%s', async (_, html, label) => {
      expect((await press(html)).label).toBe(label);
    });
  });

  test('no customer in a header of a row becomes the label of a column', async () => {
    const rows = `<tr><th>Customer</th><th>Sum</th></tr><tr><th>${CUSTOMER}</th><td>1</td></tr>`;
    expect(
      (await press(`<table>${rows}<tr><th id=hit>Tom</th><td>9</td></tr></table>`)).label,
    ).toBeUndefined();
    expect((await press(`<table>${rows}<tr><td id=hit>Tom</td><td>9</td></tr></table>`)).label).toBe(
      'Customer',
    );
  });

  test('what is drawn on a link that is named by a command is masked like any other text', async () => {
    await press(
      `<ul><li><a id=hit href="/1" aria-label="Open">${CUSTOMER}</a></li><li><a href="/2">Open</a></li></ul>`,
    );
    const slots = await view.evaluate(() =>
      Array.from(document.querySelectorAll('a'), (link) => page.textSlotOf(link, 'link')),
    );
    expect(slots).toEqual(['content', 'interface']);
  });

  describe('what has no name of its own says where it stands', () => {
    test('an item, by the list its maker named', async () => {
      const said = await press(`<ul aria-label="Deals"><li tabindex=0><b id=hit>${CUSTOMER}</b></li></ul>`);
      expect(said).toMatchObject({
        role: 'listitem',
        nameSlot: 'content',
        label: 'Deals',
        labelSlot: 'interface',
      });
    });

    test('but not by a part that is named after a customer', async () => {
      const named = `<main><h2 id=h>${CUSTOMER}</h2><section aria-labelledby=h><ul><li id=hit>x</li></ul></section></main>`;
      const said = await press(named);
      expect(said).toMatchObject({ label: CUSTOMER, labelSlot: 'content' });
      expect(kept(said)).toEqual([undefined, undefined]);
    });

    test('nor does a control that its maker named', async () => {
      expect(
        (await press('<ul aria-label="Deals"><li><button id=hit>Won</button></li></ul>')).label,
      ).toBeUndefined();
    });

    test('what others wrote is not lifted by a command word in it', async () => {
      const said = await press(
        '<div role=log aria-label="Messages"><p><a href="/x" id=hit>Open</a></p></div>',
      );
      expect(kept(said)).toEqual([undefined, undefined]);
    });
  });

  describe('a press means', () => {
    test.each([
      [
        'the outermost element under the hand',
        '<div id=outer style="cursor:pointer"><span><i id=hit>Save</i></span></div>',
        'outer',
      ],
      ['the element that listens', '<div id=outer onclick="1"><span id=hit>Save</span></div>', 'outer'],
      [
        'the icon’s owner',
        '<div id=outer aria-label=Archive style="cursor:pointer"><svg width=9 height=9><path id=hit d="M0 0"/></svg></div>',
        'outer',
      ],
      [
        'itself, not the part of the page around it',
        '<main tabindex=-1 id=outer><div id=hit>text</div></main>',
        'hit',
      ],
      ['itself where nothing is operated', '<div id=outer><div id=hit>text</div></div>', 'hit'],
    ])('%s', async (_, html, id) => {
      expect((await press(html)).id).toBe(id);
    });
  });
});
