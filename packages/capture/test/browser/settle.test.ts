import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Settler } from '../../src/browser/page/settle.ts';

interface Look {
  readonly at: number;
  readonly cause: string;
  readonly stable: boolean;
}

describe('when a page is looked at', () => {
  let looks: Look[];
  let settler: Settler;
  let start: number;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    looks = [];
    start = performance.now();
    settler = new Settler((cause, stable) => looks.push({ at: performance.now() - start, cause, stable }));
  });
  afterEach(() => {
    settler.stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test('once, when an input has had its answer', () => {
    settler.stir('input');
    vi.advanceTimersByTime(100);
    settler.stir('change');
    vi.advanceTimersByTime(300);
    expect(looks).toEqual([{ at: 280, cause: 'input', stable: true }]);
  });

  test('a page that does not come to rest is looked at anyway, and said to be restless', () => {
    for (let i = 0; i < 30; i++) {
      settler.stir('input');
      vi.advanceTimersByTime(100);
    }
    expect(looks[0]).toMatchObject({ at: 1500, stable: false });
  });

  test('again while the person may be reading, so that no action finds a look older than two seconds', () => {
    settler.stir('input');
    vi.advanceTimersByTime(15_000);
    const ages = looks.slice(1).map(({ at }, i) => at - looks[i]!.at);
    expect(looks.length).toBeGreaterThan(8);
    expect(Math.max(...ages)).toBeLessThan(2_000);
    expect(looks.slice(1).every(({ cause, stable }) => cause === 'still' && stable)).toBe(true);
  });

  test('no more when she has been away for a while, and at once when she is back', () => {
    settler.stir('input');
    vi.advanceTimersByTime(120_000);
    const before = looks.length;
    expect(looks.at(-1)!.at).toBeLessThan(25_000);
    settler.present();
    vi.advanceTimersByTime(1);
    expect(looks).toHaveLength(before + 1);
    expect(looks.at(-1)!.at).toBeLessThan(120_010);
  });

  test('moving the pointer asks for no more looks than reading does', () => {
    settler.stir('input');
    for (let i = 0; i < 600; i++) {
      settler.present();
      vi.advanceTimersByTime(16);
    }
    expect(looks.length).toBeLessThanOrEqual(8);
  });

  test('a page that changes by itself is not looked at because of a person who is not there', () => {
    settler.stir('load');
    vi.advanceTimersByTime(30_000);
    const before = looks.length;
    settler.stir('change');
    vi.advanceTimersByTime(60_000);
    expect(looks.slice(before).map(({ cause }) => cause)).toEqual(['change']);
  });

  test('looking again does not hold back the look at a change', () => {
    settler.stir('input');
    vi.advanceTimersByTime(6_000);
    const before = looks.length;
    settler.stir('change');
    vi.advanceTimersByTime(200);
    expect(looks.slice(before).map(({ cause }) => cause)).toEqual(['change']);
  });

  test('no input between two looks leaves the epoch as it was', () => {
    settler.stir('input');
    const { epoch } = settler;
    settler.present();
    settler.stir('change');
    vi.advanceTimersByTime(5_000);
    expect(settler.epoch).toBe(epoch);
    settler.stir('input');
    expect(settler.epoch).toBe(epoch + 1);
  });

  test('never after it was stopped', () => {
    settler.stir('input');
    settler.stop();
    settler.present();
    vi.advanceTimersByTime(60_000);
    expect(looks).toEqual([]);
  });
});
