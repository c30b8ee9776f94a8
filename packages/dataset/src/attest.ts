// The attestation: an in-toto Statement over every file, in a DSSE envelope, with the log's proof beside it if there is a log.

import { NO_TRAIN_RULE } from '@overt/governance';
import {
  type DsseEnvelope,
  encodeEntry,
  type Log,
  type LoggedEnvelope,
  type Signer,
  signDsse,
} from '@overt/ledger';
import { rootOfSet, sha256 } from './digest.ts';
import { type LineageFile, MANIFEST_FILE, type Manifest } from './manifest.ts';

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'https://overt.dev/attestation/dataset/v1';

/** What a model trained on a dataset may never be used for. */
const PROHIBITED = ['performance-review', 'discipline', 'selection', 'surveillance'] as const;

export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: typeof PREDICATE_TYPE;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** The statement that belongs to a manifest; there is exactly one, so a verifier can make it again. */
export function statementOf(manifest: Manifest, manifestBytes: Uint8Array, lineage: LineageFile): Statement {
  const files = [...manifest.files, { path: MANIFEST_FILE, sha256: sha256(manifestBytes) }];
  const origins = Object.values(lineage.episodes);
  return {
    _type: STATEMENT_TYPE,
    subject: files.map(({ path, sha256 }) => ({ name: `${manifest.name}/${path}`, digest: { sha256 } })),
    predicateType: PREDICATE_TYPE,
    predicate: {
      dataset: manifest.name,
      built: manifest.built,
      expires: manifest.expires,
      recipe: { digest: `sha256:${manifest.recipe}` },
      mandate: { id: manifest.mandate.id, digest: `sha256:${manifest.mandate.digest}` },
      purpose: `overt:${manifest.purpose}`,
      endUse: manifest.endUse,
      prohibitedPurposes: PROHIBITED,
      policySnapshots: unique(origins.flatMap((origin) => origin.policies)).map(
        (policy) => `sha256:${policy}`,
      ),
      consent: {
        subjects: bucket(new Set(manifest.episodes.map((episode) => episode.participant)).size),
        receiptsRoot: `sha256:${rootOfSet(origins.flatMap((origin) => origin.receipts))}`,
      },
      screening: {
        redactors: unique(origins.map((origin) => origin.redactor)),
        noTrainRegister: `sha256:${manifest.noTrain}`,
        noTrainHits: manifest.refused['no-train'] ?? 0,
        noTrainRule: NO_TRAIN_RULE,
        noTrainMeaning:
          'every text of an episode is compared with the register; an episode with a hit is left out whole',
        noTrainLimits: 'pixels are not read again at build; their text was masked on the device',
      },
      lineage: { segmentsRoot: `sha256:${rootOfSet(origins.flatMap((origin) => origin.segments))}` },
      code: manifest.code,
      refused: manifest.refused,
    },
  };
}

/** What the ledger is told of a dataset, before anybody gets it. */
export interface DatasetBuilt {
  /** SHA-256 hex of the attestation's payload: ties the entry to the envelope. */
  readonly digest: string;
  readonly dataset: string;
  readonly purpose: Manifest['purpose'];
  /** SHA-256 hex. */
  readonly mandate: string;
  /** `YYYY-MM-DD`. */
  readonly expires: string;
}

/** Appends `dataset.built` and gives the proof file of that entry. */
export type RecordBuilt = (built: DatasetBuilt) => Promise<string>;

/** Records in a log directly; a server records through governance, which also remembers whose weeks are in it. */
export function recordInLog(log: Log, clock: { now(): Date }): RecordBuilt {
  return async ({ digest, dataset, purpose, mandate, expires }) => {
    const fields = { digest: `sha256:${digest}`, dataset, purpose, mandate: `sha256:${mandate}`, expires };
    const { index } = await log.append(encodeEntry('dataset.built', clock.now(), fields));
    return log.prove(index);
  };
}

/** Signs the statement; recorded first, so that what is published is always on record. */
export async function attest(
  statement: Statement,
  manifest: Manifest,
  { signer, record }: { readonly signer: Signer; readonly record: RecordBuilt | undefined },
): Promise<DsseEnvelope | LoggedEnvelope> {
  const payload = new TextEncoder().encode(JSON.stringify(statement));
  const envelope = signDsse(PAYLOAD_TYPE, payload, signer);
  if (record === undefined) return envelope;
  const { name: dataset, purpose, mandate, expires } = manifest;
  const logProof = await record({
    digest: sha256(payload),
    dataset,
    purpose,
    mandate: mandate.digest,
    expires,
  });
  return { ...envelope, logProof };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/** A power of two, upper end: a count of people is never exact outside ciphertext. */
function bucket(n: number): string {
  return n === 0 ? '0' : `1..${2 ** Math.ceil(Math.log2(n))}`;
}
