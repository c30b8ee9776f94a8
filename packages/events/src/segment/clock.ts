// The clock block of a track: how its microseconds relate to the world. It is content, so it is sealed (chunk 0 of
// the action blob) and never part of a header or manifest.

import { fromUtf8, toUtf8 } from '../bytes.ts';
import { GIVEN, READ, type Shape } from '../codec/shape.ts';
import { SegmentFault } from '../segment-fault.ts';

export interface TrackClock {
  /** The monotonic clock's own reading when the track's time was 0, in µs. */
  readonly monotonicOrigin_us: number;
  /** Unix time when the track's time was 0, in ms; as the wall clock said, right or wrong. */
  readonly wallOrigin_ms: number;
  /** Opaque id of the boot (or browser process): monotonic clocks compare only within one. */
  readonly boot: string;
  /** Half width of the interval around `wallOrigin_ms` that holds the true pairing, in µs. */
  readonly uncertainty_us: number;
}

export function encodeClock(clock: TrackClock): Uint8Array {
  return toUtf8(JSON.stringify(checkClock(clock, GIVEN)));
}

/** @throws {SegmentFault} `BLOCK_MALFORMED` */
export function readClock(payload: Uint8Array): TrackClock {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(payload));
  } catch (error) {
    throw new SegmentFault(
      'BLOCK_MALFORMED',
      'clock: payload is not JSON',
      { where: 'clock' },
      { cause: error },
    );
  }
  return checkClock(value, READ);
}

function checkClock(value: unknown, shape: Shape): TrackClock {
  const clock = shape.record(value, 'clock');
  return {
    monotonicOrigin_us: shape.rounded(clock.monotonicOrigin_us, 'clock.monotonicOrigin_us'),
    wallOrigin_ms: shape.rounded(clock.wallOrigin_ms, 'clock.wallOrigin_ms'),
    boot: shape.string(clock.boot, 'clock.boot'),
    uncertainty_us: shape.rounded(clock.uncertainty_us, 'clock.uncertainty_us'),
  };
}
