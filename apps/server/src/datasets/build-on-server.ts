// A dataset from what this server holds: the recipe's mandate in force, episodes under a lease, the register of the
// policy in force, and a ledger entry that also remembers whose weeks are in it.

import { type BuildReport, buildDataset, parseRecipe, type RecordBuilt } from '@overt/dataset';
import type { FileTree } from '@overt/formats';
import { hitsIn, registerHash } from '@overt/governance';
import { CATALOGUE } from '@overt/policy';
import { ServerFault } from '../fault.ts';
import type { ServerParts } from '../parts.ts';
import { episodeSource } from './episode-source.ts';
import { rememberEpisodes } from './screen-datasets.ts';

export interface DatasetOrder {
  /** Recipe as JSON text, bytes or value. */
  readonly recipe: unknown;
  /** Empty; the dataset is written into it. */
  readonly tree: FileTree;
  /** Who builds: a name for the ledger. */
  readonly actor: string;
  /** Version of Overt. */
  readonly code: string;
}

/** @throws {DatasetFault}, {GovernanceFault}, {ServerFault} `MANDATE_UNKNOWN` if no mandate in force has the recipe's id. */
export async function buildOnServer(parts: ServerParts, order: DatasetOrder): Promise<BuildReport> {
  const { governance, ledger, signer, primitives, store } = parts;
  const recipe = parseRecipe(order.recipe);
  const mandates = await governance.mandates.all();
  const cited = mandates.find(({ mandate, state }) => mandate.id === recipe.mandate && state === 'in-force');
  if (!cited)
    throw new ServerFault(
      'MANDATE_UNKNOWN',
      `dataset ${recipe.name}: no mandate ${recipe.mandate} is in force here; have it signed and activated first`,
      {},
    );
  const { policy } = await governance.policies.current();
  const source = await episodeSource(parts, {
    mandate: cited.hash,
    purpose: recipe.purpose,
    endUse: recipe.endUse,
    actor: order.actor,
  });
  const record: RecordBuilt = async ({ digest, dataset, purpose, mandate, expires }) => {
    const subjects = source.subjects;
    const { index } = await governance.datasets.register({
      dataset,
      purpose,
      mandate,
      digest,
      expires,
      subjects,
      register: registerHash(policy.noTrain),
    });
    return ledger.prove(index);
  };
  const report = await buildDataset({
    recipe,
    mandate: { terms: cited.mandate, digest: cited.hash },
    source,
    tree: order.tree,
    signer,
    noTrain: {
      digest: registerHash(policy.noTrain).replace(/^sha256:/, ''),
      hitsText: hitsIn(policy.noTrain),
    },
    clock: store.clock,
    code: order.code,
    categoryOf: (place) => CATALOGUE.find((entry) => entry.id === place)?.category,
    zstd: (plain) => primitives.compress(plain),
    record,
  });
  await rememberEpisodes(
    store.sql,
    report.manifest.name,
    report.manifest.episodes.map(({ id }) => id),
  );
  return report;
}
