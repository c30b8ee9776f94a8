import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { StoreFault } from '../fault.ts';
import type { DayKeks, RootKey } from '../ports.ts';
import type { Case } from './case.ts';

const unwrapFails = (error: unknown): boolean =>
  error instanceof StoreFault && error.code === 'UNWRAP_FAILED';

/** What every `RootKey` does. */
export const rootKeyCases: readonly Case<RootKey>[] = [
  {
    name: 'unwraps what it wrapped, for the same use only',
    async run(root) {
      const plain = new Uint8Array(randomBytes(32));
      const wrapped = await root.wrap(plain, 'use|a');
      assert.deepEqual(await root.unwrap(wrapped, 'use|a'), plain);
      await assert.rejects(root.unwrap(wrapped, 'use|b'), unwrapFails);
    },
  },
  {
    name: 'never wraps twice to the same bytes, and shows nothing of the key',
    async run(root) {
      const plain = new Uint8Array(32).fill(0x41);
      const [one, two] = [await root.wrap(plain, 'x'), await root.wrap(plain, 'x')];
      assert.notDeepEqual(one, two);
      assert.equal(Buffer.from(one).includes(Buffer.from(plain)), false);
    },
  },
  {
    name: 'refuses a wrapped key of which one bit changed, wherever it is, and a part of one',
    async run(root) {
      const wrapped = await root.wrap(new Uint8Array(32), 'x');
      for (let at = 0; at < wrapped.length; at += 1) {
        const changed = wrapped.slice();
        changed[at] = changed[at]! ^ 1;
        await assert.rejects(root.unwrap(changed, 'x'), unwrapFails);
      }
      for (const length of [0, 1, 28, wrapped.length - 1])
        await assert.rejects(root.unwrap(wrapped.subarray(0, length), 'x'), unwrapFails);
    },
  },
];

/** An adapter for day keys with a clock that the case can turn. */
export interface DayKeksSubject {
  readonly keks: DayKeks;
  turnTo(now: Date): void;
  /** Another process's view of the same keys. */
  reopen(): Promise<DayKeks>;
}

/** What every `DayKeks` does. The subject begins without any key. */
export const dayKekCases: readonly Case<DayKeksSubject>[] = [
  {
    name: 'has one key per UTC day, the same for everyone all day',
    async run({ keks, turnTo, reopen }) {
      turnTo(new Date('2026-11-22T00:00:00Z'));
      const [a, b] = await Promise.all([keks.current(), (await reopen()).current()]);
      turnTo(new Date('2026-11-22T23:59:59.999Z'));
      const late = await keks.current();
      assert.equal(a.day, '2026-11-22');
      assert.equal(a.key.length, 32);
      assert.deepEqual(b, a);
      assert.deepEqual(late, a);
      turnTo(new Date('2026-11-23T00:00:00Z'));
      const next = await keks.current();
      assert.equal(next.day, '2026-11-23');
      assert.notDeepEqual(next.key, a.key);
      assert.deepEqual(await keks.list(), ['2026-11-22', '2026-11-23']);
    },
  },
  {
    name: 'has nothing of a destroyed day, for whoever opens it anew either, and keeps the others',
    async run({ keks, turnTo, reopen }) {
      for (const day of ['2026-11-24', '2026-11-25']) {
        turnTo(new Date(`${day}T12:00:00Z`));
        await keks.current();
      }
      await keks.destroy('2026-11-24');
      await keks.destroy('2026-11-24');
      const other = await reopen();
      assert.equal(await keks.get('2026-11-24'), undefined);
      assert.equal(await other.get('2026-11-24'), undefined);
      assert.deepEqual(await other.get('2026-11-25'), (await keks.current()).key);
      assert.equal((await other.list()).includes('2026-11-24'), false);
    },
  },
  {
    name: 'refuses a day that is no day',
    async run({ keks }) {
      for (const day of ['', '../root', '2026-1-1', '2026-11-24.kek'])
        await assert.rejects(keks.get(day), StoreFault);
    },
  },
];
