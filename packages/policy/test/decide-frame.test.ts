import { describe, expect, test } from 'vitest';
import { decide, decideFrame, SUBSTANCES, type VisibleArea, type VisibleBox } from '../src/index.ts';
import { context, crm, facts, field, moment } from './support.ts';

describe('decideFrame', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  const area = (boxes: readonly VisibleBox[] = [], change: Partial<VisibleArea> = {}): VisibleArea => ({
    place: crm,
    host: 'crm.example',
    incognito: false,
    noTrain: false,
    confidential: false,
    box: { ...box, width: 100 },
    boxes,
    complete: true,
    ...change,
  });
  const seen = (change: Partial<VisibleBox>): VisibleBox => ({
    box,
    surface: 'interface',
    unchanged: true,
    noTrain: false,
    ...change,
  });

  test('nothing visible is refused', () => {
    expect(decideFrame([], context(), moment)).toMatchObject({ allow: false, reason: 'frame-denied' });
  });

  test('fills exactly the boxes whose text would not be kept as it stands', () => {
    for (const maxFidelity of ['workflow', 'content'] as const)
      for (const surface of ['interface', ...SUBSTANCES] as const)
        for (const unchanged of [true, false]) {
          const decision = decide(facts({ surface }), context({ maxFidelity }), moment);
          const kept = unchanged && (decision.text === 'interface' || decision.text === 'redacted');
          const frame = decideFrame([area([seen({ surface, unchanged })])], context({ maxFidelity }), moment);
          expect(frame).toMatchObject({ allow: true, regions: kept ? [] : [box] });
        }
  });

  test('fills pictures, secret fields and no-train names whatever the fidelity', () => {
    const boxes = [
      seen({ surface: 'media' }),
      seen({ field: field({ type: 'password' }) }),
      seen({ noTrain: true }),
    ];
    expect(decideFrame([area(boxes)], context(), moment)).toMatchObject({ regions: [box, box, box] });
  });

  test('a window above that may not be kept is filled as a whole; one below refuses the frame', () => {
    const none = area([], { place: { ...crm, fidelity: 'none' }, box });
    expect(decideFrame([area(), none], context(), moment)).toMatchObject({ allow: true, regions: [box] });
    expect(decideFrame([none, area()], context(), moment)).toMatchObject({
      allow: false,
      reason: 'place-none',
    });
  });

  test('a confidential document refuses the frame, or is filled as a whole above another', () => {
    const secret = area([seen({})], { confidential: true, box });
    expect(decideFrame([secret], context(), moment)).toMatchObject({ allow: false, reason: 'frame-denied' });
    expect(decideFrame([area(), secret], context(), moment)).toMatchObject({ allow: true, regions: [box] });
  });

  test('without the class of pixels no screenshot is taken', () => {
    const textual = context({ classes: ['action', 'text'] });
    expect(decideFrame([area()], textual, moment)).toMatchObject({ allow: false, reason: 'frame-denied' });
    const wordless = context({ classes: ['action', 'pixels'] });
    expect(decideFrame([area([seen({})])], wordless, moment)).toMatchObject({ allow: true, regions: [box] });
  });

  test('a stop refuses the frame with its own reason', () => {
    expect(decideFrame([area()], context({ halt: true }), moment)).toMatchObject({
      allow: false,
      reason: 'halted',
    });
  });
});
