// From what was recorded to what was learned: a mandate that the council co-signs, a dataset under it, a model.

import { type BuildReport, verifyDataset } from '@overt/dataset';
import { formatId } from '@overt/events';
import { readEpisodes, subtree } from '@overt/formats';
import { diskTree } from '@overt/formats/node';
import { encodeMandate, MANDATE_TYPE } from '@overt/governance';
import { type Model, trainModel } from '@overt/learn';
import { countersignDsse, parseVkey, type Signer, signDsse, vkey } from '@overt/ledger';
import { CATALOGUE } from '@overt/policy';
import { buildOnServer, type RunningServer } from '@overt/server';
import { demoTasks } from './plan.ts';

const DAYS = 90;

/** A mandate over the demo's tasks and the office's places, signed by the server and the council, in force. @returns its id. */
async function signMandate(server: RunningServer, council: Signer): Promise<string> {
  const { governance, signer, primitives } = server.parts;
  const now = new Date();
  const terms = encodeMandate({
    format: 'overt-mandate',
    version: 1,
    id: formatId('mdt', primitives.random(16)),
    programme: 'Overt demonstration',
    tasks: [...demoTasks],
    places: CATALOGUE.filter((entry) => entry.id.startsWith('office.')).map((entry) => entry.id),
    purposes: ['train-cua', 'eval-cua'],
    endUses: ['assist'],
    benefit: 'The assistant that is learned is available to everyone who took part.',
    issued: now.toISOString(),
    effective: now.toISOString(),
    notAfter: new Date(now.getTime() + DAYS * 86_400_000).toISOString(),
    cosigners: [vkey(council)],
  });
  const { mandate } = await governance.mandates.activate(
    countersignDsse(signDsse(MANDATE_TYPE, terms, signer), council),
  );
  return mandate.id;
}

export interface Taught {
  readonly report: BuildReport;
  /** The dataset was recomputed and its signature checked with the server's key alone. */
  readonly verified: boolean;
  readonly model: Model;
}

/** Builds the dataset into `dir`, verifies it, and trains on what was written. */
export async function teach(server: RunningServer, council: Signer, dir: string): Promise<Taught> {
  const tree = diskTree(dir);
  const recipe = {
    format: 'overt-recipe',
    version: 1,
    name: 'office-work',
    purpose: 'train-cua',
    endUse: 'assist',
    mandate: await signMandate(server, council),
    formats: ['episodes', 'agentnet', 'parquet'],
    split: { train: 1, validation: 0, test: 0 },
    quality: { minSteps: 1, outcomes: ['success'] },
  };
  const report = await buildOnServer(server.parts, { recipe, tree, actor: 'trainer:demo', code: '0.1.0' });
  const checked = await verifyDataset(tree, {
    keys: [{ publicKey: parseVkey(server.serverKey).publicKey }],
    now: new Date(),
  });
  const episodes = await readEpisodes(subtree(tree, 'episodes'));
  return { report, verified: checked.ok, model: trainModel(episodes, { seed: 1 }) };
}
