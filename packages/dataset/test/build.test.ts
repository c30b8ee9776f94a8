import { lint, memoryTree, subtree } from '@overt/formats';
import { openLog, verifyArtefact, vkey } from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitOf } from '../src/build.ts';
import {
  ATTESTATION_FILE,
  buildDataset,
  DatasetFault,
  type Lineage,
  type Manifest,
  parseRecipe,
  recordInLog,
  showDataset,
  verifyDataset,
} from '../src/index.ts';
import { MANDATE_ID, mandate, options, recipe, record, signer, sourced, sourceOf } from './make-source.ts';

const keys = [{ publicKey: signer.publicKey }];
const many = (n: number) =>
  Array.from({ length: n }, (_, i) => sourced(record(`trk_${i}`), { participant: `prn_${i % 3}` }));

describe('a dataset', () => {
  test('holds what was chosen, in every format, with a manifest of every file, and verifies', async () => {
    const tree = memoryTree();
    const { manifest } = await buildDataset(options({ tree, source: sourceOf(...many(5)) }));
    expect(manifest).toMatchObject({
      name: 'office-2026',
      expires: '2026-12-31',
      taskTypes: { 'office.copy': 5 },
      refused: {},
    });
    expect(manifest.episodes).toHaveLength(5);
    expect(
      manifest.exports.map(({ format, steps, missingImages }) => [format, steps, missingImages]),
    ).toEqual([
      ['agentnet', 15, 0],
      ['episodes', 15, 0],
      ['parquet', 15, 0],
    ]);
    const { ok, checks } = await verifyDataset(tree, { keys, now: new Date('2026-12-01') });
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
    for (const folder of ['agentnet', 'episodes'])
      expect((await lint(subtree(tree, folder))).problems).toEqual([]);
  });

  test('is the same bytes for the same episodes, recipe, mandate and day', async () => {
    const [one, two] = [memoryTree(), memoryTree()];
    for (const tree of [one, two]) await buildDataset(options({ tree, source: sourceOf(...many(3)) }));
    expect(one.files).toEqual(two.files);
  });

  test('shows itself without a word about participants', async () => {
    const tree = memoryTree();
    await buildDataset(options({ tree, source: sourceOf(...many(3)) }));
    const shown = await showDataset(tree);
    expect(shown).toMatchObject({ episodes: 3, steps: 9, purpose: 'train-cua', mandate: { id: MANDATE_ID } });
    expect(shown.card).toContain('delete by 2026-12-31');
    for (const [, bytes] of tree.files) expect(new TextDecoder().decode(bytes)).not.toContain('prn_');
  });

  test('never contains a placeholder, in any file', async () => {
    const tree = memoryTree();
    await buildDataset(
      options({ tree, source: sourceOf(sourced(record('trk_a', { name: 'Mail of <PERSON_3>' }))) }),
    );
    for (const [path, bytes] of tree.files)
      expect([path, new TextDecoder().decode(bytes).match(/<[A-Z]+_\d/)]).toEqual([path, null]);
  });

  test('lets the same placeholder of two recordings stand for two people', async () => {
    const tree = memoryTree();
    const name = '<PERSON_3>';
    await buildDataset(
      options({
        tree,
        source: sourceOf(
          sourced(record('trk_a', { name })),
          sourced(record('trk_b', { name }), { recording: 'rec_two' }),
        ),
      }),
    );
    const files = [...tree.files].filter(([path]) => path.startsWith('episodes/episodes/'));
    const names = files.map(([, bytes]) => JSON.parse(new TextDecoder().decode(bytes)).steps[0].target.name);
    expect(new Set(names).size).toBe(2);
  });

  test('records its attestation in the ledger, and the stand-alone verifier proves it', async () => {
    const files = new Map<string, Uint8Array>();
    const log = await openLog({
      origin: signer.name,
      signer,
      store: {
        read: async (path) => files.get(path),
        write: async (path, bytes) => void files.set(path, bytes),
      },
    });
    const { attestation } = await buildDataset(
      options({
        tree: memoryTree(),
        source: sourceOf(...many(1)),
        record: recordInLog(log, { now: () => new Date(0) }),
      }),
    );
    await log.close();
    expect(verifyArtefact(new TextEncoder().encode(attestation), { origin: vkey(signer) })).toMatchObject({
      ok: true,
      kind: 'envelope',
      entry: { type: 'dataset.built', dataset: 'office-2026', mandate: `sha256:${'4'.repeat(64)}` },
    });
  });
});

