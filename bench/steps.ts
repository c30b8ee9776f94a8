// Events per second of the reducer on decoded events: a real recording, tiled, and a synthetic office day.
//
// Only the reducer is measured: no decryption, no decoding. Events are made one tile at a time, outside the clock,
// so that memory shows what the reducer holds and not its input. Figure of issue 6: ≥ 1,000,000 events/s on one core.

import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Event, OutlineNode, Target } from '@overt/events';
import { TrackReducer } from '@overt/trajectory';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const RECORDING = process.env.OVERT_BENCH_DUCKTRACK ?? '../shared/data/ducktrack/events.jsonl';
const smoke = process.argv.includes('--smoke');

interface Raw {
  readonly time_stamp: number;
  readonly action: 'move' | 'click' | 'scroll' | 'press' | 'release';
  readonly x?: number;
  readonly y?: number;
  readonly dx?: number;
  readonly dy?: number;
  readonly button?: string;
  readonly pressed?: boolean;
  readonly name?: string;
}
type Tile = (tile: number) => Event[];
interface Result {
  readonly recording: string;
  readonly events: number;
  readonly steps: number;
  /** By the clock on the wall. */
  readonly eventsPerSecond: number;
  /** By the processor time of this process, collector included: what one core does when nobody else uses it. */
  readonly eventsPerCpuSecond: number;
  readonly heapGrowthMB: number;
}

const NAMES: Readonly<Record<string, string>> = {
  shift: 'Shift',
  cmd: 'Meta',
  ctrl: 'Control',
  alt: 'Alt',
  enter: 'Enter',
  tab: 'Tab',
  esc: 'Escape',
  backspace: 'Backspace',
  space: 'Space',
};

function convert(raw: Raw, origin: number): Record<string, unknown> {
  const t = Math.round((raw.time_stamp - origin) * 1e6);
  const at = { t, x: raw.x ?? 0, y: raw.y ?? 0, modifiers: 0, tab: 0 };
  switch (raw.action) {
    case 'move':
      return { kind: 'pointer', phase: 'move', button: -1, count: 0, ...at };
    case 'click':
      return {
        kind: 'pointer',
        phase: raw.pressed ? 'down' : 'up',
        button: raw.button === 'right' ? 2 : 0,
        count: 0,
        ...at,
      };
    case 'scroll':
      return { kind: 'scroll', dx: (raw.dx ?? 0) * 100, dy: -(raw.dy ?? 0) * 100, ...at };
    default: {
      const name = raw.name ?? '';
      return {
        kind: 'key',
        phase: raw.action === 'press' ? 'down' : 'up',
        key: NAMES[name] ?? 'Char',
        modifiers: 0,
        repeat: false,
        t,
        tab: 0,
      };
    }
  }
}

/** The recording, again and again, each time a second after its end. */
function duckTrack(): Tile {
  const raw = readFileSync(RECORDING, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Raw);
  const origin = raw[0]!.time_stamp;
  const events = raw.map((line) => convert(line, origin)) as unknown as Event[];
  const length = events.at(-1)!.t + 1_000_000;
  return (tile) =>
    events.map((event, i) => ({ ...event, seq: tile * events.length + i, t: event.t + tile * length }));
}

