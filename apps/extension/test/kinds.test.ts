import type { Event } from '@overt/events';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench, removeBuild, until } from './support/browser.ts';
import { type FixtureSite, startFixtureSite } from './support/fixture-site.ts';

const SECRET = 'Tr0ub4dor-und-3';

/** Where the frame of another origin lies in the top viewport. */
let frameBox: Awaited<ReturnType<Locator['boundingBox']>>;

/** One piece of work by real input that has every kind of event in it; recorded once, looked at by every test. */
async function work(bench: Bench, site: FixtureSite): Promise<void> {
  const page = await bench.context.newPage();
  await page.goto(site.origin);
  await page.waitForLoadState('load');
  await until('the indicator is shown', () =>
    page.evaluate(() => document.querySelector('overt-indicator:popover-open') !== null),
  );
  await until('a frame was kept', async () => (await bench.ask({ do: 'status' })).held.frames > 0);
  await bench.ask({
    do: 'task',
    phase: 'start',
    type: 'fixture.order',
    goal: 'Enter the order of {customer}',
    slots: { customer: 'Anna Berg' },
  });
  await page.dblclick('h1');
  await page.click('#customer');
  await page.keyboard.type('Anna Begr');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('rg');
  await page.keyboard.press('Tab');
  await page.keyboard.type(SECRET);
  await page.click('#reveal');
  await page.click('#password');
  await page.keyboard.type('more');
  await page.click('#card');
  await page.keyboard.type('4111111111111111');
  await page.selectOption('#size', { label: 'Medium' }); // no trusted input: must not be recorded
  await page.focus('#size');
  await page.keyboard.press('ArrowDown');
  await page.check('#express');
  await page.click('#pay-later');
  await page.fill('#due', '2026-11-30');
  await page.setInputFiles('#file', {
    name: 'order.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('x'),
  });
  await page.click('#total', { clickCount: 3 });
  await page.keyboard.press('Control+c');
  await page.click('#notes');
  await page.keyboard.press('Control+v');
  await page.click('#rich');
  await page.keyboard.type('hello');
  await page.hover('#scroller');
  await page.mouse.wheel(0, 120);
  await page.waitForTimeout(400);
  await page.click('#ask');
  await page.waitForTimeout(300);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(300);
  await page.locator('open-box').locator('#in-open').click();
  const closed = await page.locator('closed-box').boundingBox();
  await page.mouse.click(closed!.x + 20, closed!.y + 10);
  await page.frameLocator('#same').locator('#inner-button').click();
  frameBox = await page.locator('#cross').boundingBox();
  await page.frameLocator('#cross').locator('#inner-input').click();
  await page.keyboard.type('in a frame');
  await page.mouse.move(40, 40);
  await page.mouse.down();
  await page.mouse.move(120, 60, { steps: 5 });
  await page.mouse.up();
  await page.waitForTimeout(800);
  await page.click('a[href="/second"]');
  await page.waitForLoadState('load');
  await page.waitForTimeout(700);
  const other = await bench.context.newPage();
  await other.goto(`${site.origin}/second`);
  await other.click('#q');
  await other.keyboard.type('x');
  await other.waitForTimeout(700);
  await page.bringToFront();
  await page.waitForTimeout(400);
  await bench.ask({ do: 'task', phase: 'finish', outcome: 'success' });
}

