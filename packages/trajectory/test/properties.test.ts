import type { Event } from '@overt/events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildReduction, buildSteps, type Step, TrackReducer } from '../src/index.ts';
import { expandEvents, type ShortEvent } from './golden-case.ts';

const point = { x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }) };
const tab = fc.constantFrom(1, 1, 1, 2);
const field = fc.constantFrom('text:a', 'text:b', 'multiline:c', 'button:d', 'choice:e');
const some = (kind: ShortEvent['kind'], shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ kind: fc.constant(kind), ...shape });
const anyEvent = fc.oneof(
  some('pointer', {
    phase: fc.constantFrom('move', 'down', 'up', 'up', 'cancel'),
    button: fc.constantFrom(0, 0, 0, 2),
    tab,
    ...point,
    target: field,
  }),
  some('key', {
    phase: fc.constantFrom('down', 'up'),
    key: fc.constantFrom('Char', 'Enter', 'Backspace', 'Control', 'c', 'z', 'Escape', 'Tab', 'ArrowLeft'),
    modifiers: fc.constantFrom(0, 0, 2, 8),
    repeat: fc.boolean(),
    tab,
    target: field,
  }),
  some('text', {
    op: fc.constantFrom('insert', 'insert', 'delete', 'replace', 'commit'),
    at: fc.integer({ min: -1, max: 9 }),
    removed: fc.integer({ min: 0, max: 4 }),
    text: fc.constant('v'),
    tab,
    target: field,
  }),
  some('choice', { op: fc.constantFrom('select', 'check', 'date'), tab, target: field }),
  some('scroll', { dx: fc.constant(0), dy: fc.constantFrom(100, -100), tab, ...point }),
  some('focus', { phase: fc.constantFrom('in', 'out'), tab, target: field }),
  some('window', {
    level: fc.constantFrom('tab', 'window', 'application'),
    change: fc.constantFrom('open', 'activate', 'close', 'resize'),
    tab,
    window: fc.constantFrom(1, 2),
    width: fc.constantFrom(800, 1280),
  }),
  some('navigation', { cause: fc.constantFrom('link', 'typed', 'history'), tab }),
  some('clipboard', {
    op: fc.constantFrom('copy', 'cut', 'paste'),
    link: fc.integer({ min: 0, max: 3 }),
    tab,
    target: field,
  }),
  some('dialog', { outcome: fc.constantFrom('opened', 'accepted'), tab }),
  some('file', { tab }),
  some('frame', { frame: fc.integer({ min: 1, max: 99 }), tab }),
  some('outline', { tab }),
  some('task', { phase: fc.constantFrom('start', 'finish') }),
  some('gap', { reason: fc.constantFrom('place-none', 'frame-denied') }),
);
const recording = fc
  .array(fc.tuple(anyEvent, fc.constantFrom(1, 5, 60, 350, 900, 2500, 9000), fc.constantFrom(0, 0, 0, 200)), {
    minLength: 1,
    maxLength: 120,
  })
  .map((pairs) => {
    let ms = 0;
    const short = pairs.map(([event, wait, late]) => {
      ms += wait;
      const grab = event.kind === 'frame' ? { from_ms: ms - 10, to_ms: ms - 1 } : {};
      return { ...event, ms: Math.max(0, ms - late), ...grab } as ShortEvent;
    });
    return expandEvents(short);
  });
const steps = (events: Iterable<Event>): Step[] => buildSteps([{ track: 't', events }]);

describe('the reduction', () => {
  test('uses every event at most once and accounts for all of them', () => {
    fc.assert(
      fc.property(recording, (events) => {
        const { steps, tasks, counts } = buildReduction([{ track: 't', events }]);
        const sources = steps.flatMap((step) => step.source_event_ids);
        expect(new Set(sources).size).toBe(sources.length);
        const starts = tasks.filter((task) => task.phase === 'start').length;
        expect(counts.used).toBe(sources.length + starts);
        expect(counts.used + counts.context).toBe(events.length);
      }),
    );
  });

  test('keeps order, names sources in order, and starts at its first source', () => {
    fc.assert(
      fc.property(recording, (events) => {
        let last = -1;
        for (const [i, step] of steps(events).entries()) {
          expect(step.index).toBe(i);
          expect(step.t_end_us).toBeGreaterThanOrEqual(step.t_start_us);
          expect(step.t_start_us).toBeGreaterThanOrEqual(last);
          last = step.t_start_us;
          expect(step.source_event_ids).toEqual([...step.source_event_ids].sort((a, b) => a - b));
        }
      }),
    );
  });

  test('never shows a step its own future', () => {
    fc.assert(
      fc.property(recording, (events) => {
        for (const step of steps(events)) {
          if ('id' in step.frame_before) expect(step.frame_before.age_ms).toBeGreaterThanOrEqual(0);
          if ('id' in step.frame_after) expect(step.frame_after.age_ms).toBeGreaterThanOrEqual(0);
          if ('id' in step.outline_before) {
            const outline = events[Number(step.outline_before.id.split(':')[1])]!;
            expect(outline.t).toBeLessThanOrEqual(step.t_start_us);
            expect(outline).toMatchObject({ tab: step.tab });
          }
        }
      }),
    );
  });

  test('says the same about a beginning whatever comes after it', () => {
    fc.assert(
      fc.property(recording, fc.double({ min: 0, max: 1, noNaN: true }), (events, share) => {
        const early: Step[] = [];
        const reducer = new TrackReducer('t', (entry) => {
          if (entry.kind === 'step') early.push(entry.step);
        });
        for (const event of events.slice(0, Math.floor(events.length * share))) reducer.push(event);
        const all: Step[] = [];
        const whole = new TrackReducer('t', (entry) => {
          if (entry.kind === 'step') all.push(entry.step);
        });
        for (const event of events) whole.push(event);
        whole.end();
        expect(early).toEqual(all.slice(0, early.length));
      }),
    );
  });

  test('does not depend on how the events were chunked, nor on chunks that come twice', () => {
    fc.assert(
      fc.property(recording, fc.integer({ min: 1, max: 20 }), (events, size) => {
        const chunks: Event[] = [];
        for (let i = 0; i < events.length; i += size) {
          const chunk = events.slice(i, i + size);
          chunks.push(...chunk, ...chunk);
        }
        expect(steps(chunks)).toEqual(steps(events));
      }),
    );
  });

  test('holds a bounded queue however long the recording is', () => {
    let waiting = 0;
    let begun = 0;
    const reducer = new TrackReducer('t', () => {
      begun -= 1;
    });
    for (let i = 0; i < 20_000; i++) {
      const used = reducer.counts.used;
      const [event] = expandEvents([{ kind: 'choice', ms: i * 200, target: `choice:${i % 50}` }]);
      reducer.push({ ...event!, seq: i });
      begun += reducer.counts.used - used;
      waiting = Math.max(waiting, begun);
    }
    expect(waiting).toBeLessThan(16);
  });
});
