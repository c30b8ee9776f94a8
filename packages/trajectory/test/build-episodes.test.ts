import { describe, expect, test } from 'vitest';
import { buildEpisodes, buildReduction, type Episode } from '../src/index.ts';
import { expandEvents, type ShortEvent } from './golden-case.ts';

const episodes = (...short: ShortEvent[]): Episode[] =>
  buildEpisodes(buildReduction([{ track: 't', events: expandEvents(short) }]));
const task = (ms: number, more: Record<string, unknown> = {}): ShortEvent => ({ kind: 'task', ms, ...more });
const file = (ms: number): ShortEvent => ({ kind: 'file', ms });
const click = (ms: number, more: Record<string, unknown> = {}): ShortEvent[] => [
  { kind: 'pointer', ms, ...more },
  { kind: 'pointer', ms: ms + 40, phase: 'up', ...more },
];

describe('episodes', () => {
  test('begin and end where the participant said so, with her goal and her outcome', () => {
    const [before, mine, after, ...rest] = episodes(
      file(0),
      task(1000, { type: 'office.copy', goal: 'Copy the total of {customer}', slots: ['customer'] }),
      file(2000),
      file(3000),
      task(4000, { phase: 'finish', outcome: 'success' }),
      file(5000),
    );
    expect(rest).toEqual([]);
    expect(before).toMatchObject({ type: 'unknown', goal: null, label_source: 'none', outcome: 'unknown' });
    expect(mine).toMatchObject({
      type: 'office.copy',
      goal: 'Copy the total of {customer}',
      slots: ['customer'],
      label_source: 'participant',
      outcome: 'success',
      cut: 'task',
      id: 'epi:t:2',
    });
    expect(mine!.steps.map((step) => step.type)).toEqual(['file', 'file', 'finish']);
    expect(mine!.steps.every((step) => step.episode === mine!.id)).toBe(true);
    expect(after!.steps).toHaveLength(1);
  });

  test('without a declared end have an unknown outcome, never an assumed one', () => {
    expect(episodes(task(0), file(10))[0]).toMatchObject({ outcome: 'unknown', cut: 'end' });
    expect(
      episodes(task(0), file(10), task(20, { type: 'b' }), file(30)).map((e) => [e.type, e.outcome]),
    ).toEqual([
      ['office.copy', 'unknown'],
      ['b', 'unknown'],
    ]);
  });

  test('of one task are two parts when something long was withheld in between', () => {
    const parts = episodes(
      task(0),
      file(100),
      { kind: 'gap', ms: 200 },
      file(60_000),
      task(61_000, { phase: 'finish', outcome: 'success' }),
    );
    expect(parts.map((part) => [part.type, part.part, part.cut, part.outcome])).toEqual([
      ['office.copy', 0, 'gap', 'unknown'],
      ['office.copy', 1, 'task', 'success'],
    ]);
  });

  test('stay whole over a short gap', () => {
    expect(episodes(task(0), file(100), { kind: 'gap', ms: 200 }, file(900))).toHaveLength(1);
  });

  test('outside tasks end after a minute of nothing', () => {
    expect(episodes(file(0), file(59_000), file(120_000)).map((e) => [e.steps.length, e.cut])).toEqual([
      [2, 'idle'],
      [1, 'end'],
    ]);
  });

  test('outside tasks end at a change of place, unless a copied value is on its way', () => {
    const window = (ms: number, tab: number, place: string): ShortEvent => ({
      kind: 'window',
      ms,
      tab,
      place,
    });
    const walk = (copy: ShortEvent[]) =>
      episodes(window(0, 1, 'a'), ...click(10), ...copy, window(8000, 2, 'b'), ...click(16_000, { tab: 2 }));
    expect(walk([]).map((e) => e.cut)).toEqual(['place', 'end']);
    expect(walk([{ kind: 'clipboard', ms: 900, op: 'copy', link: 4 }]).map((e) => e.cut)).toEqual(['end']);
  });

  test('carry each outline their steps refer to once, and name their places in order', () => {
    const outline: ShortEvent = { kind: 'outline', ms: 1 };
    const [episode] = episodes({ kind: 'window', ms: 0 }, outline, ...click(500), ...click(2000), {
      kind: 'outline',
      ms: 90_000,
    });
    expect(episode!.outlines.map((o) => o.id)).toEqual(['t:1']);
    expect(episode!.places).toEqual(['office.mail']);
  });

  test('do not count an empty tab on the way to a page as a place, but do count an unknown page of which something is shown', () => {
    const blank: ShortEvent = { kind: 'window', ms: 0, place: 'unknown' };
    const page: ShortEvent = { kind: 'navigation', ms: 100, cause: 'typed', place: 'office.crm' };
    expect(episodes(blank, page, ...click(500))[0]!.places).toEqual(['office.crm']);
    expect(episodes(blank, ...click(500, { target: 'button:x' }))[0]!.places).toEqual(['unknown']);
  });
});
