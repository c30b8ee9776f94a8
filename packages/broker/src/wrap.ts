// A key inside a row: version byte | 12-byte nonce | AES-256-GCM ciphertext and tag. What it is for is authenticated, so a row
// copied to another place opens nothing there. Normative: docs/spec/keys.md#wrapping.
import { bytes as codec, SegmentFault } from '@overt/events';
import { BrokerFault } from './fault.ts';
import type { BrokerParts } from './parts.ts';

const VERSION = 1;
const NONCE = 12;

export function wrap(
  primitives: BrokerParts['primitives'],
  key: Uint8Array,
  plain: Uint8Array,
  context: readonly string[],
): Uint8Array {
  const nonce = primitives.random(NONCE);
  return codec.concat(
    Uint8Array.of(VERSION),
    nonce,
    primitives.seal(key, nonce, plain, contextBytes(context)),
  );
}

/** @throws {BrokerFault} `WRAP_BROKEN` for another key, another context or changed bytes. */
export function unwrap(
  primitives: BrokerParts['primitives'],
  key: Uint8Array,
  wrapped: Uint8Array,
  context: readonly string[],
): Uint8Array {
  if (wrapped[0] !== VERSION) throw broken(context);
  try {
    const plain = new Uint8Array(wrapped); // rows come as Buffer, whose slice shares memory
    return primitives.open(
      key,
      plain.subarray(1, 1 + NONCE),
      plain.subarray(1 + NONCE),
      contextBytes(context),
    );
  } catch (error) {
    if (error instanceof SegmentFault) throw broken(context);
    throw error;
  }
}

/** A value wrapped under the key of `day`. */
export interface DayWrapped {
  readonly day: string;
  readonly wrapped: Uint8Array;
}

export async function wrapToday(
  parts: BrokerParts,
  plain: Uint8Array,
  context: readonly string[],
): Promise<DayWrapped> {
  const { day, key } = await parts.dayKeks.current();
  return { day, wrapped: wrap(parts.primitives, key, plain, [...context, day]) };
}

/** @throws {BrokerFault} `DAY_KEY_MISSING` if that day's key was destroyed: then nothing can open the row. */
export async function unwrapDay(
  parts: BrokerParts,
  row: DayWrapped,
  context: readonly string[],
): Promise<Uint8Array> {
  const key = await parts.dayKeks.get(row.day);
  if (!key) {
    throw new BrokerFault(
      'DAY_KEY_MISSING',
      `key row: the day key of ${row.day} was destroyed, so this row can no longer be opened`,
      { day: row.day },
    );
  }
  return unwrap(parts.primitives, key, row.wrapped, [...context, row.day]);
}

function contextBytes(context: readonly string[]): Uint8Array {
  return codec.toUtf8(['overt broker v1', ...context].join('\n'));
}

function broken(context: readonly string[]): BrokerFault {
  return new BrokerFault(
    'WRAP_BROKEN',
    `wrapped ${context[0] ?? 'key'}: it does not open; the row was changed or belongs elsewhere`,
    { what: context[0] ?? '' },
  );
}
