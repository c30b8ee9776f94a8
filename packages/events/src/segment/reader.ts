// Reads the blobs of a segment and joins their classes. Normative: docs/spec/segment.md#reader.

import { ByteSource } from '../codec/bytes-io.ts';
import { readActionBlock, readTextBlock } from '../codec/read-block.ts';
import type { TextRow } from '../codec/side-row.ts';
import { LIMITS } from '../limits.ts';
import type { Primitives } from '../primitives.ts';
import type { DataClass, Event } from '../schema/event.ts';
import { SegmentFault } from '../segment-fault.ts';
import { CHUNK, encodeFooter, isTrailer, type OpenChunk, openChunks } from './chunk.ts';
import { readClock, type TrackClock } from './clock.ts';
import { type BlobHeader, readHeader } from './header.ts';

/** A blob and its key. */
export interface KeyedBlob {
  readonly bytes: Uint8Array;
  readonly dek: Uint8Array;
}

export interface Segment {
  /** Undefined without the action blob. */
  readonly clock: TrackClock | undefined;
  /** In the order of their numbers, which is that of `seq`; text fields are absent without the text blob. */
  readonly events: Event[];
  readonly frames: Map<number, Uint8Array>;
}

/**
 * Reads whole blobs: every chunk in order, then the footer, then nothing.
 *
 * @throws {SegmentFault} for the first thing that is not what a writer seals; `SEGMENT_TRUNCATED` if only a
 *   {@link recoverBlob} would help.
 */
export function readSegment(
  blobs: Readonly<Partial<Record<DataClass, KeyedBlob>>>,
  primitives: Primitives,
): Segment {
  const track = { id: undefined as string | undefined };
  const text = new Map<number, TextRow>();
  const events: Event[] = [];
  const frames = new Map<number, Uint8Array>();
  let clock: TrackClock | undefined;
  if (blobs.text !== undefined)
    for (const block of blocksOf(openBlob(blobs.text, { class: 'text', track }, primitives), primitives))
      readTextBlock(block, text);
  if (blobs.action !== undefined) {
    const chunks = openBlob(blobs.action, { class: 'action', track }, primitives);
    const first = chunks[0];
    if (first !== undefined) {
      if (first.type !== CHUNK.clock) throw malformed('chunk 0', 'the clock');
      clock = readClock(first.payload);
    }
    for (const block of blocksOf(chunks.slice(1), primitives)) {
      readActionBlock(block, text, events);
      if (events.length > LIMITS.eventsPerSegment)
        throw new SegmentFault('LIMIT_EXCEEDED', `segment: more than ${LIMITS.eventsPerSegment} events`, {
          where: 'action',
        });
    }
  }
  if (blobs.pixels !== undefined)
    for (const chunk of openBlob(blobs.pixels, { class: 'pixels', track }, primitives))
      readFrames(chunk, frames);
  return { clock, events, frames };
}

/** The chunks of a whole blob, without its footer. */
function openBlob(
  blob: KeyedBlob,
  expected: { class: DataClass; track: { id: string | undefined } },
  primitives: Primitives,
): OpenChunk[] {
  const header = requireHeader(blob.bytes, expected);
  const chunks: OpenChunk[] = [];
  for (const chunk of openChunks(blob.bytes, header.version, { dek: blob.dek, primitives })) {
    if (chunk.type !== CHUNK.footer) {
      chunks.push(chunk);
      continue;
    }
    const footer = encodeFooter(chunks);
    if (footer.length !== chunk.payload.length || footer.some((byte, i) => chunk.payload[i] !== byte))
      throw malformed('footer', 'the index of the chunks before it');
    const end = chunk.offset + chunk.length;
    if (!isTrailer(blob.bytes, end, chunk.length))
      throw new SegmentFault(
        'SEGMENT_TRUNCATED',
        `${header.class} blob: at byte ${end} found no trailer, or bytes after it; recoverBlob restores it`,
        { where: 'trailer', byteOffset: end },
      );
  }
  return chunks;
}

function requireHeader(
  bytes: Uint8Array,
  expected: { class: DataClass; track: { id: string | undefined } },
): BlobHeader {
  if (bytes.length > LIMITS.blobBytes)
    throw new SegmentFault(
      'LIMIT_EXCEEDED',
      `${expected.class} blob: ${bytes.length} bytes; at most ${LIMITS.blobBytes}`,
      { where: 'blob' },
    );
  const header = readHeader(bytes);
  if (header.class !== expected.class)
    throw new SegmentFault(
      'SEGMENT_MISMATCH',
      `blob: found class ${header.class}; expected ${expected.class}`,
      { where: 'header' },
    );
  expected.track.id ??= header.track;
  if (header.track !== expected.track.id)
    throw new SegmentFault(
      'SEGMENT_MISMATCH',
      `${header.class} blob: of another track than the blob before it`,
      { where: 'header' },
    );
  return header;
}

function* blocksOf(chunks: readonly OpenChunk[], primitives: Primitives): Generator<Uint8Array> {
  let budget: number = LIMITS.plainBytesPerBlob;
  for (const chunk of chunks) {
    if (chunk.type !== CHUNK.columns) throw malformed(`chunk ${chunk.number}`, 'a column block');
    const source = new ByteSource(chunk.payload);
    const length = source.varint(LIMITS.blockBytes);
    budget -= length;
    if (budget < 0)
      throw new SegmentFault(
        'LIMIT_EXCEEDED',
        `blob: more than ${LIMITS.plainBytesPerBlob} bytes decompressed`,
        { where: `chunk ${chunk.number}` },
      );
    const block = primitives.decompress(source.raw(source.left), length);
    if (block.length !== length) throw malformed(`chunk ${chunk.number}`, `a block of ${length} bytes`);
    yield block;
  }
}

function readFrames(chunk: OpenChunk, frames: Map<number, Uint8Array>): void {
  if (chunk.type !== CHUNK.frames) throw malformed(`chunk ${chunk.number}`, 'frames');
  const source = new ByteSource(chunk.payload);
  while (source.left > 0) {
    const number = source.varint(LIMITS.integer);
    if (frames.has(number)) throw malformed(`chunk ${chunk.number}`, 'each frame once');
    frames.set(number, source.raw(source.varint(LIMITS.frameBytes)));
  }
}

function malformed(where: string, expected: string): SegmentFault {
  return new SegmentFault('BLOCK_MALFORMED', `${where}: found something else; expected ${expected}`, {
    where,
  });
}
