import { BUTTONS, type Modifier, type Step } from '@overt/trajectory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AGENTNET_FILE,
  createSurrogates,
  decodeStep,
  EXPORTERS,
  encodeStep,
  FormatFault,
  memoryTree,
} from '../src/index.ts';
import { makeEpisode, makeStep, PNG, sourceOf, TELLING } from './make-step.ts';

const surrogate = createSurrogates('test');
const exporter = EXPORTERS.agentnet;

const x = fc.integer({ min: 0, max: 1280 * 128 }).map((n) => n / 128);
const y = fc.integer({ min: 0, max: 720 * 128 }).map((n) => n / 128);
const modifiers = fc.subarray<Modifier>(['alt', 'ctrl', 'meta', 'shift']);
const key = fc.constantFrom('Enter', 'Tab', 'Escape', 'ArrowDown', 'F5', 'a', 'z', 'PageUp', 'Delete');
const text = fc.string({ unit: 'grapheme' });
const step: fc.Arbitrary<Step> = fc
  .oneof(
    fc.record({
      type: fc.constant('pointer.click' as const),
      x,
      y,
      button: fc.constantFrom(...BUTTONS.slice(0, 3)),
      count: fc.integer({ min: 1, max: 3 }),
      modifiers,
    }),
    fc.record({
      type: fc.constant('pointer.drag' as const),
      x,
      y,
      x2: x,
      y2: y,
      button: fc.constantFrom(...BUTTONS.slice(0, 3)),
      modifiers,
    }),
    fc.record({
      type: fc.constant('scroll' as const),
      x,
      y,
      scroll_dx: fc.integer({ min: -900, max: 900 }),
      scroll_dy: fc.integer({ min: -900, max: 900 }),
      modifiers,
    }),
    fc.record({ type: fc.constant('text.input' as const), text }),
    fc.record({
      type: fc.constant('key.press' as const),
      keys: key.map((k) => [k]),
      count: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({
      type: fc.constant('key.chord' as const),
      keys: key.map((k) => [k]),
      modifiers: modifiers.filter((m) => m.length > 0),
      count: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({
      type: fc.constantFrom('clipboard.copy' as const, 'clipboard.cut' as const, 'clipboard.paste' as const),
      keys: fc.constant(['c']),
    }),
    fc.record({
      type: fc.constant('finish' as const),
      detail: fc
        .constantFrom('success' as const, 'failure' as const)
        .map((status) => ({ of: 'finish' as const, status })),
    }),
  )
  .map((fields) => makeStep(fields as Partial<Step>));

/** What the declared loss leaves of a step. */
function afterLoss(original: Step): Record<string, unknown> {
  const kept = exporter.loss.keeps[original.type] ?? [];
  const round = (value: number, size: number) => Math.round((value / size) * 10_000) / 10_000;
  const notches = (px: number) => (Math.round(px / 100) || Math.sign(px)) * 100;
  return Object.fromEntries(
    kept.map((field) => {
      const value = original[field as keyof Step];
      if (field === 'x' || field === 'x2') return [field, round(value as number, 1280)];
      if (field === 'y' || field === 'y2') return [field, round(value as number, 720)];
      if (field === 'scroll_dx' || field === 'scroll_dy') return [field, notches(value as number)];
      if (field === 'modifiers') return [field, [...(value as string[])].sort()];
      return [field, value];
    }),
  );
}

describe('agentnet', () => {
  test('decode(encode(step)) is the step modulo the declared loss', () => {
    fc.assert(
      fc.property(step, (original) => {
        const encoded = encodeStep(original, surrogate);
        if ('omitted' in encoded) throw new Error(encoded.omitted);
        const decoded = decodeStep(encoded.code) as unknown as Record<string, unknown>;
        if (Array.isArray(decoded.modifiers)) decoded.modifiers = [...decoded.modifiers].sort();
        // Ctrl with c, x or v is what a clipboard step is written as.
        if (original.type === 'key.chord' && decoded.type !== 'key.chord') return;
        expect(decoded).toMatchObject(afterLoss(original));
      }),
    );
  });

  test('never writes a placeholder as something to type: slots, copy references, surrogates and {secret} stand for values', async () => {
    const tree = memoryTree();
    await exporter.write(sourceOf(makeEpisode(TELLING)), tree, { surrogate });
    const text = new TextDecoder().decode(tree.files.get(AGENTNET_FILE));
    expect(text).not.toMatch(/<[A-Z]+_\d/);
    const line = JSON.parse(text) as { traj: { value: { code: string } }[] };
    const codes = line.traj.map((entry) => entry.value.code);
    expect(codes).toContain("pyautogui.write(message='{customer}')");
    expect(codes).toContain("pyautogui.write(message='{secret}')");
    expect(codes).toContain("pyautogui.hotkey(['ctrl', 'v'])");
    expect(codes.some((code) => code.includes('@example.com'))).toBe(true);
  });

  test('refuses a surrogate function that gives back placeholders', async () => {
    const lazy = exporter.write(sourceOf(makeEpisode(TELLING)), memoryTree(), {
      surrogate: (found) => found,
    });
    await expect(lazy).rejects.toThrowError(FormatFault);
  });

  test('writes the shape AgentNet has, with nulls where nobody judged', async () => {
    const tree = memoryTree();
    const report = await exporter.write(sourceOf(makeEpisode(TELLING)), tree, { surrogate });
    const line = JSON.parse(new TextDecoder().decode(tree.files.get(AGENTNET_FILE)));
    expect(line).toMatchObject({
      task_id: 'epi:trk_a:0',
      instruction: 'Copy the total of {customer}',
      task_completed: true,
      alignment_score: null,
      overt: { label_source: 'participant', slots: ['customer'], split: 'train' },
    });
    expect(line.traj[0]).toMatchObject({
      index: 0,
      image: 'images/trk_a-5.png',
      value: { code: 'pyautogui.click(x=0.5, y=0.5)', thought: null },
    });
    expect(tree.files.get('images/trk_a-5.png')).toEqual(PNG);
    expect(report).toMatchObject({ episodes: 1, images: 1, missingImages: 0 });
  });

  test('never asserts a success that nobody declared', async () => {
    const tree = memoryTree();
    const unknown = makeEpisode([{ type: 'finish', detail: { of: 'finish', status: 'unknown' } }], {
      outcome: 'unknown',
    });
    const report = await exporter.write(sourceOf(unknown), tree, { surrogate });
    expect(JSON.parse(new TextDecoder().decode(tree.files.get(AGENTNET_FILE)))).toMatchObject({
      task_completed: null,
      traj: [],
    });
    expect(report.omitted).toEqual({ 'unknown-outcome': 1 });
  });

  test('counts what it leaves out, by reason', async () => {
    const odd = makeEpisode([
      { type: 'pointer.click', button: 'back', x: 1, y: 1 },
      { type: 'pointer.click', button: 'left', x: 5000, y: 1 },
      { type: 'text.input', text: null },
      { type: 'privacy.gap', detail: { of: 'gap', reason: 'place-none', withheld: 3 } },
      { type: 'pointer.click', button: 'left', count: 1, x: 1, y: 1 },
    ]);
    const tree = memoryTree();
    const report = await exporter.write(sourceOf(odd), tree, { surrogate });
    expect(report.omitted).toEqual({ button: 1, 'outside-frame': 1, 'no-value': 1, withheld: 1 });
    const line = JSON.parse(new TextDecoder().decode(tree.files.get(AGENTNET_FILE)));
    expect(line.traj).toHaveLength(1);
    expect(line.traj[0].overt.gap_before).toBe('place-none');
  });

  test('scales by the frame the agent sees, not by the screen', () => {
    const zoomed = makeStep({
      x: 640,
      y: 360,
      button: 'left',
      count: 1,
      frame_before: {
        ...(makeStep().frame_before as object),
        width: 2560,
        height: 1440,
        scale: 2,
      } as Step['frame_before'],
    });
    expect(encodeStep(zoomed, surrogate)).toEqual({ code: 'pyautogui.click(x=0.5, y=0.5)' });
  });

  test('refuses a step whose frame is younger than its action', async () => {
    const leaking = makeEpisode([
      {
        x: 1,
        y: 1,
        button: 'left',
        count: 1,
        frame_before: { ...(makeStep().frame_before as object), age_ms: -3 } as Step['frame_before'],
      },
    ]);
    await expect(exporter.write(sourceOf(leaking), memoryTree(), { surrogate })).rejects.toMatchObject({
      code: 'FRAME_AFTER_ACTION',
    });
  });

  test('names the line it cannot read', () => {
    expect(() => decodeStep('os.system("x")')).toThrowError(/line 1/);
  });
});
