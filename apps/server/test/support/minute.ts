// A minute of invented work: clicks on links, a paste, typing with its commit; every segment continues the numbering of
// the one before.

import { deflateSync } from 'node:zlib';
import type { Event, Target } from '@overt/events';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
/** Events of one minute, with and without frames. */
const PER_MINUTE = 12;

const target = (
  role: string,
  name: string,
  x: number,
  y: number,
  field: Target['field'] = 'none',
): Target => ({
  role,
  name,
  states: [],
  box: { x, y, width: 120, height: 30 },
  framePath: [0],
  field,
  locators: [
    { by: 'structure', value: `main>${role}:nth-of-type(2)`, matches: 1 },
    { by: 'role', value: `${role} ${name}`, matches: 1 },
  ],
});

/** @param n number of the segment in its track. */
export function demoMinute(n: number, frames: boolean): Event[] {
  const at = (seconds: number) => n * MINUTE + seconds * SECOND;
  const tab = 1;
  const link = target('link', `Invoice ${4711 + n}`, 40, 200);
  const field = target('textbox', 'Amount', 400, 300, 'text');
  const save = target('button', 'Save', 660, 450);
  const events: Omit<Event, 'seq'>[] = [
    {
      kind: 'window',
      t: at(0),
      level: 'tab',
      change: 'activate',
      window: 1,
      tab,
      place: 'office.mail',
      title: 'Inbox',
      width: 800,
      height: 500,
      scale: 1,
    },
    ...(frames ? [frameAt(at(1), n * 2)] : []),
    ...click(at(5), 90, 214, link),
    ...click(at(12), 450, 312, field),
    { kind: 'text', t: at(14), op: 'insert', at: 0, removed: 0, inserted: 4, ime: false, tab, target: field },
    {
      kind: 'text',
      t: at(16),
      op: 'commit',
      at: 0,
      removed: 0,
      inserted: 8,
      text: `<AMOUNT_${n + 1}:currency=EUR>`,
      source: { from: 'typed' },
      ime: false,
      tab,
      target: field,
    },
    { kind: 'focus', t: at(16.5), phase: 'out', tab, target: field },
    ...(frames ? [frameAt(at(18), n * 2 + 1)] : []),
    ...click(at(25), 700, 464, save),
  ] as Omit<Event, 'seq'>[];
  return events.map((event, i) => ({ ...event, seq: n * (PER_MINUTE + 4) + i }) as Event);
}

function click(t: number, x: number, y: number, on: Target): Omit<Event, 'seq'>[] {
  const common = { kind: 'pointer', x, y, button: 0, count: 1, modifiers: 0, tab: 1, target: on } as const;
  return [
    { ...common, t, phase: 'down' },
    { ...common, t: t + 90_000, phase: 'up' },
  ] as unknown as Omit<Event, 'seq'>[];
}

const frameAt = (t: number, frame: number) =>
  ({
    kind: 'frame',
    t,
    frame,
    pixels: frame,
    width: 800,
    height: 500,
    scale: 1,
    from: t - 40_000,
    to: t,
    stable: true,
    regions: 2,
    covered: 120,
    tab: 1,
  }) as unknown as Omit<Event, 'seq'>;

/** A PNG for every frame of these events: one colour each, with a black bar where something was covered. */
export function demoFrames(events: readonly Event[]): Map<number, Uint8Array> {
  const frames = new Map<number, Uint8Array>();
  for (const event of events)
    if (event.kind === 'frame') frames.set(event.frame, png(event.width, event.height, event.frame));
  return frames;
}

function png(width: number, height: number, shade: number): Uint8Array {
  const rows = Buffer.alloc((width + 1) * height, 200 + (shade % 40));
  for (let y = 0; y < height; y += 1) {
    rows[y * (width + 1)] = 0;
    if (y > 40 && y < 70) rows.fill(0, y * (width + 1) + 60, y * (width + 1) + 300);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
