// Forgetting: whole pieces go, also those that only overlap the time that is to be forgotten.

import type { ControlResults } from '../control.ts';
import { localDay } from './counting.ts';
import type { Rooms } from './recording-host.ts';

/** @param open what was in the open segment, which is gone already. */
export async function forgetSince(
  { hold, counting, vault }: Rooms,
  moment_ms: number,
  open: { readonly events: number; readonly frames: number } | undefined,
): Promise<ControlResults['forget']> {
  const touched = await hold.since(moment_ms);
  const here = touched.filter(({ status }) => status === 'held');
  for (const { id, counts, startedAt } of here) {
    await hold.delete(id);
    await vault.commit({ records: counting.subtract(counts, localDay(startedAt)) });
  }
  const sum = (of: 'events' | 'frames'): number =>
    here.reduce((total, record) => total + record[of], open?.[of] ?? 0);
  return {
    segments: here.length + (open ? 1 : 0),
    events: sum('events'),
    frames: sum('frames'),
    left: touched.filter(({ status }) => status === 'leaving').length,
  };
}
