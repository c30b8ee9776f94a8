// Solo recordings as a source of episodes, and the mandate a person gives herself: she is participant and owner in one.

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SoloKeys } from '@overt/capture/solo';
import type { CitedMandate, EpisodeSource, Recipe, SourcedEpisode } from '@overt/dataset';
import { bytes, formatId } from '@overt/events';
import { encodeMandate, MANDATE_TYPE, type Mandate, parseMandate } from '@overt/governance';
import { parseDsse, signDsse, verifyDsse, vkey } from '@overt/ledger';
import { CliFault } from '../output.ts';
import { openSteps } from '../recording.ts';

/** Every episode of the recordings in `dirs`, in order. */
export function soloSource(dirs: readonly string[], keys: SoloKeys): EpisodeSource {
  return {
    async *episodes(): AsyncIterable<SourcedEpisode> {
      for (const dir of dirs) {
        const { recording, episodes, frame } = await openSteps(dir, keys);
        const manifests = recording.manifests.map(({ manifest }) => manifest);
        const unique = (of: (manifest: (typeof manifests)[number]) => string) => [
          ...new Set(manifests.map(of)),
        ];
        for (const episode of episodes)
          yield {
            episode,
            frame,
            lineage: {
              participant: keys.participant,
              salt: keys.primitives.sha256(keys.subjectSecret),
              segments: recording.manifests.map(({ segment }) => segment),
              receipts: unique((manifest) => manifest.receipt),
              policies: unique((manifest) => manifest.policy),
              redactor: unique((manifest) => manifest.redactor)[0] ?? '',
              recording: unique((manifest) => manifest.recording)[0] ?? dir,
            },
          };
      }
    },
  };
}

const mandatePath = (keys: SoloKeys, id: string): string => join(keys.directory, 'mandates', `${id}.json`);
const MONTHS = 6;

/** Signs a mandate of the person for herself and keeps it beside her keys. */
export async function signSoloMandate(
  keys: SoloKeys,
  terms: { readonly tasks: readonly string[]; readonly places: readonly string[] },
  now: Date,
): Promise<Mandate> {
  const notAfter = new Date(now);
  notAfter.setUTCMonth(notAfter.getUTCMonth() + MONTHS);
  const mandate: Mandate = {
    format: 'overt-mandate',
    version: 1,
    id: formatId('mdt', randomBytes(16)),
    programme: 'solo',
    tasks: [...terms.tasks],
    places: [...terms.places],
    purposes: ['train-cua', 'eval-cua'],
    endUses: ['assist', 'automate'],
    benefit: 'What is learned from my work stays mine.',
    issued: now.toISOString(),
    effective: now.toISOString(),
    notAfter: notAfter.toISOString(),
    cosigners: [vkey(keys.signer)],
  };
  await mkdir(join(keys.directory, 'mandates'), { recursive: true, mode: 0o700 });
  await writeFile(
    mandatePath(keys, mandate.id),
    JSON.stringify(signDsse(MANDATE_TYPE, encodeMandate(mandate), keys.signer)),
    { mode: 0o600 },
  );
  return mandate;
}

/** The mandate that `recipe` cites, its signature checked. */
export async function soloMandate(keys: SoloKeys, recipe: Recipe): Promise<CitedMandate> {
  let text: string;
  try {
    text = await readFile(mandatePath(keys, recipe.mandate), 'utf8');
  } catch (cause) {
    throw new CliFault(
      'CLI_NOT_FOUND',
      `dataset: the recipe cites mandate ${recipe.mandate}, which is not among yours; make recipe and mandate together with: overt dataset init`,
      { mandate: recipe.mandate, cause: String(cause) },
    );
  }
  const { payload } = verifyDsse(parseDsse(JSON.parse(text)), [{ publicKey: keys.signer.publicKey }]);
  return { terms: parseMandate(payload), digest: bytes.toHex(keys.primitives.sha256(payload)) };
}