/** Ten minutes of office work: find, copy, switch, paste, type with a typo, choose, scroll, frames and outlines; 60 moves to each click. */
function officeDay(): Tile {
  const nodes: OutlineNode[] = Array.from({ length: 120 }, (_, id) => ({
    ...{
      id,
      parent: id === 0 ? -1 : 0,
      role: id % 3 === 0 ? 'button' : 'textbox',
      name: `Field ${id}`,
      states: [],
      framePath: [],
    },
    ...{
      box: { x: (id % 10) * 120, y: Math.floor(id / 10) * 50, width: 100, height: 30 },
      field: id % 3 === 0 ? 'none' : 'text',
      structure: `main/form/${id}`,
    },
  }));
  const targets = nodes.map((node): Target => {
    return {
      ...node,
      name: node.name ?? '',
      locators: [{ by: 'structure', value: node.structure, matches: 1 }],
    };
  });
  let frame = 0;
  return (tile) => {
    const events: Record<string, unknown>[] = [];
    let t = tile * 600_000_000;
    const x = 40;
    const put = (wait: number, event: Record<string, unknown>): void => {
      t += wait;
      events.push({ tab: 1 + (tile % 3), modifiers: 0, t, ...event });
    };
    for (let round = 0; round < 20; round++) {
      const target = targets[(round * 7 + 1) % 120]!;
      if (round % 5 === 0) {
        const tab = 1 + ((round / 5) % 3);
        put(900_000, {
          kind: 'window',
          level: 'tab',
          change: 'activate',
          window: 1,
          tab,
          place: `office.${tab}`,
          width: 1280,
          height: 720,
          scale: 1,
        });
      }
      put(100_000, { kind: 'outline', place: 'office.1', nodes, truncated: false });
      frame += 1;
      put(100_000, {
        kind: 'frame',
        frame,
        pixels: frame,
        width: 1280,
        height: 720,
        scale: 1,
        from: t + 50_000,
        to: t + 90_000,
        stable: true,
        regions: 0,
        covered: 0,
      });
      for (let i = 0; i < 60; i++)
        put(16_000, { kind: 'pointer', phase: 'move', x: x + i * 3, y: i * 5, button: -1, count: 0 });
      put(200_000, {
        kind: 'pointer',
        phase: 'down',
        x: target.box.x + 5,
        y: target.box.y + 5,
        button: 0,
        count: 1,
        target,
      });
      put(60_000, {
        kind: 'pointer',
        phase: 'up',
        x: target.box.x + 5,
        y: target.box.y + 5,
        button: 0,
        count: 0,
      });
      put(1_000, { kind: 'focus', phase: 'in', target });
      for (let i = 0; i < 12; i++) {
        const erase = i === 6;
        put(120_000, {
          kind: 'key',
          phase: 'down',
          key: erase ? 'Backspace' : 'Char',
          repeat: false,
          target,
        });
        put(2_000, {
          kind: 'text',
          op: erase ? 'delete' : 'insert',
          at: erase ? 5 : i,
          removed: erase ? 1 : 0,
          inserted: erase ? 0 : 1,
          ime: false,
          target,
        });
      }
      put(400_000, {
        kind: 'text',
        op: 'commit',
        at: 0,
        removed: 0,
        inserted: 16,
        ime: false,
        text: 'value',
        source: { from: 'typed' },
        target,
      });
      put(1_000, { kind: 'key', phase: 'down', key: 'Tab', repeat: false, target });
      put(500_000, { kind: 'key', phase: 'down', key: 'c', modifiers: 2, repeat: false, target });
      put(3_000, {
        kind: 'clipboard',
        op: round % 2 ? 'paste' : 'copy',
        link: round >> 1,
        format: 'text',
        length: 16,
        transform: 'equal',
        target,
      });
      for (let i = 0; i < 15; i++) put(16_000, { kind: 'scroll', x: 400, y: 300, dx: 0, dy: 40 });
    }
    return events.map((event, i) => ({ ...event, seq: tile * events.length + i })) as unknown as Event[];
  };
}

function measure(recording: string, tileOf: Tile, atLeast: number): Result {
  let steps = 0;
  let checked = 0;
  let reducer = new TrackReducer('bench', () => {});
  for (let tile = 0; tile < 5; tile++) for (const event of tileOf(tile)) reducer.push(event); // warm
  reducer = new TrackReducer('bench', (entry) => {
    steps += 1;
    if (entry.kind === 'step') checked += entry.step.source_event_ids.length;
  });
  const heapBefore = settledHeap();
  let events = 0;
  let spent = 0n;
  let cpu = 0;
  for (let tile = 0; events < atLeast; tile++) {
    const batch = tileOf(tile);
    const cpuBefore = process.cpuUsage();
    const began = process.hrtime.bigint();
    for (const event of batch) reducer.push(event);
    spent += process.hrtime.bigint() - began;
    const { user, system } = process.cpuUsage(cpuBefore);
    cpu += user + system;
    events += batch.length;
  }
  const heapGrowthMB = (settledHeap() - heapBefore) / 1e6;
  reducer.end();
  const { used, context } = reducer.counts;
  if (used + context !== events || checked !== used)
    throw new RangeError(`events are lost: ${events} in, ${used} used, ${checked} named, ${context} context`);
  return {
    recording,
    events,
    steps,
    eventsPerSecond: Math.round(events / (Number(spent) / 1e9)),
    eventsPerCpuSecond: Math.round(events / (cpu / 1e6)),
    heapGrowthMB: Math.round(heapGrowthMB * 10) / 10,
  };
}

function settledHeap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

const amount = smoke ? 50_000 : 5_000_000;
const results: Result[] = [];
if (existsSync(RECORDING)) results.push(measure('DuckTrack, tiled', duckTrack(), amount));
else
  console.log(`no recording at ${RECORDING}: set OVERT_BENCH_DUCKTRACK; only the synthetic day is measured`);
results.push(measure('office day, synthetic', officeDay(), amount));

console.log('recording              |    events |   steps |  events/s | events/cpu-s | heap growth');
console.log('-----------------------|----------:|--------:|----------:|-------------:|-----------:');
for (const result of results) {
  const cells = [
    result.recording.padEnd(22),
    String(result.events).padStart(9),
    String(result.steps).padStart(7),
    String(result.eventsPerSecond).padStart(9),
    String(result.eventsPerCpuSecond).padStart(12),
    `${result.heapGrowthMB} MB`.padStart(11),
  ];
  console.log(cells.join(' | '));
}
console.log(JSON.stringify({ bench: 'steps', smoke, results }));
