import { BlankFault } from '@overt/redact/frame';
import { describe, expect, test } from 'vitest';
import {
  createSealer,
  GateFault,
  type ObservedArea,
  type ObservedBox,
  requireSealed,
} from '../../src/gate/index.ts';
import { BANK, CRM, click, facts, only, openGate, UNKNOWN } from './fixture.ts';

const box = (x: number, y: number, width = 40, height = 10) => ({ x, y, width, height });
const top = (boxes: readonly ObservedBox[] = [], change: Partial<ObservedArea> = {}): ObservedArea => ({
  urls: [CRM],
  incognito: false,
  box: box(0, 0, 200, 100),
  boxes,
  complete: true,
  ...change,
});
const shot = (...areas: ObservedArea[]) => ({ before: areas, after: areas, scale: 1 });
const white = (width = 200, height = 100) => ({
  pixels: new Uint8Array(width * height * 4).fill(255),
  width,
  height,
});
const isBlack = (pixels: Uint8Array | Uint8ClampedArray, x: number, y: number, width = 200) =>
  pixels[(y * width + x) * 4] === 0;

describe('a screenshot', () => {
  test('shows interface text and hides everything else', () => {
    const gate = openGate();
    const permit = gate.permitFrame(
      shot(
        top([
          { slot: 'interface', box: box(10, 10), text: 'Save' },
          { slot: 'interface', box: box(10, 30), text: 'Inbox (23)' },
          { slot: 'content', box: box(10, 50), text: 'Contoso' },
          { slot: 'message', box: box(10, 70), text: 'Hello' },
          { slot: 'media', box: box(100, 10) },
          { slot: 'secret', box: box(100, 30) },
          { slot: 'field', box: box(100, 50), text: 'abc', facts: facts({ type: 'password' }) },
          { slot: 'interface', box: box(100, 70) },
          { slot: 'indicator', box: box(160, 90) },
        ]),
      ),
    );
    const frame = white();
    const blanked = gate.blankFrame(permit, frame);
    expect(blanked.regions).toBe(6);
    expect(isBlack(frame.pixels, 15, 15)).toBe(false);
    for (const [x, y] of [
      [15, 35],
      [15, 55],
      [15, 75],
      [105, 15],
      [105, 35],
      [105, 55],
    ] as const)
      expect(isBlack(frame.pixels, x, y)).toBe(true);
    expect(isBlack(frame.pixels, 105, 75)).toBe(false);
    expect(isBlack(frame.pixels, 165, 95)).toBe(false);
  });

  test('hides a button whose name redaction changes, so that text and pixels agree', () => {
    const gate = openGate();
    const permit = gate.permitFrame(
      shot(top([{ slot: 'interface', box: box(10, 10), text: 'Reply to Anna Berg' }])),
    );
    expect(permit).toMatchObject({ allow: true, regions: [box(10, 10)] });
  });

  test.each([
    ['an excluded place', top([], { urls: [BANK] }), 'place-none'],
    ['an unknown place', top([], { urls: [UNKNOWN] }), 'unknown-place'],
    ['a private window', top([], { incognito: true }), 'private-window'],
    ['a page not completely known', top([], { complete: false }), 'frame-denied'],
  ])('is refused of %s', (_name, area, reason) => {
    const gate = openGate();
    expect(gate.permitFrame(shot(area))).toMatchObject({ allow: false, reason });
    expect(gate.withheld).toHaveProperty(reason, 1);
  });

  test.each([
    ['excluded', { urls: [CRM, BANK] }],
    ['unknown', { urls: [CRM, UNKNOWN] }],
    ['private', { incognito: true }],
    ['unseen', { complete: false }],
  ])('covers the whole of an %s window above', (_name, change) => {
    const permit = openGate().permitFrame(shot(top(), top([], { box: box(50, 50, 60, 30), ...change })));
    expect(permit).toMatchObject({ allow: true, regions: [box(50, 50, 60, 30)] });
  });

  test('is dropped if anything moved while it was taken', () => {
    const before = [top([{ slot: 'content', box: box(10, 10), text: 'a' }])];
    const after = [top([{ slot: 'content', box: box(10, 11), text: 'a' }])];
    expect(openGate().permitFrame({ before, after, scale: 1 })).toMatchObject({
      allow: false,
      reason: 'frame-moved',
    });
  });

  test('hides what either look shows', () => {
    const before = [top([{ slot: 'interface', box: box(10, 10), text: 'Save' }])];
    const after = [top([{ slot: 'interface', box: box(10, 10), text: 'Anna Berg' }])];
    expect(openGate().permitFrame({ before, after, scale: 1 })).toMatchObject({
      allow: true,
      regions: [box(10, 10)],
    });
  });

  test('boxes are CSS pixels: at two pixels each, twice the region goes', () => {
    const gate = openGate();
    const areas = [top([{ slot: 'content', box: box(10, 10), text: 'a' }])];
    const frame = white(400, 200);
    gate.blankFrame(gate.permitFrame({ before: areas, after: areas, scale: 2 }), frame);
    expect(isBlack(frame.pixels, 21, 21, 400)).toBe(true);
    expect(isBlack(frame.pixels, 99, 39, 400)).toBe(true);
  });

  test('becomes an event that counts its regions, without its pixels', () => {
    const gate = openGate();
    const permit = gate.permitFrame(shot(top([{ slot: 'media', box: box(0, 0, 200, 50) }])));
    const blanked = gate.blankFrame(permit, white());
    const event = only(
      gate.admitFrame(
        {
          kind: 'frame',
          t: 9,
          frame: 1,
          pixels: 1,
          width: 200,
          height: 100,
          scale: 1,
          from: 1,
          to: 8,
          stable: true,
          tab: 1,
        },
        blanked,
      ),
    );
    expect(event).toMatchObject({ kind: 'frame', regions: 1, covered: 520 });
  });
});

