// Writes one segment: events and frames in, sealed pieces of three blobs out. Normative: docs/spec/segment.md#writer.
//
// Pieces come out of `flush` and `close`; `state()` describes exactly what those have returned. Persist pieces and
// state in one transaction. A writer resumed from that state goes on with piece `next`; pieces a killed writer left
// from there on belong to no blob and are deleted. Unflushed events exist only in memory.

import { fromBase64, fromUtf8, toBase64, toUtf8 } from '../bytes.ts';
import { ByteSink } from '../codec/bytes-io.ts';
import { EventBlock } from '../codec/event-block.ts';
import type { TrackId } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import type { Primitives } from '../primitives.ts';
import { DATA_CLASSES, type DataClass, type Event, type EventKind } from '../schema/event.ts';
import { SCHEMA_HASH } from '../schema/table.ts';
import { SegmentFault } from '../segment-fault.ts';
import { BlobStream, type SealedChunk, type StreamState } from './blob-stream.ts';
import { CHUNK } from './chunk.ts';
import { encodeClock, type TrackClock } from './clock.ts';
import { BLOB_VERSION, encodeHeader } from './header.ts';

export type { SealedChunk } from './blob-stream.ts';

export interface SegmentOptions {
  readonly track: TrackId;
  readonly clock: TrackClock;
  /** One random 32-byte key per class, used for this segment's blob of that class and nothing else. */
  readonly deks: Readonly<Record<DataClass, Uint8Array>>;
  readonly primitives: Primitives;
}

/** JSON-able. Its content (times, hashes) is sealed under the action DEK, so it may lie beside the pieces. */
export interface WriterState {
  readonly format: 'overt-writer-state';
  readonly version: 1;
  readonly track: TrackId;
  /** Index of the next piece of each class. On resume delete pieces from there on: a killed writer left them. */
  readonly next: Readonly<Record<DataClass, number>>;
  /** base64: nonce · AES-256-GCM. */
  readonly sealed: string;
}

export interface SegmentCounts {
  readonly events: number;
  readonly frames: number;
  readonly byKind: Readonly<Partial<Record<EventKind, number>>>;
  /** Bytes sealed so far, all classes. */
  readonly bytes: number;
}

export interface SegmentWriter {
  /** Keeps `event` for the next chunk; seals one when 2,000 events or 5 s are reached. @throws {SegmentFault} `EVENT_INVALID`, `LIMIT_EXCEEDED`; the event is then dropped whole. */
  append(event: Event): void;
  /** Seals frame `n` as its own chunk. Numbers increase strictly. @throws {SegmentFault} `EVENT_INVALID`, `LIMIT_EXCEEDED` */
  addFrame(n: number, png: Uint8Array): void;
  /** Seals what is pending and returns every piece not returned before. Call at least every 5 s. */
  flush(): SealedChunk[];
  /** As `flush`, with the footers; the writer is then done. Classes without content have no blob. */
  close(): SealedChunk[];
  /** The state as of the last `flush` (or the beginning): resume from it after the process died. */
  state(): WriterState;
  /** Events appended since the last flush: lost if the process dies now. */
  readonly pending: number;
  readonly counts: SegmentCounts;
}

interface Progress {
  readonly lastSeq: number | null;
  readonly lastFrame: number | null;
  readonly events: number;
  readonly frames: number;
  readonly byKind: Partial<Record<EventKind, number>>;
  /** Bytes of all column blocks before compression. */
  readonly plainBytes: number;
  readonly streams: Record<DataClass, StreamState>;
}

/** Begins a segment. @throws {SegmentFault} `KEY_INVALID`, `SEGMENT_MALFORMED` */
export function beginSegment(options: SegmentOptions): SegmentWriter {
  return new Writer(options, undefined);
}

/** Goes on with the blobs of a writer that died. @throws {SegmentFault} `SEGMENT_MISMATCH`, `SEAL_BROKEN` if `state` is not of this track and these keys. */
export function resumeSegment(state: WriterState, options: SegmentOptions): SegmentWriter {
  return new Writer(options, openState(state, options));
}

