// Sealed episodes as a source for a dataset: a trainer's lease under a mandate, keys only for what the mandate covers,
// one ledger entry for all of them before the first is opened.

import type { EpisodeSource, SourcedEpisode } from '@overt/dataset';
import {
  type BlobId,
  bytes,
  type Manifest,
  parseManifest,
  readSegment,
  type SegmentId,
  type SubjectId,
} from '@overt/events';
import type { BuildPermit, Coverage, EndUse } from '@overt/governance';
import { openManifest, sealedManifestOf } from '@overt/ingest';
import { parseDsse, payloadOf } from '@overt/ledger';
import type { Purpose } from '@overt/policy';
import type { ServerParts } from '../parts.ts';
import { allEpisodes, type EpisodeRow } from '../steps/episode-index.ts';
import { type OpenedEpisode, readEpisode } from '../steps/read-episodes.ts';

/** Long enough for the build of a large dataset; the broker allows at most eight hours. */
const LEASE_MS = 4 * 3_600_000;
/** Upper bound for the budget of a lease: a part of an episode is at most this large. */
const PART_BYTES = 64 * 1024 * 1024;
/** Episodes whose keys are held at once. */
const PAGE = 200;

export interface Use {
  /** SHA-256 hex of the mandate. */
  readonly mandate: string;
  readonly purpose: Purpose;
  readonly endUse: EndUse;
  /** The dataset that is trained or measured on; absent while one is being built. */
  readonly dataset?: string;
  /** Who builds: a name for the ledger. */
  readonly actor: string;
}

/** A source that knows whose weeks it may read; the ledger entry of a dataset counts them. */
export interface ServerSource extends EpisodeSource {
  readonly subjects: readonly SubjectId[];
}

type Parts = Pick<ServerParts, 'store' | 'broker' | 'governance' | 'primitives'>;

/**
 * The episodes that `use` may read. Those it may not are not opened at all: their keys never leave the broker.
 *
 * @throws {GovernanceFault} `MANDATE_*` if the mandate is not in force or does not allow the use.
 */
export async function episodeSource(parts: Parts, use: Use): Promise<ServerSource> {
  const rows: EpisodeRow[] = [];
  for await (const row of allEpisodes(parts.store.sql)) rows.push(row);
  const weeks = [...new Set(rows.map((row) => row.week))];
  const permit = await parts.governance.mandates.permit(use.mandate, { ...use, weeks });
  const eligible = rows.filter(
    (row) => permit.mandate.tasks.includes(row.task) && permit.subjects.has(row.subject),
  );
  const subjects = [...new Set(eligible.map((row) => row.subject))];
  return { subjects, episodes: () => opened(parts, use, permit, eligible) };
}

async function* opened(
  parts: Parts,
  use: Use,
  permit: BuildPermit,
  rows: readonly EpisodeRow[],
): AsyncIterable<SourcedEpisode> {
  if (rows.length === 0) return;
  const { broker, governance } = parts;
  const lease = await broker.lease({
    actor: use.actor,
    role: 'trainer',
    purpose: use.purpose,
    policy: (await governance.policies.current()).hash,
    mandate: use.mandate,
    items: rows.length * 64,
    bytes: rows.length * PART_BYTES,
    ttl_ms: LEASE_MS,
  });
  const open = (blobs: readonly BlobId[]) => broker.open(lease, [...new Set(blobs)]);
  for (let at = 0; at < rows.length; at += PAGE)
    yield* openedPage(parts, { use, permit }, rows.slice(at, at + PAGE), open);
}

/** A page costs two ledger entries: one for the episodes, one for what they were made from. */
async function* openedPage(
  parts: Parts,
  { use, permit }: { readonly use: Use; readonly permit: BuildPermit },
  rows: readonly EpisodeRow[],
  open: Open,
): AsyncIterable<SourcedEpisode> {
  const { blobs } = parts.store;
  const sealedParts = rows.flatMap((row) => row.parts.filter((part) => part.class !== 'pixels'));
  const deks = await open(sealedParts.map((part) => part.blob));
  const episodes: OpenedEpisode[] = [];
  for (const row of rows)
    episodes.push(await readEpisode({ blobs, primitives: parts.primitives }, row, deks));
  const sealed = await sealedManifests(parts, [
    ...new Set(episodes.flatMap(({ lineage }) => lineage.segments)),
  ]);
  const pixels = episodes.flatMap(({ lineage }) => Object.values(lineage.frames));
  const origins = await open([...sealed.map((one) => one.blob), ...pixels]);
  const frames = new FrameReader(parts, origins);
  const manifests = new Map(
    sealed.map(({ segment, content, blob }) => [
      segment,
      parseManifest(
        payloadOf(parseDsse(openManifest(content, origins.get(blob)!, segment, parts.primitives))),
      ),
    ]),
  );
  const allowed = await policiesFor(parts, use.purpose, [...manifests.values()]);
  for (const episode of episodes) yield sourced({ permit, manifests, frames, allowed }, episode);
}

