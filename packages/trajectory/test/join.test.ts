import { describe, expect, test } from 'vitest';
import { buildSteps, type TrackClock, TrajectoryFault } from '../src/index.ts';
import { expandEvents, type ShortEvent } from './golden-case.ts';

const clock = (over: Partial<TrackClock>): TrackClock => ({
  monotonicOrigin_us: 0,
  wallOrigin_ms: 1_000_000,
  boot: 'one',
  uncertainty_us: 0,
  ...over,
});
const events = (...short: ShortEvent[]) => expandEvents(short);
const file = (ms: number): ShortEvent => ({ kind: 'file', ms });

describe('joining tracks', () => {
  test('two tracks of one boot are ordered by its monotonic clock, whatever the wall clock says', () => {
    const steps = buildSteps([
      { track: 'a', clock: clock({ monotonicOrigin_us: 0 }), events: events(file(0), file(2000)) },
      {
        track: 'b',
        clock: clock({ monotonicOrigin_us: 1_000_000, wallOrigin_ms: 9 }),
        events: events(file(0)),
      },
    ]);
    expect(steps.map((step) => [step.id, step.t_start_us, step.order])).toEqual([
      ['a:0', 0, 'decided'],
      ['b:0', 1_000_000, 'decided'],
      ['a:1', 2_000_000, 'decided'],
    ]);
    expect(steps.map((step) => step.index)).toEqual([0, 1, 2]);
  });

  test('two boots are ordered by the wall clock, and what it cannot decide is declared on both sides', () => {
    const steps = buildSteps([
      { track: 'a', clock: clock({ uncertainty_us: 60_000 }), events: events(file(0), file(5000)) },
      {
        track: 'b',
        clock: clock({ boot: 'two', uncertainty_us: 60_000 }),
        events: events(file(100), file(9000)),
      },
    ]);
    expect(steps.map((step) => [step.id, step.order])).toEqual([
      ['a:0', 'undecided'],
      ['b:0', 'undecided'],
      ['a:1', 'decided'],
      ['b:1', 'decided'],
    ]);
  });

  test('the order does not depend on the order of the arguments', () => {
    const a = { track: 'a', clock: clock({}), events: events(file(0), file(10)) };
    const b = { track: 'b', clock: clock({}), events: events(file(0), file(10)) };
    expect(buildSteps([b, a])).toEqual(buildSteps([a, b]));
  });

  test('a paste on one track names the copy on another', () => {
    const steps = buildSteps([
      { track: 'a', clock: clock({}), events: events({ kind: 'clipboard', ms: 0, op: 'copy', link: 7 }) },
      { track: 'b', clock: clock({}), events: events({ kind: 'clipboard', ms: 900, op: 'paste', link: 7 }) },
    ]);
    expect(steps[1]).toMatchObject({ id: 'b:0', paste_of: 'a:0' });
  });

  test('several tracks without clocks are refused', () => {
    const track = { track: 'a', clock: undefined, events: [] };
    expect(() => buildSteps([track, { ...track, track: 'b' }])).toThrowError(TrajectoryFault);
  });
});
