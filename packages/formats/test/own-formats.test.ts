import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodePrimitives } from '@overt/events/node';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createSurrogates,
  EXPORTERS,
  FormatFault,
  memoryTree,
  projectEpisode,
  readEpisodes,
  stepOfRow,
  subtree,
} from '../src/index.ts';
import { diskTree, nodeZstd } from '../src/node/index.ts';
import { makeEpisode, sourceOf, TELLING } from './make-step.ts';

const surrogate = createSurrogates('test');
const episode = makeEpisode(TELLING, {
  outlines: [
    {
      id: 'trk_a:3',
      t_us: 0,
      tab: 1,
      place: 'office.mail',
      truncated: false,
      nodes: [
        {
          id: 0,
          parent: -1,
          role: 'link',
          name: 'Mail to <PERSON_3>',
          states: [],
          box: { x: 0, y: 0, width: 1, height: 1 },
          framePath: [],
          field: 'none',
          structure: 'a[1]',
        },
      ],
    },
  ],
});

describe('the episodes format', () => {
  test('gives back the episode, projected for the outside', async () => {
    const tree = memoryTree();
    await EXPORTERS.episodes.write(sourceOf(episode), tree, { surrogate });
    const [file, ...rest] = await readEpisodes(tree);
    expect(rest).toEqual([]);
    const { format, version, split, images, ...read } = file!;
    expect(read).toEqual(projectEpisode(episode, surrogate));
    expect({ format, version, split, images }).toEqual({
      format: 'overt-episode',
      version: 1,
      split: 'train',
      images: { 'trk_a:5': 'images/trk_a-5.png' },
    });
  });

  test('holds no placeholder anywhere, and the same stand-in wherever the same person appears', async () => {
    const tree = memoryTree();
    await EXPORTERS.episodes.write(sourceOf(episode), tree, { surrogate });
    const [file] = await readEpisodes(tree);
    expect(JSON.stringify(file)).not.toMatch(/<[A-Z]+_\d/);
    const person = surrogate('<PERSON_3>');
    expect(file!.outlines[0]!.nodes[0]!.name).toBe(`Mail to ${person}`);
    expect(file!.steps[5]!.target!.name).toBe(`Password of ${person}`);
    expect(file!.steps.map((step) => step.text)).toEqual([
      null,
      null,
      '{copy:3}',
      '{customer}',
      expect.stringContaining(person),
      '{secret}',
      null,
    ]);
  });

  test('counts frames whose pixels are gone instead of inventing them', async () => {
    const tree = memoryTree();
    const gone = (async function* () {
      yield { episode, frame: async () => undefined };
    })();
    expect(await EXPORTERS.episodes.write(gone, tree, { surrogate })).toMatchObject({
      images: 0,
      missingImages: 1,
    });
    expect((await readEpisodes(tree))[0]!.images).toEqual({ 'trk_a:5': null });
  });
});

describe('the parquet format', () => {
  const rowsOf = async (bytes: Uint8Array) =>
    (await parquetReadObjects({
      file: bytes.slice().buffer,
      compressors: { ZSTD: (input, length) => nodePrimitives().decompress(input, length) },
    })) as Record<string, unknown>[];

  test.each([
    ['zstd', nodeZstd()],
    ['snappy', undefined],
  ])('gives back every step under %s', async (_, zstd) => {
    const tree = memoryTree();
    await EXPORTERS.parquet.write(sourceOf(episode), tree, zstd ? { surrogate, zstd } : { surrogate });
    const rows = await rowsOf(tree.files.get('steps/steps-00000.parquet')!);
    expect(rows.map(stepOfRow)).toEqual(
      projectEpisode(episode, surrogate).steps.map((step) => ({ ...step, episode: episode.id })),
    );
    expect(rows[0]).toMatchObject({
      task_type: 'office.copy',
      split: 'train',
      image: 'images/trk_a-5.png',
      slots: '["customer"]',
    });
  });

  test('is the same file for the same steps', async () => {
    const [one, two] = [memoryTree(), memoryTree()];
    for (const tree of [one, two]) await EXPORTERS.parquet.write(sourceOf(episode), tree, { surrogate });
    expect(one.files).toEqual(two.files);
  });
});

describe('a file tree', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'overt-tree-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  test('on disk writes whole files, lists them sorted, and reads nothing that is not there', async () => {
    const tree = diskTree(dir);
    await tree.write('b/two', Uint8Array.of(2));
    await tree.write('a', Uint8Array.of(1));
    expect(await tree.list('')).toEqual(['a', 'b/two']);
    expect(await subtree(tree, 'b').list('')).toEqual(['two']);
    expect(await tree.read('b/two')).toEqual(Uint8Array.of(2));
    expect(await tree.read('c')).toBeUndefined();
    expect(await diskTree(join(dir, 'none')).list('')).toEqual([]);
    expect(await readdir(dir)).toEqual(['a', 'b']);
  });

  test.each(['../x', '/x', 'a//b', '', 'a/./b', 'a\\b'])('refuses the path %j', async (path) => {
    await expect(diskTree(dir).write(path, new Uint8Array())).rejects.toThrowError(FormatFault);
    await expect(memoryTree().write(path, new Uint8Array())).rejects.toThrowError(FormatFault);
  });
});
