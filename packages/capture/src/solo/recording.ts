// Reads a recording directory with the keys it was made for: what `overt cat`, `steps` and `view` stand on.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BlobId,
  bytes,
  type DataClass,
  type Event,
  type KeyedBlob,
  type Manifest,
  openEnvelope,
  parseEnvelope,
  parseManifest,
  readSegment,
  type SegmentId,
  type TrackClock,
  type TrackId,
} from '@overt/events';
import { parseDsse, payloadOf } from '@overt/ledger';
import { CaptureFault } from '../fault.ts';
import type { SoloKeys } from './keys.ts';

export interface RecordedSegment {
  readonly segment: SegmentId;
  readonly manifest: Manifest;
  readonly clock: TrackClock | undefined;
  readonly events: readonly Event[];
  readonly frames: ReadonlyMap<number, Uint8Array>;
}

export interface RecordedTrack {
  readonly track: TrackId;
  readonly clock: TrackClock;
  readonly events: readonly Event[];
}

export interface Recording {
  /** Manifests by track and number. */
  readonly manifests: readonly { readonly segment: SegmentId; readonly manifest: Manifest }[];
  /** Segments in chain order, one at a time. */
  segments(): AsyncIterable<RecordedSegment>;
  /** All events of each track, joined. */
  tracks(): Promise<RecordedTrack[]>;
  /** PNG of a frame; undefined if there is none or its blob was swept. */
  frame(track: TrackId, n: number): Promise<Uint8Array | undefined>;
}

/** Opens the recording in `dir`. @throws {CaptureFault} `RECORDING_MALFORMED` */
export async function openRecording(dir: string, keys: SoloKeys): Promise<Recording> {
  const manifests = await readManifests(dir);
  const open = async (entry: { segment: SegmentId; manifest: Manifest }): Promise<RecordedSegment> => {
    const blobs = await readBlobs(dir, entry, keys);
    return { ...entry, ...readSegment(blobs, keys.primitives) };
  };
  const holding = new Map<string, Promise<ReadonlyMap<number, Uint8Array>>>();
  const segments = async function* (): AsyncIterable<RecordedSegment> {
    for (const entry of manifests) yield await open(entry);
  };
  return {
    manifests,
    segments,
    async tracks() {
      const tracks = new Map<TrackId, { track: TrackId; clock: TrackClock; events: Event[] }>();
      for await (const { manifest, clock, events } of segments()) {
        const known = tracks.get(manifest.track);
        if (known) known.events.push(...events);
        else if (clock) tracks.set(manifest.track, { track: manifest.track, clock, events: [...events] });
      }
      return [...tracks.values()];
    },
    async frame(track, n) {
      for (const entry of manifests) {
        if (entry.manifest.track !== track) continue;
        const frames = holding.get(entry.segment) ?? open(entry).then((segment) => segment.frames);
        holding.set(entry.segment, frames);
        if (holding.size > 4) holding.delete(holding.keys().next().value as string);
        const png = (await frames).get(n);
        if (png) return png;
      }
      return undefined;
    },
  };
}

async function readManifests(dir: string): Promise<{ segment: SegmentId; manifest: Manifest }[]> {
  let names: string[];
  try {
    names = await readdir(join(dir, 'segments'));
  } catch (cause) {
    throw new CaptureFault(
      'RECORDING_MALFORMED',
      'recording: the directory has no `segments`; give the directory that `overt record --out` wrote',
      {},
      { cause },
    );
  }
  const found: { segment: SegmentId; manifest: Manifest }[] = [];
  for (const name of names) {
    if (!/^[0-9a-f]{64}\.json$/.test(name)) continue;
    const payload = payloadOf(parseDsse(await readFile(join(dir, 'segments', name))));
    found.push({ segment: name.slice(0, 64) as SegmentId, manifest: parseManifest(payload) });
  }
  return found.sort((a, b) =>
    a.manifest.track < b.manifest.track
      ? -1
      : a.manifest.track > b.manifest.track
        ? 1
        : a.manifest.n - b.manifest.n,
  );
}

async function readBlobs(
  dir: string,
  entry: { segment: SegmentId; manifest: Manifest },
  keys: SoloKeys,
): Promise<Partial<Record<DataClass, KeyedBlob>>> {
  const envelope = parseEnvelope(
    JSON.parse(bytes.fromUtf8(await readFile(join(dir, 'envelopes', `${entry.segment}.json`)))),
  );
  const deks = openEnvelope(envelope, keys.broker.secret, keys.primitives);
  const blobs: Partial<Record<DataClass, KeyedBlob>> = {};
  for (const { id, class: name } of entry.manifest.blobs) {
    const content = await readFile(join(dir, 'blobs', id satisfies BlobId)).catch(() => undefined); // swept at its expiry
    const dek = deks.get(id);
    if (content && dek) blobs[name] = { bytes: new Uint8Array(content), dek };
  }
  return blobs;
}
