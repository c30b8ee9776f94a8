// A recording under way: gate, sealer and the record of the open segment, all of which survive the worker's death.
//
// `commit` writes sealed pieces and the sealed state in one transaction; only after it may a page be told that its
// batch is kept. A worker that starts again resumes from exactly that state.

import {
  beginSegment,
  bytes,
  DATA_CLASSES,
  type DataClass,
  type Event,
  formatId,
  type Primitives,
  type RecordingId,
  resumeSegment,
  type SealedChunk,
  type SegmentWriter,
  type TrackClock,
  type TrackId,
  type WriterState,
} from '@overt/events';
import type { ReceiptFact } from '@overt/policy';
import { createRedactor, type Redactor } from '@overt/redact';
import type { VerifiedPolicy } from '../../consent.ts';
import {
  createGate,
  createSealer,
  type Gate,
  type Observation,
  type RedactedEvent,
  type RedactedFrame,
  requireSealed,
  type Sealer,
} from '../../gate/index.ts';
import { SEGMENT_MS } from '../limits.ts';
import { Ordinals } from './places.ts';
import type { Vault, VaultChange } from './vault.ts';

/** What the extension keeps of a segment on the device. */
export interface SegmentRecord {
  readonly id: string;
  readonly recording: RecordingId;
  readonly track: TrackId;
  readonly status: 'open' | 'held' | 'leaving';
  readonly startedAt: number;
  readonly endedAt: number;
  readonly deks: Readonly<Record<DataClass, string>>;
  readonly places: readonly string[];
  readonly events: number;
  readonly frames: number;
  readonly bytes: number;
  readonly receipt: string;
  readonly policyHash: string;
  readonly redactor: string;
  /** Minutes of presence when it ended: the hold counts from there. */
  readonly presence: number;
  /** It was not closed by its writer: its blobs have no footer yet. */
  readonly torn?: true;
}

export interface SessionState {
  readonly recording: RecordingId;
  readonly track: TrackId;
  readonly clock: TrackClock;
  readonly redactorKey: string;
  readonly redactor: unknown;
  readonly gate: unknown;
  readonly writer: WriterState | undefined;
  readonly segment: SegmentRecord;
  readonly nextSeq: number;
  readonly nextFrame: number;
  readonly lastT: number;
  readonly tabs: readonly [number, number][];
  readonly windows: readonly [number, number][];
  /** Batch numbers kept, by document; so that one sent twice is kept once. */
  readonly batches: Readonly<Record<string, readonly number[]>>;
  /** Document that showed the indicator, by tab. */
  readonly indicators: Readonly<Record<number, string>>;
  readonly task: { readonly type: string; readonly goal: string } | undefined;
}

export interface SessionParts {
  readonly vault: Vault;
  readonly primitives: Primitives;
  readonly policy: VerifiedPolicy;
  readonly receipt: ReceiptFact;
  readonly policyConfirmedAt: number;
}

/** Name of the sealed record a running recording is kept under. */
export const RECORDING = 'recording';
/** Prefix of the sealed records of segments. */
export const SEGMENT = 'segment:';

const REMEMBERED_BATCHES = 64;
const REMEMBERED_DOCUMENTS = 200;

export class Session {
  readonly parts: SessionParts;
  readonly tabs: Ordinals;
  readonly windows: Ordinals;
  readonly gate: Gate;
  /** Whether the page an observation comes from shows the indicator; set before each admission. */
  indicatorVisible = false;
  task: SessionState['task'];
  presence = 0;
  readonly indicators: Record<number, string>;
  readonly #batches: Map<string, number[]>;
  readonly #redactor: Redactor;
  readonly #fixed: Pick<SessionState, 'recording' | 'track' | 'clock' | 'redactorKey'>;
  #writer: SegmentWriter;
  #sealer: Sealer<SealedChunk>;
  #segment: SegmentRecord;
  #places: Set<string>;
  #nextFrame: number;
  #lastT: number;

