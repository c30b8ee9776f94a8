// Tracks in, steps of the recording out: each track is reduced by itself, then joined by its clock.
//
// Two clocks of one boot are the same clock. Otherwise the wall clocks decide, and where they are too uncertain to
// decide between neighbouring steps both say so.

import type { Event } from '@overt/events';
import { TrajectoryFault } from './fault.ts';
import { LINKS_KEPT } from './limits.ts';
import type { EventCounts } from './reducing.ts';
import type { Outline, Step, TrackClock } from './step.ts';
import { type Entry, type TaskMark, TrackReducer } from './track-reducer.ts';

export interface Track {
  readonly track: string;
  /** May be missing only if the recording has one track. */
  readonly clock?: TrackClock | undefined;
  /** In order of `seq`. */
  readonly events: Iterable<Event>;
}

/** A recording reduced: what episodes are cut from. */
export interface Reduction {
  readonly steps: readonly Step[];
  /** By id; only those a step refers to. */
  readonly outlines: ReadonlyMap<string, Outline>;
  readonly tasks: readonly TaskMark[];
  readonly counts: Readonly<EventCounts>;
}

/**
 * The steps of a recording, in order.
 *
 * @throws {TrajectoryFault} `CLOCK_MISSING` if there are several tracks and one has no clock block;
 *   `FRAME_AFTER_ACTION` if the builder broke its own promise.
 */
export function buildSteps(tracks: readonly Track[]): Step[] {
  const steps: Step[] = [];
  for (const entry of reduceTracks(tracks)) if (entry.kind === 'step') steps.push(entry.step);
  return steps;
}

/** Steps, the outlines they refer to and the tasks declared between them. */
export function buildReduction(tracks: readonly Track[]): Reduction {
  const steps: Step[] = [];
  const outlines = new Map<string, Outline>();
  const tasks: TaskMark[] = [];
  const counts: EventCounts = { used: 0, context: 0, duplicates: 0 };
  for (const entry of reduceTracks(tracks, counts)) {
    if (entry.task !== null) tasks.push(entry.task);
    if (entry.kind === 'task') continue;
    steps.push(entry.step);
    if (entry.outline !== null) outlines.set(entry.outline.id, entry.outline);
  }
  return { steps, outlines, tasks, counts };
}

/** The same as a stream, one entry at a time; what is held is bounded and does not grow with the recording. */
export function* reduceTracks(tracks: readonly Track[], counts?: EventCounts): Generator<Entry> {
  let index = 0;
  const links = new Map<number, string>();
  for (const entry of joinTracks(tracks, counts)) {
    if (entry.kind === 'task') {
      yield entry;
      continue;
    }
    const step = linkPaste({ ...entry.step, index }, links);
    index += 1;
    yield { ...entry, step };
  }
}

function linkPaste(step: Step, links: Map<number, string>): Step {
  if (step.detail?.of !== 'clipboard' || step.detail.link === 0) return step;
  const { link } = step.detail;
  if (step.type === 'clipboard.paste') {
    const copy = links.get(link);
    return copy === undefined ? step : { ...step, paste_of: copy };
  }
  links.delete(link);
  links.set(link, step.id);
  if (links.size > LINKS_KEPT) links.delete(links.keys().next().value!);
  return step;
}

/** Reduces one track; entries come as soon as nothing can change them any more. */
export function* reduceTrack(track: Track, offset: number, counts?: EventCounts): Generator<Entry> {
  const ready: Entry[] = [];
  const reducer = new TrackReducer(track.track, (entry) => ready.push(entry), offset);
  for (const event of track.events) {
    reducer.push(event);
    if (ready.length > 0) yield* ready.splice(0);
  }
  reducer.end();
  yield* ready;
  if (counts === undefined) return;
  counts.used += reducer.counts.used;
  counts.context += reducer.counts.context;
  counts.duplicates += reducer.counts.duplicates;
}

interface Head {
  readonly track: Track;
  readonly entries: Generator<Entry>;
  next: Entry | undefined;
}

function* joinTracks(tracks: readonly Track[], counts?: EventCounts): Generator<Entry> {
  const offsets = offsetsOf(tracks);
  const heads: Head[] = tracks.map((track) => {
    const entries = reduceTrack(track, offsets.get(track)!, counts);
    return { track, entries, next: undefined };
  });
  for (const head of heads) advance(head);
  let last: { entry: Entry; track: Track } | undefined;
  for (;;) {
    const head = earliest(heads);
    if (head?.next === undefined) break;
    let entry = head.next;
    advance(head);
    const rival = heads.find(
      (other) =>
        other !== head && other.next !== undefined && undecided(entry, head.track, other.next, other.track),
    );
    if (rival !== undefined || (last !== undefined && undecided(last.entry, last.track, entry, head.track)))
      entry = markUndecided(entry);
    last = { entry, track: head.track };
    yield entry;
  }
}

function advance(head: Head): void {
  const result = head.entries.next();
  head.next = result.done === true ? undefined : result.value;
}

/** Ties go to the smaller track id, so that the order does not depend on the order of the arguments. */
function earliest(heads: readonly Head[]): Head | undefined {
  let best: Head | undefined;
  for (const head of heads) {
    if (head.next === undefined) continue;
    const before =
      best?.next === undefined ||
      head.next.t < best.next.t ||
      (head.next.t === best.next.t && head.track.track < best.track.track);
    if (before) best = head;
  }
  return best;
}

function undecided(a: Entry, first: Track, b: Entry, second: Track): boolean {
  if (first === second || first.clock === undefined || second.clock === undefined) return false;
  if (first.clock.boot === second.clock.boot) return false;
  return Math.abs(b.t - a.t) <= first.clock.uncertainty_us + second.clock.uncertainty_us;
}

function markUndecided(entry: Entry): Entry {
  return entry.kind === 'step' ? { ...entry, step: { ...entry.step, order: 'undecided' } } : entry;
}

/** µs to add to each track's times: 0 for the one that began first by the wall clock of its boot. */
function offsetsOf(tracks: readonly Track[]): Map<Track, number> {
  const begins = new Map<Track, number>();
  const boots = new Map<string, TrackClock>();
  for (const track of tracks) {
    const { clock } = track;
    if (clock === undefined) {
      if (tracks.length > 1)
        throw new TrajectoryFault(
          'CLOCK_MISSING',
          `track ${track.track}: no clock block, but the recording has ${tracks.length} tracks and only clocks can join them; read the action blobs, or build the tracks one by one`,
          { track: track.track },
        );
      begins.set(track, 0);
      continue;
    }
    const held = boots.get(clock.boot);
    if (
      held === undefined ||
      clock.uncertainty_us < held.uncertainty_us ||
      (clock.uncertainty_us === held.uncertainty_us && clock.monotonicOrigin_us < held.monotonicOrigin_us)
    )
      boots.set(clock.boot, clock);
  }
  for (const track of tracks) {
    const { clock } = track;
    if (clock === undefined) continue;
    const reference = boots.get(clock.boot)!;
    begins.set(
      track,
      reference.wallOrigin_ms * 1000 + (clock.monotonicOrigin_us - reference.monotonicOrigin_us),
    );
  }
  const first = Math.min(...begins.values());
  return new Map([...begins].map(([track, begin]) => [track, Math.round(begin - first)]));
}
