import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench, removeBuild, until } from './support/browser.ts';
import { type FixtureSite, startFixtureSite } from './support/fixture-site.ts';

describe('content script → worker → sealed storage → upload → recording directory', () => {
  let bench: Bench;
  let site: FixtureSite;
  beforeAll(async () => {
    site = await startFixtureSite();
    bench = await openBench();
  });
  afterAll(async () => {
    await bench?.close();
    await site?.close();
    await removeBuild();
  });

  test('a click and a typed text arrive, with their elements and a frame from before', async () => {
    await bench.begin();
    const page = await bench.context.newPage();
    await page.goto(site.origin);
    await until('a frame was kept', async () => (await bench.ask({ do: 'status' })).held.frames > 0);
    await page.click('#save');
    await page.click('#customer');
    await page.keyboard.type('Invoice 4711');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(700);
    const { events, recording } = await bench.finish();

    const click = events.find(
      (event) => event.kind === 'pointer' && event.phase === 'down' && event.target?.role === 'button',
    );
    expect(click).toMatchObject({ button: 0, count: 1, target: { name: 'Save order' } });
    const commit = events.find((event) => event.kind === 'text' && event.op === 'commit');
    expect(commit).toMatchObject({ target: { role: 'textbox', field: 'text' } });
    const frame = events.find((event) => event.kind === 'frame');
    expect(frame && click && frame.kind === 'frame' && frame.to < click.t).toBe(true);
    const [track] = await recording.tracks();
    expect(
      frame?.kind === 'frame' && (await recording.frame(track!.track, frame.pixels))?.subarray(1, 4),
    ).toEqual(new Uint8Array([80, 78, 71]));
  });
});
