import { auditLog, LedgerFault, type Log, openLog, toUtf8, verifierOf } from '@overt/ledger';
import { nativeHash, nativeSigner } from '@overt/ledger/node';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fate, MemoryTiles, PowerLoss } from './memory-tiles.ts';

const signer = nativeSigner('overt.example/audit', new Uint8Array(32).fill(6));
const log = verifierOf(signer);
const open = (store: MemoryTiles): Promise<Log> =>
  openLog({ origin: signer.name, signer, store, hash: nativeHash });

interface Round {
  /** Which write of the round meets its fate; later than the round's last write means that it ends well. */
  readonly at: number;
  readonly fate: Exclude<Fate, true>;
  readonly batches: readonly number[];
}

const rounds = fc.array(
  fc.record({
    at: fc.nat({ max: 40 }),
    fate: fc.constantFrom<Exclude<Fate, true>>('lost', 'kept', 'refused'),
    batches: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 6 },
);

interface Acknowledged {
  readonly index: number;
  readonly text: string;
}

/** Appends the round's batches until the store fails; returns what was acknowledged and the codes of what was not. */
async function play(
  store: MemoryTiles,
  round: Round,
  name: string,
): Promise<{ done: Acknowledged[]; codes: Set<string> }> {
  let write = 0;
  store.fate = () => (write++ === round.at ? round.fate : true);
  const done: Acknowledged[] = [];
  const codes = new Set<string>();
  let running: Log;
  try {
    running = await open(store);
  } catch (cause) {
    if (!(cause instanceof PowerLoss) && !(cause instanceof LedgerFault)) throw cause;
    return { done, codes };
  }
  for (const [b, count] of round.batches.entries()) {
    const texts = Array.from({ length: count }, (_, i) => `${name}.${b}.${i}`);
    const results = await Promise.allSettled(texts.map((text) => running.append(toUtf8(text))));
    for (const [i, result] of results.entries()) {
      if (result.status === 'fulfilled') done.push({ index: result.value.index, text: texts[i]! });
      else codes.add(result.reason instanceof LedgerFault ? result.reason.code : String(result.reason));
    }
  }
  await running.close();
  return { done, codes };
}

describe('a store that fails or loses power at any write', () => {
  test('never costs an acknowledged entry, and never makes a checkpoint that anyone saw untrue', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (schedule) => {
        let store = new MemoryTiles();
        const acknowledged: Acknowledged[] = [];
        for (const [r, round] of schedule.entries()) {
          const { done, codes } = await play(store, round, String(r));
          acknowledged.push(...done);
          for (const code of codes) expect(['STORE_WRITE_FAILED', 'APPEND_IN_DOUBT']).toContain(code);
          store = store.afterPowerLoss();
        }
        await (await open(store)).close();
        const entries: string[] = [];
        await auditLog({ store, log, hash: nativeHash }, [...store.seen], (_, bytes) =>
          entries.push(new TextDecoder().decode(bytes)),
        );
        for (const { index, text } of acknowledged) expect(entries[index]).toBe(text);
        expect(new Set(entries).size).toBe(entries.length);
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  test('goes on after a refused write without being opened again', async () => {
    for (let at = 0; at < 12; at++) {
      const store = new MemoryTiles();
      const running = await open(store);
      let write = 0;
      store.fate = () => (write++ === at ? 'refused' : true);
      const outcomes: string[] = [];
      for (let i = 0; i < 4; i++) {
        await running.append(toUtf8(`${i}`)).then(
          () => outcomes.push('done'),
          (cause: LedgerFault) => outcomes.push(cause.code),
        );
      }
      expect(outcomes.at(-1)).toBe('done');
      expect(outcomes.filter((outcome) => outcome !== 'done').length).toBeLessThanOrEqual(1);
      const entries: string[] = [];
      await auditLog({ store, log }, [...store.seen], (_, bytes) =>
        entries.push(new TextDecoder().decode(bytes)),
      );
      // In doubt means: it may be there. Not written means: it is not.
      for (const [i, outcome] of outcomes.entries()) {
        if (outcome === 'done') expect(entries).toContain(`${i}`);
        if (outcome === 'STORE_WRITE_FAILED') expect(entries).not.toContain(`${i}`);
      }
      await running.close();
    }
  });
});