describe('a build refuses', () => {
  test.each<[string, ReturnType<typeof sourced>]>([
    ['mandate-task', sourced(record('t', { type: 'office.other' }))],
    ['mandate-place', sourced(record('t', { place: 'office.hr' }))],
    ['mandate-place', sourced(record('t', { place: 'unknown' }))],
    ['no-consent', sourced(record('t'), { receipts: [] })],
    ['no-consent', sourced(record('t'), { refused: 'NO_CONSENT' })],
    ['objection', sourced(record('t'), { refused: 'OBJECTION' })],
    ['embargo', sourced(record('t'), { refused: 'EMBARGO' })],
    ['no-train', sourced(record('t', { name: 'Invoice of Contoso' }))],
    ['recipe-task', sourced(record('t', { type: 'office.reply' }))],
    ['recipe-place', sourced(record('t', { place: 'office.crm' }))],
    ['outcome', sourced(record('t', { outcome: 'unknown' }))],
  ])('an episode for %s, and counts it', async (reason, refusedOne) => {
    const { manifest, refused } = await buildDataset(
      options({
        tree: memoryTree(),
        source: sourceOf(sourced(record('good')), refusedOne),
        recipe: recipe({
          tasks: ['office.copy'],
          places: ['office.mail'],
          quality: { minSteps: 1, minFramed: 0, minNamed: 0, outcomes: ['success'] },
        }),
      }),
    );
    expect(refused).toEqual({ [reason]: 1 });
    expect(manifest.episodes).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ['too-short', { minSteps: 3 }],
    ['too-few-frames', { minFramed: 1 }],
  ])('an episode of too little quality (%s)', async (reason, quality) => {
    const short = options({
      tree: memoryTree(),
      source: sourceOf(
        sourced({
          ...record('t'),
          steps: record('t').steps.map((step) => ({ ...step, frame_before: { none: 'no-frame' as const } })),
        }),
      ),
      recipe: recipe({ quality: { outcomes: ['success'], ...quality } }),
    });
    await expect(buildDataset(short)).rejects.toMatchObject({
      code: 'DATASET_EMPTY',
      detail: { found: `${reason}: 1` },
    });
  });

  test('another mandate than its recipe cites, a mandate not in force, and a use it does not allow', async () => {
    const build = (over: object) =>
      buildDataset(options({ tree: memoryTree(), source: sourceOf(...many(1)), ...over }));
    await expect(build({ recipe: recipe({ mandate: `mdt_${'b'.repeat(26)}` }) })).rejects.toMatchObject({
      code: 'MANDATE_MISMATCH',
    });
    await expect(build({ clock: { now: () => new Date('2027-01-01') } })).rejects.toMatchObject({
      code: 'MANDATE_NOT_IN_FORCE',
    });
    await expect(build({ recipe: recipe({ endUse: 'automate' }) })).rejects.toMatchObject({
      code: 'MANDATE_DOES_NOT_COVER',
    });
    await expect(build({ recipe: recipe({ purpose: 'eval-cua' }) })).rejects.toMatchObject({
      code: 'MANDATE_DOES_NOT_COVER',
    });
    expect(mandate.endUses).toEqual(['assist']);
  });

  test('a folder that is not empty, and a recipe that is not one', async () => {
    const tree = memoryTree();
    await tree.write('left-over', new Uint8Array());
    await expect(buildDataset(options({ tree, source: sourceOf(...many(1)) }))).rejects.toMatchObject({
      code: 'TREE_NOT_EMPTY',
    });
    expect(() => parseRecipe('{')).toThrowError(DatasetFault);
    expect(() => recipe({ split: { train: 0.9, validation: 0.9, test: 0 } })).toThrowError(/shares/);
  });
});