  private constructor(parts: SessionParts, from: SessionState) {
    this.parts = parts;
    const { recording, track, clock, redactorKey } = from;
    this.#fixed = { recording, track, clock, redactorKey };
    this.tabs = new Ordinals(from.tabs);
    this.windows = new Ordinals(from.windows);
    this.indicators = { ...from.indicators };
    this.task = from.task;
    this.#batches = new Map(Object.entries(from.batches).map(([name, numbers]) => [name, [...numbers]]));
    this.#redactor = createRedactor({
      key: bytes.fromBase64(redactorKey),
      fidelity: parts.policy.policy.maxFidelity,
      ...(from.redactor === undefined ? {} : { state: from.redactor }),
    });
    this.gate = createGate({
      policy: parts.policy.policy,
      policyHash: parts.policy.hash,
      policyConfirmedAt: parts.policyConfirmedAt,
      receipt: parts.receipt,
      redactor: this.#redactor,
      clock: { now: () => new Date() },
      isIndicatorVisible: () => this.indicatorVisible,
      ...(from.gate === undefined ? {} : { state: from.gate }),
    });
    this.#segment = from.segment;
    this.#places = new Set(from.segment.places);
    this.#writer = this.#open(from.writer);
    this.#sealer = createSealer(this.#writer, { nextSeq: from.nextSeq });
    this.#nextFrame = from.nextFrame;
    this.#lastT = from.lastT;
  }

  /** Begins a recording; nothing is stored before the first commit. */
  static begin(parts: SessionParts): Session {
    const { random } = parts.primitives;
    const recording = formatId('rec', random(16)) as RecordingId;
    const track = formatId('trk', random(16)) as TrackId;
    const now = wallNow();
    const clock: TrackClock = {
      monotonicOrigin_us: Math.round(performance.now() * 1000),
      wallOrigin_ms: now,
      boot: bytes.toHex(random(8)),
      uncertainty_us: 2_000,
    };
    return new Session(parts, {
      recording,
      track,
      clock,
      redactorKey: bytes.toBase64(random(32)),
      redactor: undefined,
      gate: undefined,
      writer: undefined,
      segment: newSegment({ recording, track, startedAt: now }, parts, ''),
      nextSeq: 0,
      nextFrame: 1,
      lastT: 0,
      tabs: [],
      windows: [],
      batches: {},
      indicators: {},
      task: undefined,
    });
  }

  static resume(parts: SessionParts, state: SessionState): Session {
    return new Session(parts, state);
  }

  get recording(): RecordingId {
    return this.#fixed.recording;
  }

  /** Time on the track for a wall-clock time; never before an event already sealed. */
  timeOf(wall_ms: number): number {
    const t = Math.max(this.#lastT, Math.round((wall_ms - this.#fixed.clock.wallOrigin_ms) * 1000));
    this.#lastT = t;
    return t;
  }

  /** True if something later is already sealed. */
  isPast(wall_ms: number): boolean {
    return this.momentOf(wall_ms) < this.#lastT;
  }

  /** As {@link timeOf}, without moving the track forward: for moments that lie inside an event. */
  momentOf(wall_ms: number): number {
    return Math.max(0, Math.round((wall_ms - this.#fixed.clock.wallOrigin_ms) * 1000));
  }

  /** Decides, redacts and seals; @returns what was kept. */
  admit(observation: Observation, indicatorVisible: boolean): readonly Event[] {
    this.indicatorVisible = indicatorVisible;
    return this.#append(this.gate.admit(observation));
  }

  addFrame(
    make: (frame: number) => { events: RedactedEvent[]; frame: RedactedFrame; png: Uint8Array | undefined },
  ): number {
    const number = this.#nextFrame++;
    const { events, frame, png } = make(number);
    if (png) this.#sealer.addFrame(number, frame, png);
    this.#append(events);
    return number;
  }

  #append(events: readonly RedactedEvent[]): Event[] {
    return events.map((event) => {
      const kept = this.#sealer.append(event);
      if ('place' in kept && kept.place) this.#places.add(kept.place);
      return kept;
    });
  }

  /** True if this batch of that document was kept before. */
  hasBatch(document: string, batch: number): boolean {
    return this.#batches.get(document)?.includes(batch) ?? false;
  }

  noteBatch(document: string, batch: number): void {
    const numbers = this.#batches.get(document) ?? [];
    numbers.push(batch);
    if (numbers.length > REMEMBERED_BATCHES) numbers.shift();
    this.#batches.delete(document);
    this.#batches.set(document, numbers);
    if (this.#batches.size > REMEMBERED_DOCUMENTS)
      this.#batches.delete(this.#batches.keys().next().value as string);
  }

  /** Writes what was sealed since the last commit, and the state to go on from. Durable when it resolves. */
  async commit(): Promise<void> {
    const due = wallNow() - this.#segment.startedAt >= SEGMENT_MS && this.#writer.counts.events > 0;
    await this.parts.vault.commit(due ? this.#rotated() : this.#change(this.#sealer.flush()));
  }

  /** Ends the recording: pause, stop and the end of the browser are the same. */
  async end(): Promise<void> {
    this.#append(this.gate.flush(this.timeOf(wallNow())));
    const { records, chunks } = this.#close();
    await this.parts.vault.commit({
      records: { ...records, [RECORDING]: undefined },
      ...(chunks ? { chunks } : {}),
    });
  }

  #rotated(): VaultChange {
    this.#append(this.gate.flush(this.#lastT));
    const closed = this.#close();
    const nextSeq = this.#sealer.nextSeq;
    this.#segment = newSegment(
      { recording: this.recording, track: this.#fixed.track, startedAt: wallNow() },
      this.parts,
      this.#redactor.version,
    );
    this.#places = new Set();
    this.#writer = this.#open(undefined);
    this.#sealer = createSealer(this.#writer, { nextSeq });
    const opened = this.#change(this.#sealer.flush());
    return {
      records: { ...closed.records, ...opened.records },
      chunks: [...(closed.chunks ?? []), ...(opened.chunks ?? [])],
    };
  }

  #close(): VaultChange {
    const change = this.#change(this.#sealer.close());
    const held: SegmentRecord = { ...this.#segment, status: 'held' };
    return { ...change, records: { [SEGMENT + held.id]: held } };
  }

  #change(pieces: readonly SealedChunk[]): VaultChange {
    for (const piece of pieces) requireSealed(piece);
    const { events, frames, bytes: size } = this.#writer.counts;
    this.#segment = {
      ...this.#segment,
      events,
      frames,
      bytes: size,
      endedAt: wallNow(),
      places: [...this.#places],
      redactor: this.#redactor.version,
      presence: this.presence,
    };
    const segment = this.#segment.id;
    return {
      records: { [RECORDING]: this.state(), [SEGMENT + segment]: this.#segment },
      chunks: pieces.map((piece) => ({
        segment,
        class: piece.class,
        index: piece.index,
        bytes: piece.bytes,
      })),
    };
  }

  /** What {@link resume} goes on from. */
  state(): SessionState {
    return {
      ...this.#fixed,
      redactor: this.#redactor.state(),
      gate: this.gate.state(),
      writer: this.#writer.state(),
      segment: this.#segment,
      nextSeq: this.#sealer.nextSeq,
      nextFrame: this.#nextFrame,
      lastT: this.#lastT,
      tabs: this.tabs.state(),
      windows: this.windows.state(),
      batches: Object.fromEntries(this.#batches),
      indicators: this.indicators,
      task: this.task,
    };
  }

  /** Local name of the open segment. */
  get segmentId(): string {
    return this.#segment.id;
  }

  #open(state: WriterState | undefined): SegmentWriter {
    const options = {
      track: this.#fixed.track,
      clock: this.#fixed.clock,
      deks: deksOf(this.#segment),
      primitives: this.parts.primitives,
    };
    return state ? resumeSegment(state, options) : beginSegment(options);
  }
}

/** Records that end a recording which nobody may go on with; what was sealed is held. */
export function orphaned(state: SessionState): VaultChange['records'] & object {
  const { segment } = state;
  return {
    [RECORDING]: undefined,
    [SEGMENT + segment.id]: { ...segment, status: 'held', torn: true } satisfies SegmentRecord,
  };
}

/** The keys of a segment's blobs. */
export function deksOf(segment: Pick<SegmentRecord, 'deks'>): Record<DataClass, Uint8Array> {
  return {
    action: bytes.fromBase64(segment.deks.action),
    text: bytes.fromBase64(segment.deks.text),
    pixels: bytes.fromBase64(segment.deks.pixels),
  };
}

function newSegment(
  of: Pick<SegmentRecord, 'recording' | 'track' | 'startedAt'>,
  parts: SessionParts,
  redactor: string,
): SegmentRecord {
  const { random } = parts.primitives;
  const deks = Object.fromEntries(DATA_CLASSES.map((name) => [name, bytes.toBase64(random(32))])) as Record<
    DataClass,
    string
  >;
  return {
    ...of,
    id: bytes.toHex(random(16)),
    status: 'open',
    endedAt: of.startedAt,
    deks,
    places: [],
    events: 0,
    frames: 0,
    bytes: 0,
    receipt: parts.receipt.hash,
    policyHash: parts.policy.hash,
    redactor,
    presence: 0,
  };
}

/** Wall-clock time now, ms with fractions, on a clock that does not step while the worker lives. */
export function wallNow(): number {
  return performance.timeOrigin + performance.now();
}
