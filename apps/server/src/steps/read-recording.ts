// Opens the segments of a recording under a lease and puts each track's events together again.

import type { Broker } from '@overt/broker';
import {
  type BlobId,
  type DataClass,
  type Event,
  type Primitives,
  readSegment,
  type TrackId,
} from '@overt/events';
import type { HeldSegment } from '@overt/ingest';
import type { BlobStore } from '@overt/store';
import type { Track } from '@overt/trajectory';

export interface ReadSegment {
  readonly held: HeldSegment;
  /** Number of its last event. */
  readonly lastSeq: number;
}

export interface ReadRecording {
  readonly tracks: readonly Track[];
  /** Per track, in the order of their events. */
  readonly segments: ReadonlyMap<string, readonly ReadSegment[]>;
  /** `track:number` of every stored frame → the blob that has its pixels. */
  readonly frames: ReadonlyMap<string, BlobId>;
  /** Key of the first action blob; digests are salted with what follows from it, so the salt dies with her keys. */
  readonly saltKey: Uint8Array;
}

/** The blob of a class, if it is still held. */
export function blobOf(segment: HeldSegment, name: DataClass) {
  return segment.blobs.find((blob) => blob.class === name && blob.state === 'held');
}

interface Ports {
  readonly blobs: BlobStore;
  readonly broker: Pick<Broker, 'open'>;
  readonly primitives: Primitives;
}

/** @param segments those whose action blob is held, by track and number. */
export async function readRecording(
  ports: Ports,
  segments: readonly HeldSegment[],
  lease: Parameters<Broker['open']>[0],
): Promise<ReadRecording> {
  const wanted = segments
    .flatMap((segment) => [blobOf(segment, 'action'), blobOf(segment, 'text')])
    .flatMap((blob) => (blob ? [blob.blob] : []));
  const deks = await ports.broker.open(lease, wanted);
  const tracks = new Map<TrackId, { clock: Track['clock']; events: Event[] }>();
  const read = new Map<string, ReadSegment[]>();
  const frames = new Map<string, BlobId>();
  for (const held of segments) {
    const { clock, events } = readSegment(
      { ...(await keyed(ports, held, 'action', deks)), ...(await keyed(ports, held, 'text', deks)) },
      ports.primitives,
    );
    const track = tracks.get(held.track) ?? { clock, events: [] };
    for (const event of events) track.events.push(event);
    tracks.set(held.track, track);
    read.set(held.track, [...(read.get(held.track) ?? []), { held, lastSeq: events.at(-1)?.seq ?? -1 }]);
    const pixels = blobOf(held, 'pixels');
    for (const event of events) {
      if (pixels && event.kind === 'frame' && event.pixels === event.frame)
        frames.set(`${held.track}:${event.frame}`, pixels.blob);
    }
  }
  return {
    tracks: [...tracks].map(([track, { clock, events }]) => ({ track, clock, events })),
    segments: read,
    frames,
    saltKey: deks.get(blobOf(segments[0]!, 'action')!.blob)!,
  };
}

async function keyed(
  ports: Ports,
  held: HeldSegment,
  name: 'action' | 'text',
  deks: ReadonlyMap<BlobId, Uint8Array>,
) {
  const blob = blobOf(held, name);
  const dek = blob && deks.get(blob.blob);
  const bytes = dek && (await ports.blobs.get(blob.blob));
  return bytes ? { [name]: { bytes, dek } } : {};
}