type Open = (blobs: readonly BlobId[]) => Promise<Map<BlobId, Uint8Array>>;

/** Policies of these segments under which the purpose was agreed: a receipt may outlast a change that took it away. */
async function policiesFor(
  { governance }: Parts,
  purpose: Purpose,
  manifests: readonly Manifest[],
): Promise<ReadonlySet<string>> {
  const allowed = new Set<string>();
  for (const hash of new Set(manifests.map(({ policy }) => policy)))
    if ((await governance.policies.byHash(hash))?.policy.purposes.includes(purpose)) allowed.add(hash);
  return allowed;
}

interface Sourcing {
  readonly permit: BuildPermit;
  readonly manifests: ReadonlyMap<SegmentId, Manifest>;
  readonly frames: FrameReader;
  /** Hashes of policies that allow the purpose. */
  readonly allowed: ReadonlySet<string>;
}

function sourced(
  { permit, manifests: known, frames, allowed }: Sourcing,
  { row, episode, lineage }: OpenedEpisode,
): SourcedEpisode {
  const manifests = lineage.segments.flatMap((segment) => known.get(segment) ?? []);
  const unique = (values: readonly string[]) => [...new Set(values)];
  const coverage = permit.covers({
    task: row.task,
    places: episode.places.map((id) => ({ id })),
    subject: row.subject,
    week: row.week,
  });
  const agreed = manifests.every(({ policy }) => allowed.has(policy));
  const refused = refusalOf(agreed ? coverage : { covered: false, reason: 'NO_CONSENT' });
  return {
    episode,
    frame: (pixels) => frames.read(lineage.frames[pixels], pixels),
    lineage: {
      participant: row.subject,
      salt: bytes.fromHex(row.digest), // the digest is salted with a key of hers; what follows from it dies with the row
      segments: lineage.segments,
      receipts: unique(manifests.map((manifest) => manifest.receipt)),
      policies: unique(manifests.map((manifest) => manifest.policy)),
      redactor: manifests[0]?.redactor ?? '',
      recording: row.recording,
      ...refused,
    },
  };
}

/** What the mandate itself does not cover is the build's own question. */
function refusalOf(coverage: Coverage): Pick<SourcedEpisode['lineage'], 'refused'> {
  return coverage.covered || coverage.reason === 'TASK' || coverage.reason === 'PLACE'
    ? {}
    : { refused: coverage.reason };
}

async function sealedManifests(parts: Parts, segments: readonly SegmentId[]) {
  const sealed = [];
  for (const segment of segments) {
    const found = await sealedManifestOf(parts.store.sql, segment);
    if (found) sealed.push({ segment, content: found.bytes, blob: found.blob });
  }
  return sealed;
}

/** Frames of the blob that was read last are kept: a build reads them in order. */
class FrameReader {
  readonly #parts: Parts;
  readonly #deks: ReadonlyMap<BlobId, Uint8Array>;
  #last: { readonly blob: BlobId; readonly frames: ReadonlyMap<number, Uint8Array> } | undefined;

  constructor(parts: Parts, deks: ReadonlyMap<BlobId, Uint8Array>) {
    this.#parts = parts;
    this.#deks = deks;
  }

  async read(blob: BlobId | undefined, pixels: string): Promise<Uint8Array | undefined> {
    if (blob === undefined) return undefined;
    if (this.#last?.blob !== blob) {
      const content = await this.#parts.store.blobs.get(blob);
      if (!content) return undefined;
      const dek = this.#deks.get(blob)!;
      this.#last = {
        blob,
        frames: readSegment({ pixels: { bytes: content, dek } }, this.#parts.primitives).frames,
      };
    }
    return this.#last.frames.get(Number(pixels.slice(pixels.lastIndexOf(':') + 1)));
  }
}
