// A recording under way: gate, sealer and the record of the open segment, all of which survive the worker's death.
//
// `commit` writes sealed pieces and the sealed state in one transaction; only after it may a page be told that its
// batch is kept. A worker that starts again resumes from exactly that state.

import {
  beginSegment,
  bytes,
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
import { DEVICE_AT_WORK, type DeviceFacts } from '@overt/policy';
import { createRedactor, type Redactor } from '@overt/redact';
import {
  createGate,
  createSealer,
  type Gate,
  type GateTerms,
  type Observation,
  type RedactedEvent,
  type RedactedFrame,
  requireSealed,
  type Sealer,
} from '../../gate/index.ts';
import { SEGMENT_MS } from '../limits.ts';
import { type Counting, localDay } from './counting.ts';
import type { Meter } from './meter.ts';
import { Ordinals } from './places.ts';
import { citesOf, deksOf, merged, newSegment, SEGMENT, type SegmentRecord, sumOf } from './segment-record.ts';
import type { Vault, VaultChange } from './vault.ts';

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
  readonly counting: Counting;
  readonly meter: Meter;
  /** What the device knew of itself at that moment, ms since 1970. */
  readonly device: (at_ms: number) => DeviceFacts;
}

/** Name of the sealed record a running recording is kept under. */
export const RECORDING = 'recording';

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
  #terms: GateTerms;
  /** Moment that decisions are made for, ms since 1970; undefined is now. */
  #at: number | undefined;
  #isEnding = false;
  /** Bytes of the open segment that the day's budget already knows. */
  #budgeted: number;
  readonly #fixed: Pick<SessionState, 'recording' | 'track' | 'clock' | 'redactorKey'>;
  #writer: SegmentWriter;
  #sealer: Sealer<SealedChunk>;
  #segment: SegmentRecord;
  #places: Set<string>;
  #nextFrame: number;
  #lastT: number;

  private constructor(parts: SessionParts, terms: GateTerms, from: SessionState) {
    this.parts = parts;
    this.#terms = terms;
    const { recording, track, clock, redactorKey } = from;
    this.#fixed = { recording, track, clock, redactorKey };
    this.tabs = new Ordinals(from.tabs);
    this.windows = new Ordinals(from.windows);
    this.indicators = { ...from.indicators };
    this.task = from.task;
    this.#batches = new Map(Object.entries(from.batches).map(([name, numbers]) => [name, [...numbers]]));
    this.#redactor = createRedactor({
      key: bytes.fromBase64(redactorKey),
      fidelity: terms.policy.maxFidelity,
      ...(from.redactor === undefined ? {} : { state: from.redactor }),
    });
    this.gate = createGate({
      ...terms,
      redactor: this.#redactor,
      clock: { now: () => new Date(this.#at ?? wallNow()) },
      isIndicatorVisible: () => this.indicatorVisible,
      // An end writes what was counted before it, whatever caused it: causes must not tell ends apart (P5).
      device: () => (this.#isEnding ? DEVICE_AT_WORK : parts.device(this.#at ?? wallNow())),
      ...(from.gate === undefined ? {} : { state: from.gate }),
    });
    this.#segment = from.segment;
    this.#budgeted = from.segment.bytes;
    this.#places = new Set(from.segment.places);
    this.#writer = this.#open(from.writer);
    this.#sealer = createSealer(this.#writer, { nextSeq: from.nextSeq });
    this.#nextFrame = from.nextFrame;
    this.#lastT = from.lastT;
  }

  /** Begins a recording; nothing is stored before the first commit. */
  static begin(parts: SessionParts, terms: GateTerms): Session {
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
    return new Session(parts, terms, {
      recording,
      track,
      clock,
      redactorKey: bytes.toBase64(random(32)),
      redactor: undefined,
      gate: undefined,
      writer: undefined,
      segment: newSegment({ recording, track, startedAt: now }, terms, '', random),
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

  static resume(parts: SessionParts, terms: GateTerms, state: SessionState): Session {
    return new Session(parts, terms, state);
  }

  /** Hash of the policy it records under. */
  get policyHash(): string {
    return this.#terms.policyHash;
  }

  /** Goes on under other terms. Another policy begins another segment: a manifest names the policy of all that is in it. */
  async adopt(terms: GateTerms): Promise<void> {
    const isOther = terms.policyHash !== this.#terms.policyHash;
    if (isOther && this.#writer.counts.events > 0) {
      const closed = this.#rotate(terms);
      this.gate.renew(terms);
      await this.parts.vault.commit(closed);
      return;
    }
    if (isOther) this.#segment = { ...this.#segment, ...citesOf(terms) };
    this.#terms = terms;
    this.gate.renew(terms);
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
    // Decided as of when it happened: a batch that was on its way when a lock or a call began is from before it.
    return this.#as(this.#wallOf(observation.event.t), () =>
      this.#append(this.parts.meter.sync(() => this.gate.admit(observation))),
    );
  }

  #as<T>(at_ms: number, run: () => T): T {
    this.#at = at_ms;
    try {
      return run();
    } finally {
      this.#at = undefined;
    }
  }

  #wallOf(t: number): number {
    return this.#fixed.clock.wallOrigin_ms + t / 1_000;
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
    await this.parts.vault.commit(due ? this.#rotate(this.#terms) : this.#change(this.#flushed()));
  }

  /** Ends the recording: pause, lock, stop and the end of the browser are the same. */
  async end(): Promise<void> {
    this.indicatorVisible = true;
    this.#isEnding = true;
    this.#as(this.#wallOf(this.#lastT), () => this.#append(this.gate.flush(this.#lastT)));
    const { records, chunks } = this.#close();
    // A piece that nothing is in is no piece: how long ago the last one ended is nobody's business.
    const isEmpty = this.#segment.events === 0;
    await this.parts.vault.commit({
      records: {
        ...records,
        [RECORDING]: undefined,
        ...(isEmpty ? { [SEGMENT + this.#segment.id]: undefined } : {}),
      },
      ...(isEmpty ? { dropped: [this.#segment.id] } : chunks ? { chunks } : {}),
    });
  }

  /** Gives the recording up without keeping what is in the open segment. */
  async discard(): Promise<{ readonly events: number; readonly frames: number }> {
    const { id, counts } = this.#segment;
    const { events, frames } = this.#writer.counts;
    await this.parts.vault.commit({
      records: {
        [RECORDING]: undefined,
        [SEGMENT + id]: undefined,
        ...this.parts.counting.subtract(counts, localDay(wallNow())),
      },
      dropped: [id],
    });
    return { events, frames };
  }

  #flushed(): readonly SealedChunk[] {
    return this.parts.meter.sync(() => this.#sealer.flush());
  }

  #rotate(terms: GateTerms): VaultChange {
    this.#append(this.gate.flush(this.#lastT));
    const closed = this.#close();
    this.#terms = terms;
    this.#budgeted = 0;
    const nextSeq = this.#sealer.nextSeq;
    this.#segment = newSegment(
      { recording: this.recording, track: this.#fixed.track, startedAt: wallNow() },
      terms,
      this.#redactor.version,
      this.parts.primitives.random,
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
    const { [RECORDING]: _running, ...records } = change.records ?? {};
    const held: SegmentRecord = { ...this.#segment, status: 'held' };
    return { ...change, records: { ...records, [SEGMENT + held.id]: held } };
  }

  #change(pieces: readonly SealedChunk[]): VaultChange {
    for (const piece of pieces) requireSealed(piece);
    const { events, frames, bytes: size } = this.#writer.counts;
    const { rows, near } = this.gate.takeCounts();
    const counted = this.parts.counting.add(rows, size - this.#budgeted, localDay(wallNow()));
    this.#budgeted = size;
    this.#segment = {
      ...this.#segment,
      events,
      frames,
      bytes: size,
      endedAt: wallNow(),
      places: [...this.#places],
      redactor: this.#redactor.version,
      presence: this.presence,
      counts: merged(this.#segment.counts, rows),
      near: sumOf(this.#segment.near, near),
    };
    const segment = this.#segment.id;
    return {
      records: { ...counted, [RECORDING]: this.state(), [SEGMENT + segment]: this.#segment },
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

/** Wall-clock time now, ms with fractions, on a clock that does not step while the worker lives. */
export function wallNow(): number {
  return performance.timeOrigin + performance.now();
}
