import type { Step } from '@overt/trajectory';
import { describe, expect, test } from 'vitest';
import { AGENTNET_FILE, createSurrogates, EXPORTERS, type FileTree, lint, memoryTree } from '../src/index.ts';
import { frame, makeEpisode, sourceOf, TELLING } from './make-step.ts';

const surrogate = createSurrogates('test');
const utf8 = (text: string) => new TextEncoder().encode(text);
const codes = async (tree: FileTree) => (await lint(tree)).problems.map((problem) => problem.code);
const SELECTED: readonly Partial<Step>[] = [
  { type: 'key.chord', keys: ['a'], modifiers: ['ctrl'] },
  ...TELLING,
];

async function exported(format: 'agentnet' | 'episodes', steps: readonly Partial<Step>[]) {
  const tree = memoryTree();
  await EXPORTERS[format].write(sourceOf(makeEpisode(steps)), tree, { surrogate });
  return tree;
}

/** An AgentNet line as others write it, with the given code. */
const foreign = (code: string, image: string | null = null) =>
  utf8(
    `${JSON.stringify({ task_id: 't', instruction: 'x', traj: [{ index: 0, image, value: { code } }] })}\n`,
  );

describe('lint', () => {
  test.each(['agentnet', 'episodes'] as const)('finds nothing in our own %s export', async (format) => {
    expect((await lint(await exported(format, SELECTED))).problems).toEqual([]);
  });

  test('names code, place, meaning and remedy', async () => {
    const tree = memoryTree();
    await tree.write(AGENTNET_FILE, foreign("pyautogui.write(message='Dear <PERSON_3>')"));
    expect(await lint(tree)).toMatchObject({
      format: 'agentnet',
      problems: [
        {
          code: 'placeholder-as-text',
          level: 'error',
          place: 'agentnet.jsonl:1, step 0',
          meaning: expect.any(String),
          remedy: expect.any(String),
        },
      ],
    });
  });

  test('finds a missing image, an image nobody names and a point outside', async () => {
    const tree = memoryTree();
    await tree.write(AGENTNET_FILE, foreign('pyautogui.click(x=1.2, y=0.1)', 'images/a.png'));
    await tree.write('images/b.png', utf8('x'));
    expect(await codes(tree)).toEqual(['image-missing', 'image-count', 'outside-image']);
  });

  test('finds a copy with nothing selected before it', async () => {
    expect(await codes(await exported('agentnet', TELLING))).toEqual(['copy-without-selection']);
    expect(await codes(await exported('episodes', TELLING))).toEqual(['copy-without-selection']);
  });

  test('finds frames from the future, steps out of order and ids that repeat in tampered files', async () => {
    const tree = await exported('episodes', [
      { x: 1, y: 1, button: 'left', count: 1 },
      { x: 1, y: 1 },
    ]);
    const [path] = await tree.list('episodes/');
    const file = JSON.parse(new TextDecoder().decode((await tree.read(path!))!));
    file.steps[0].frame_before = { ...frame, age_ms: -5 };
    file.steps[1].index = 0;
    file.steps[1].id = file.steps[0].id;
    file.steps[0].corrects = file.steps[0].id;
    await tree.write(path!, utf8(JSON.stringify(file)));
    expect(await codes(tree)).toEqual(['frame-after-action', 'order', 'id', 'id']);
  });

  test('says which lines it cannot read and goes on', async () => {
    const tree = memoryTree();
    await tree.write(AGENTNET_FILE, utf8(`{nonsense\n${new TextDecoder().decode(foreign('import os'))}`));
    expect((await lint(tree)).problems.map(({ code, place }) => [code, place])).toEqual([
      ['unreadable', 'agentnet.jsonl:1'],
      ['unreadable', 'agentnet.jsonl:2, step 0'],
    ]);
  });

  test('says when there is no dataset it knows', async () => {
    expect(await lint(memoryTree())).toMatchObject({ format: 'unknown', problems: [{ code: 'unreadable' }] });
  });
});