class Writer implements SegmentWriter {
  readonly #options: SegmentOptions;
  readonly #streams: Record<DataClass, BlobStream>;
  readonly #block = new EventBlock();
  readonly #prefix = new ByteSink();
  #byKind: Partial<Record<EventKind, number>>;
  #lastSeq: number;
  #lastFrame: number;
  #events: number;
  #frames: number;
  #plainBytes: number;
  #out: SealedChunk[] = [];
  #flushed: Progress;
  #closed = false;

  constructor(options: SegmentOptions, progress: Progress | undefined) {
    this.#options = options;
    const stream = (dataClass: DataClass): BlobStream => {
      const dek = options.deks[dataClass];
      if (dek.length !== 32)
        throw new SegmentFault('KEY_INVALID', `${dataClass} key: found ${dek.length} bytes; expected 32`, {
          where: dataClass,
        });
      const header = encodeHeader({
        version: BLOB_VERSION,
        class: dataClass,
        track: options.track,
        schema: SCHEMA_HASH,
      });
      return new BlobStream(dataClass, header, { dek, primitives: options.primitives });
    };
    this.#streams = { action: stream('action'), text: stream('text'), pixels: stream('pixels') };
    this.#lastSeq = progress?.lastSeq ?? Number.NEGATIVE_INFINITY;
    this.#lastFrame = progress?.lastFrame ?? Number.NEGATIVE_INFINITY;
    this.#events = progress?.events ?? 0;
    this.#frames = progress?.frames ?? 0;
    this.#plainBytes = progress?.plainBytes ?? 0;
    this.#byKind = { ...progress?.byKind };
    if (progress !== undefined)
      for (const name of DATA_CLASSES) this.#streams[name].restore(progress.streams[name]);
    this.#flushed = this.#progress();
    if (this.#streams.action.bytes === 0) this.#sealClock();
  }

  get pending(): number {
    return this.#block.events;
  }

  get counts(): SegmentCounts {
    const { action, text, pixels } = this.#streams;
    return {
      events: this.#events,
      frames: this.#frames,
      byKind: { ...this.#byKind },
      bytes: action.bytes + text.bytes + pixels.bytes,
    };
  }

  append(event: Event): void {
    this.#requireOpen();
    if (!(event.seq > this.#lastSeq)) throw invalid('seq', 'a number above that of the event before');
    if (this.#events >= LIMITS.eventsPerSegment)
      throw new SegmentFault(
        'LIMIT_EXCEEDED',
        `segment: ${this.#events} events are the limit; begin a new one`,
        { where: 'segment' },
      );
    this.#block.append(event);
    this.#lastSeq = event.seq;
    this.#events++;
    this.#byKind[event.kind] = (this.#byKind[event.kind] ?? 0) + 1;
    if (this.#block.full) this.#sealEvents();
  }

  addFrame(n: number, png: Uint8Array): void {
    this.#requireOpen();
    if (!Number.isInteger(n) || n < 0 || n > LIMITS.integer || n <= this.#lastFrame)
      throw invalid('frame', 'a number above that of the frame before');
    if (png.length > LIMITS.frameBytes)
      throw new SegmentFault(
        'LIMIT_EXCEEDED',
        `frame ${n}: ${png.length} bytes; at most ${LIMITS.frameBytes}`,
        { where: 'frame' },
      );
    const prefix = this.#prefix;
    prefix.reset();
    prefix.varint(n);
    prefix.varint(png.length);
    this.#out.push(
      ...this.#streams.pixels.seal({ type: CHUNK.frames, count: 1, first: n, last: n }, [prefix.view(), png]),
    );
    this.#lastFrame = n;
    this.#frames++;
  }

  flush(): SealedChunk[] {
    this.#requireOpen();
    this.#sealEvents();
    this.#flushed = this.#progress();
    const out = this.#out;
    this.#out = [];
    return out;
  }

  close(): SealedChunk[] {
    const out = this.flush();
    this.#closed = true;
    for (const name of DATA_CLASSES) out.push(...this.#streams[name].close());
    return out;
  }

  state(): WriterState {
    return sealState(this.#flushed, this.#options);
  }

  #requireOpen(): void {
    if (this.#closed)
      throw new SegmentFault('WRITER_MISUSED', 'segment: it is closed; begin a new one', { where: 'writer' });
  }

  #sealClock(): void {
    const payload = encodeClock(this.#options.clock);
    this.#out.push(
      ...this.#streams.action.seal({ type: CHUNK.clock, count: 0, first: 0, last: 0 }, [payload]),
    );
  }

  #sealEvents(): void {
    const block = this.#block;
    if (block.events === 0) return;
    const index = { type: CHUNK.columns, count: block.events, first: block.firstT, last: block.lastT };
    this.#sealBlock('action', index, block.writeAction());
    const text = block.writeText();
    if (text !== undefined) this.#sealBlock('text', index, text);
  }

  #sealBlock(
    name: DataClass,
    index: { type: number; count: number; first: number; last: number },
    block: Uint8Array,
  ): void {
    const prefix = this.#prefix;
    this.#plainBytes += block.length;
    if (block.length > LIMITS.blockBytes || this.#plainBytes > LIMITS.plainBytesPerBlob)
      throw new SegmentFault(
        'LIMIT_EXCEEDED',
        `${name} blob: too large before compression; begin a new segment`,
        { where: name },
      );
    prefix.reset();
    prefix.varint(block.length);
    const compressed = this.#options.primitives.compress(block);
    this.#out.push(...this.#streams[name].seal(index, [prefix.view(), compressed]));
  }

  #progress(): Progress {
    const { action, text, pixels } = this.#streams;
    return {
      lastSeq: Number.isFinite(this.#lastSeq) ? this.#lastSeq : null,
      lastFrame: Number.isFinite(this.#lastFrame) ? this.#lastFrame : null,
      events: this.#events,
      frames: this.#frames,
      byKind: { ...this.#byKind },
      plainBytes: this.#plainBytes,
      streams: { action: action.state(), text: text.state(), pixels: pixels.state() },
    };
  }
}

function stateKey(options: SegmentOptions): Uint8Array {
  return options.primitives.hkdf(options.deks.action, new Uint8Array(0), toUtf8('overt writer state v1'), 32);
}

function sealState(progress: Progress, options: SegmentOptions): WriterState {
  const nonce = options.primitives.random(12);
  const sealed = options.primitives.seal(
    stateKey(options),
    nonce,
    toUtf8(JSON.stringify(progress)),
    toUtf8(options.track),
  );
  const bytes = new Uint8Array(12 + sealed.length);
  bytes.set(nonce);
  bytes.set(sealed, 12);
  const { action, text, pixels } = progress.streams;
  const next = { action: nextPiece(action), text: nextPiece(text), pixels: nextPiece(pixels) };
  return { format: 'overt-writer-state', version: 1, track: options.track, next, sealed: toBase64(bytes) };
}

/** The header is piece 0 and comes with the first chunk. */
function nextPiece(stream: StreamState): number {
  return stream.bytes === 0 ? 0 : stream.chunks.length + 1;
}

function openState(state: WriterState, options: SegmentOptions): Progress {
  if (state.format !== 'overt-writer-state' || state.version !== 1 || state.track !== options.track)
    throw new SegmentFault(
      'SEGMENT_MISMATCH',
      'writer state: of another track or version; resume with the state of this one',
      { where: 'writer state' },
    );
  const bytes = fromBase64(state.sealed);
  const plain = options.primitives.open(
    stateKey(options),
    bytes.subarray(0, 12),
    bytes.subarray(12),
    toUtf8(options.track),
  );
  return JSON.parse(fromUtf8(plain)) as Progress; // sealed by this module under the segment's own key
}

function invalid(where: string, expected: string): SegmentFault {
  return new SegmentFault('EVENT_INVALID', `${where}: found something else; expected ${expected}`, { where });
}