describe('splits', () => {
  test('depend on the seed and the id alone, and keep their shares', () => {
    const { split } = recipe();
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, id) => {
        expect(splitOf({ seed, split }, id)).toBe(splitOf({ seed, split }, id));
      }),
    );
    const all = Array.from({ length: 4000 }, (_, i) => splitOf({ seed: 's', split }, `e${i}`));
    expect(all.filter((one) => one === 'train').length / 4000).toBeCloseTo(0.8, 1);
    expect(all.filter((one) => one === 'test').length / 4000).toBeCloseTo(0.1, 1);
  });

  test('by participant keep everything of one person together', async () => {
    const { manifest } = await buildDataset(
      options({
        tree: memoryTree(),
        source: sourceOf(...many(30)),
        recipe: recipe({ splitBy: 'participant', formats: ['episodes'] }),
      }),
    );
    const byPerson = new Map<string, Set<string>>();
    for (const { participant, split } of manifest.episodes)
      byPerson.set(participant, (byPerson.get(participant) ?? new Set()).add(split));
    expect(byPerson.size).toBe(3);
    for (const found of byPerson.values()) expect(found.size).toBe(1);
  });
});

describe('digests', () => {
  const built = async (over: Partial<Lineage>): Promise<Manifest> =>
    (await buildDataset(options({ tree: memoryTree(), source: sourceOf(sourced(record('t'), over)) })))
      .manifest;

  test('of a person and of her episodes need her salt', async () => {
    const [mine, salted] = [await built({}), await built({ salt: new Uint8Array(32).fill(2) })];
    expect(mine.episodes[0]!.participant).not.toBe(salted.episodes[0]!.participant);
    expect(mine.episodes[0]!.digest).not.toBe(salted.episodes[0]!.digest);
  });

  test('of a person differ between datasets, so that two cannot be joined on them', async () => {
    const other = await buildDataset(
      options({
        tree: memoryTree(),
        source: sourceOf(sourced(record('t'))),
        recipe: recipe({ name: 'other' }),
      }),
    );
    expect((await built({})).episodes[0]!.participant).not.toBe(other.manifest.episodes[0]!.participant);
  });
});

describe('verification finds', () => {
  const broken = async (change: (tree: ReturnType<typeof memoryTree>) => Promise<void>, trusted = keys) => {
    const tree = memoryTree();
    await buildDataset(options({ tree, source: sourceOf(...many(4)) }));
    await change(tree);
    const { ok, checks } = await verifyDataset(tree, { keys: trusted });
    expect(ok).toBe(false);
    return checks.filter((check) => !check.ok).map((check) => check.name);
  };
  const edit =
    (path: string, change: (text: string) => string) => async (tree: ReturnType<typeof memoryTree>) => {
      await tree.write(
        path,
        new TextEncoder().encode(change(new TextDecoder().decode(await tree.read(path)))),
      );
    };

  test('a changed file', async () => {
    expect(await broken(edit('agentnet/agentnet.jsonl', (text) => text.replace('click', 'clock')))).toEqual([
      'files',
    ]);
  });
  test('a file nobody listed', async () => {
    expect(await broken((tree) => tree.write('agentnet/extra', Uint8Array.of(1)))).toEqual(['files']);
  });
  test('a changed manifest', async () => {
    expect(
      await broken(edit('manifest.json', (text) => text.replace('"endUse":"assist"', '"endUse":"automate"'))),
    ).toEqual(['statement']);
  });
  test('an episode moved to another split', async () => {
    expect(
      await broken(edit('manifest.json', (text) => text.replace('"split":"train"', '"split":"test"'))),
    ).toContain('splits');
  });
  test('a lineage without receipts', async () => {
    expect(await broken(edit('lineage.json', (text) => text.replaceAll(`"${'2'.repeat(64)}"`, '')))).toEqual([
      'files',
      'lineage',
      'statement',
    ]);
  });
  test('a signature by nobody you trust', async () => {
    expect(await broken(async () => {}, [{ publicKey: new Uint8Array(32).fill(9) }])).toEqual(['signature']);
    expect(await broken(async () => {}, [])).toEqual(['signature']);
  });
  test('a missing attestation, and a folder that is no dataset', async () => {
    expect(await broken(edit(ATTESTATION_FILE, () => ''))).toEqual(['signature']);
    expect(await verifyDataset(memoryTree(), { keys })).toMatchObject({
      ok: false,
      checks: [{ name: 'form', ok: false }],
    });
  });
});