describe('what the browser source records of real input', () => {
  let bench: Bench;
  let site: FixtureSite;
  let events: readonly Event[];
  beforeAll(async () => {
    site = await startFixtureSite();
    bench = await openBench();
    await bench.begin();
    await work(bench, site);
    ({ events } = await bench.finish());
  });
  afterAll(async () => {
    await bench?.close();
    await site?.close();
    await removeBuild();
  });

  const of = <K extends Event['kind']>(kind: K): Extract<Event, { kind: K }>[] =>
    events.filter((event): event is Extract<Event, { kind: K }> => event.kind === kind);
  const presses = () => of('pointer').filter((event) => event.phase === 'down');

  test('numbers are consecutive and times never run backwards', () => {
    expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i));
    expect(events.every((event, i) => i === 0 || event.t >= events[i - 1]!.t)).toBe(true);
  });

  test('a double click has counts 1 and 2 on the heading', () => {
    const heading = presses().filter((event) => event.target?.role === 'heading');
    expect(heading.slice(0, 2).map((event) => event.count)).toEqual([1, 2]);
  });

  test('typing, the correction and the final value of a field are all there', () => {
    const edits = of('text').filter((event) =>
      event.target.locators.some((locator) => locator.by === 'testid' && locator.value.includes('customer')),
    );
    expect(edits.filter((event) => event.op === 'insert')).toHaveLength(11);
    expect(edits.filter((event) => event.op === 'delete').map((event) => event.at)).toEqual([8, 7]);
    expect(edits.filter((event) => event.op === 'commit')).toHaveLength(1);
  });

  test('letters are Char; named keys and chords keep their names', () => {
    const keys = of('key')
      .filter((event) => event.phase === 'down')
      .map((event) => event.key);
    expect(keys).toContain('Backspace');
    expect(keys).toContain('Tab');
    expect(keys).toContain('Escape');
    expect(of('key').some((event) => event.key === 'c' && event.modifiers === 2)).toBe(true);
    expect(keys.filter((key) => key.length === 1)).toEqual(['c', 'v']);
  });

  test('of secret fields only the fact that they were filled is there', () => {
    const secret = of('text').filter((event) => event.target.field === 'secret');
    expect(secret.length).toBeGreaterThanOrEqual(3);
    expect(
      secret.every((event) => event.op === 'commit' && event.text === undefined && event.inserted === 0),
    ).toBe(true);
    expect(JSON.stringify(events)).not.toContain(SECRET);
    expect(JSON.stringify(events)).not.toMatch(/4111[ -]?1111/); // four digits alone also occur in times and placeholders
  });

  test('choices are recorded once each, and only trusted ones', () => {
    const choices = of('choice').map(({ op, index }) => ({ op, index }));
    expect(choices).toEqual([
      { op: 'select', index: 2 },
      { op: 'check', index: -1 },
      { op: 'check', index: -1 },
    ]);
  });

  test('a copied value and its paste share a link, and the copy names the total', () => {
    const clips = of('clipboard');
    expect(clips.map((event) => event.op)).toEqual(['copy', 'paste']);
    expect(clips[0]!.target?.role).toBe('definition');
    expect(clips[0]!.link).toBeGreaterThan(0);
    expect(clips[1]!.link).toBe(clips[0]!.link);
  });

  test('scrolling names its container', () => {
    const scrolls = of('scroll').filter((event) => event.target);
    expect(scrolls.reduce((sum, event) => sum + event.dy, 0)).toBe(120);
    expect(scrolls[0]!.target?.role).toBe('region');
  });

  test('a dialog opens and is dismissed by Escape', () => {
    expect(of('dialog').map((event) => event.outcome)).toEqual(['opened', 'dismissed']);
  });

  test('elements in open and closed shadow roots are seen themselves, not their hosts', () => {
    const names = presses().map(
      (event) => event.target?.locators.find((locator) => locator.by === 'structure')?.value ?? '',
    );
    expect(names.some((path) => path.includes('open-box>>button'))).toBe(true);
    expect(names.some((path) => path.includes('closed-box>>button'))).toBe(true);
  });

  test('elements in frames have a frame path and boxes in the top viewport', () => {
    const inner = presses().filter((event) => (event.target?.framePath.length ?? 0) > 0);
    expect(inner.map((event) => event.target?.framePath)).toEqual([[0], [1]]);
    for (const { x, y, target } of inner) {
      expect(x).toBeGreaterThanOrEqual(target!.box.x);
      expect(x).toBeLessThanOrEqual(target!.box.x + target!.box.width);
      expect(y).toBeGreaterThanOrEqual(target!.box.y);
      expect(y).toBeLessThanOrEqual(target!.box.y + target!.box.height);
    }
    const { x, y } = inner[1]!.target!.box;
    expect([x > frameBox!.x, y > frameBox!.y, y < frameBox!.y + frameBox!.height]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('a drag is a press, moves and a release at another point', () => {
    const at = events.findIndex(
      (event) => event.kind === 'pointer' && event.phase === 'down' && event.x === 40 && event.y === 40,
    );
    const after = events
      .slice(at + 1)
      .filter((event): event is Extract<Event, { kind: 'pointer' }> => event.kind === 'pointer');
    expect(after.findIndex((event) => event.phase === 'up')).toBeGreaterThan(0);
    expect(after.find((event) => event.phase === 'up')).toMatchObject({ x: 120, y: 60 });
  });

  test('navigation by a link, tabs opened and activated, and the task are there', () => {
    expect(of('navigation').map((event) => event.cause)).toContain('link');
    expect(of('window').map((event) => event.change)).toEqual(
      expect.arrayContaining(['open', 'activate', 'title']),
    );
    expect(of('task').map((event) => event.phase)).toEqual(['start', 'finish']);
    expect(of('file')).toEqual([]); // setInputFiles is no trusted input
  });

  test('every frame was grabbed without an input inside its interval', () => {
    const frames = of('frame');
    expect(frames.length).toBeGreaterThanOrEqual(3);
    const inputs = events.filter(
      (event) =>
        (event.kind === 'pointer' && event.phase !== 'move') ||
        event.kind === 'key' ||
        event.kind === 'scroll',
    );
    for (const frame of frames)
      expect(inputs.filter((event) => event.t > frame.from && event.t < frame.to)).toEqual([]);
  });

  test('outlines show what is visible, without the recorder', () => {
    const outlines = of('outline');
    expect(outlines.length).toBeGreaterThanOrEqual(3);
    const nodes = outlines[0]!.nodes;
    expect(nodes.some((node) => node.role === 'button')).toBe(true);
    expect(nodes.some((node) => node.structure.includes('overt-indicator'))).toBe(false);
    expect(nodes.every((node, i) => node.id === i && node.parent < i)).toBe(true);
  });
});