describe('stages', () => {
  const writer = () => {
    const written: unknown[] = [];
    return {
      written,
      append: (e: unknown) => void written.push(e),
      addFrame: (n: number) => void written.push(n),
      flush: () => [{ n: 1 }],
      close: () => [{ n: 2 }],
    };
  };

  test('pixels are not touched without a permit of the gate', () => {
    const forged = { allow: true, rule: 'R15-permitted', regions: [], scale: 1 } as const;
    expect(() => openGate().blankFrame(forged, white())).toThrow(GateFault);
  });

  test('a copy of a permit is no permit', () => {
    const gate = openGate();
    expect(() => gate.blankFrame({ ...gate.permitFrame(shot(top())) }, white())).toThrow(
      expect.objectContaining({ code: 'NOT_PERMITTED' }),
    );
  });

  test('a refused permit blanks nothing', () => {
    const gate = openGate();
    expect(() => gate.blankFrame(gate.permitFrame(shot(top([], { urls: [BANK] }))), white())).toThrow(
      GateFault,
    );
  });

  test('the sealer numbers and takes only what the gate redacted', () => {
    const gate = openGate();
    const out = writer();
    const sealer = createSealer(out, { nextSeq: 41 });
    const event = only(gate.admit(click(CRM)));
    expect(sealer.append(event)).toMatchObject({ seq: 41, kind: 'pointer' });
    expect(sealer.nextSeq).toBe(42);
    expect(() => sealer.append({ ...event })).toThrow(expect.objectContaining({ code: 'NOT_REDACTED' }));
    expect(out.written).toHaveLength(1);
  });

  test('the sealer takes no frame the gate did not blank', () => {
    const sealer = createSealer(writer());
    const frame = { ...white(), regions: 0, covered: 0 };
    expect(() => sealer.addFrame(1, frame as never, new Uint8Array())).toThrow(GateFault);
  });

  test('the spool takes what the sealer gave out, and nothing else', () => {
    const [sealed] = createSealer(writer()).flush();
    expect(() => requireSealed(sealed!)).not.toThrow();
    expect(() => requireSealed({ n: 1 })).toThrow(expect.objectContaining({ code: 'NOT_SEALED' }));
    expect(() => requireSealed(structuredClone(sealed!))).toThrow(GateFault);
  });

  test('a buffer that is not the frame it says is refused before a byte changes', () => {
    const gate = openGate();
    const permit = gate.permitFrame(shot(top()));
    expect(() => gate.blankFrame(permit, { ...white(), width: 199 })).toThrow(BlankFault);
  });
});
