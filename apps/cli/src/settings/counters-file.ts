import { type CounterRow, type Counters, FIDELITIES } from '@overt/policy';
import { CliFault } from '../output.ts';
import { readGiven } from './policy-file.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Counters as a device keeps them: a JSON list of rows. @throws {CliFault} `CLI_USE` with the row that is none. */
export async function readCountersFile(path: string): Promise<Counters> {
  const content = await readGiven(path, 'a JSON list of counters');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(content));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (!Array.isArray(value))
    throw new CliFault('CLI_USE', `${path}: found no JSON list, expected rows of counters`, { path });
  const bad = value.findIndex((row: unknown) => !isRow(row));
  if (bad === -1) return value as Counters;
  throw new CliFault(
    'CLI_USE',
    `${path}: row ${bad} is no counter; expected {day: "YYYY-MM-DD", place, kind, needs: structure|workflow|content, seen, kept}`,
    { path, row: bad },
  );
}

function isRow(value: unknown): value is CounterRow {
  if (typeof value !== 'object' || value === null) return false;
  const { day, place, kind, needs, seen, kept } = value as Partial<Record<keyof CounterRow, unknown>>;
  const isCount = (n: unknown): boolean => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0;
  return (
    typeof day === 'string' &&
    DAY.test(day) &&
    typeof place === 'string' &&
    typeof kind === 'string' &&
    needs !== 'none' &&
    FIDELITIES.some((fidelity) => fidelity === needs) &&
    isCount(seen) &&
    isCount(kept)
  );
}
