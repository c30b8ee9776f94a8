import type { Episode, Step } from '@overt/trajectory';
import { describe, expect, test } from 'vitest';
import { renderView } from '../src/view/page.ts';

const TRACK = 'trk_test';
const HELD = '<TEXT_359456382:len=16..31>';
const PNG = new Uint8Array([137, 80, 78, 71]);

function step(index: number, changes: Partial<Step>): Step {
  return {
    id: `${TRACK}:${index}`,
    index,
    episode: null,
    track: TRACK,
    type: 'pointer.click',
    t_start_us: index * 1e6,
    t_end_us: index * 1e6,
    x: null,
    y: null,
    x2: null,
    y2: null,
    path: null,
    button: 'left',
    count: 1,
    hold_ms: null,
    modifiers: [],
    keys: null,
    scroll_dx: null,
    scroll_dy: null,
    text: null,
    edits: null,
    value_from: null,
    target: null,
    target2: null,
    detail: null,
    frame_before: { none: 'no-frame' },
    frame_after: { none: 'no-frame' },
    outline_before: { none: 'no-outline' },
    place: 'office.mail',
    tab: 1,
    window: 1,
    viewport: null,
    corrects: null,
    correction: false,
    paste_of: null,
    source_event_ids: [index],
    rule: 'pointer.click',
    rule_version: 1,
    fidelity: 'exact',
    order: 'decided',
    ...changes,
  };
}

function episode(index: number, goal: string | null, steps: readonly Step[]): Episode {
  return {
    id: `epi:${steps[0]?.id}`,
    index,
    type: goal ? 'office.test' : 'unknown',
    goal,
    slots: [],
    label_source: goal ? 'participant' : 'none',
    outcome: goal ? 'success' : 'unknown',
    cut: 'task',
    part: 0,
    t_start_us: 0,
    t_end_us: 1,
    places: [],
    steps,
    outlines: [],
  };
}

const target = (name: string): Step['target'] => ({
  role: 'menuitem',
  name,
  label: null,
  box: { x: 10, y: 20, width: 100, height: 50 },
  locators: [],
  field: 'none',
  framePath: [],
  states: [],
  bound: null,
  node: null,
  match_method: 'event',
  confidence: 1,
});

const render = (...episodes: readonly Episode[]): string =>
  renderView({ title: 'Test', episodes, facts: [], frame: () => PNG });

describe('the page of steps', () => {
  test('words a placeholder, keeps it in the tooltip, and gives the same one the same label', () => {
    const html = render(
      episode(0, 'A', [step(0, { target: target(HELD) }), step(1, { target: target(HELD) })]),
    );
    const label =
      '<span class="held" title="&#60;TEXT_359456382:len=16..31&#62;">withheld text 1 <small>16–31 characters</small></span>';
    expect(html.split(`<h3>Click the menu item “${label}”</h3>`)).toHaveLength(3);
    expect(html).toContain('<a href="#s1">1</a>, <a href="#s2">2</a>');
  });

  test('links a paste and its copy, a correction and what it takes back, in both directions', () => {
    const copy = step(0, { type: 'clipboard.copy' });
    const paste = step(1, { type: 'clipboard.paste', paste_of: copy.id });
    const html = render(episode(0, 'A', [copy, paste, step(2, { type: 'key.chord', corrects: paste.id })]));
    expect(html).toContain('pasted in <a href="#s2">step 2</a>');
    expect(html).toContain('pastes what was copied in <a href="#s1">step 1</a>');
    expect(html).toContain('taken back in <a href="#s3">step 3</a>');
    expect(html).toContain('takes back <a href="#s2">step 2</a>');
  });

  test('folds what only leads from one task to the next, and nothing else', () => {
    const way = episode(0, null, [
      step(0, {
        type: 'nav.url',
        detail: { of: 'navigation', cause: 'typed', place: 'office.crm', route: '/' },
      }),
    ]);
    const work = episode(1, null, [step(1, { target: target('Save') })]);
    const html = render(way, work);
    expect(html).toContain('<summary>Between tasks: Go to office.crm /</summary>');
    expect(html).toContain('<h2>Work outside a named task</h2>');
    expect(html).toContain('<li id="s1">');
  });

  test('shows a gap where it is, with its reason and its count, and links it from the top', () => {
    const gap = step(0, { type: 'privacy.gap', detail: { of: 'gap', reason: 'place-none', withheld: 2 } });
    const html = render(episode(0, 'A', [gap]));
    expect(html).toContain('Withheld here: 2 observations, in a place of which nothing is kept');
    expect(html).toContain('<dt>Gaps</dt><dd>1<small> (<a href="#s1">step 1</a>)</small></dd>');
  });

  test('marks the element in shares of the picture, whatever the scale it was stored at', () => {
    const frame = {
      id: 'f',
      pixels: 'f',
      age_ms: 324.6,
      stable: true,
      steps_since: 0,
      width: 2000,
      height: 1000,
      scale: 2,
    };
    const html = render(episode(0, 'A', [step(0, { target: target('Save'), frame_before: frame })]));
    expect(html).toContain('left:1.00%;top:4.00%;width:10.00%;height:10.00%');
    expect(html).toContain('325 ms before the action');
  });

  test('runs nothing, loads nothing, and escapes what pages named their elements', () => {
    const html = render(episode(0, '<script>', [step(0, { target: target('<img src=x onerror=y>"') })]));
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img src=x|https?:/);
  });
});
