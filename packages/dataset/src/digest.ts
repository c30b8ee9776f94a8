// Digests of a build. Salted where they stand for a person: without her salt, nobody can recompute or confirm them.

import { createHash, createHmac } from 'node:crypto';

/** Lower-case hex. */
export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** HMAC-SHA-256 under a participant's salt, lower-case hex. */
export function salted(salt: Uint8Array, label: string, data: string): string {
  return createHmac('sha256', salt).update(`${label}\n${data}`).digest('hex');
}

/** One digest for a set: SHA-256 over its sorted members, one per line. */
export function rootOfSet(members: Iterable<string>): string {
  return sha256([...new Set(members)].sort().join('\n'));
}

/** JSON with sorted keys: equal values have equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A number in [0, 1) that depends on nothing but its arguments. */
export function fraction(seed: string, id: string): number {
  return Number.parseInt(sha256(`${seed}\n${id}`).slice(0, 12), 16) / 2 ** 48;
}
