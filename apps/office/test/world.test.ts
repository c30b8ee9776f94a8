import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canaries, createWorld, goalOf, requireTask, tasks } from '../src/index.ts';

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('a world', () => {
  test('is the same for the same seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(createWorld(seed)).toEqual(createWorld(seed));
      }),
      { numRuns: 20 },
    );
  });

  test('differs in its order from seed to seed', () => {
    const orders = new Set(
      [1, 2, 3, 4, 5].map((seed) =>
        createWorld(seed)
          .sheet.rows.map((row) => row[0])
          .join(),
      ),
    );
    expect(orders.size).toBe(5);
  });

  test('plants every kind of canary', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const kinds = new Set(canaries(createWorld(seed)).map((canary) => canary.kind));
        expect([...kinds].sort()).toEqual(['bystander', 'card', 'no-train', 'password']);
      }),
      { numRuns: 50 },
    );
  });

  test('reaches nobody: addresses, numbers and accounts lie in reserved ranges', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const world = createWorld(seed);
        for (const one of [...world.customers, ...world.colleagues, world.me]) {
          expect(one.email).toMatch(/\.example\.com$/);
          expect(one.phone).toMatch(/^\+1 \d{3} 555 01\d{2}$/);
        }
        for (const { iban } of world.invoices.documents) expect(iban).toMatch(/^DE\d{2} 0000 0000 /);
      }),
      { numRuns: 50 },
    );
  });

  test('has phone numbers, companies and mails that tell customers apart', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { customers } = createWorld(seed);
        expect(new Set(customers.map((one) => one.name)).size).toBe(customers.length);
        expect(new Set(customers.map((one) => one.email)).size).toBe(customers.length);
        expect(new Set(customers.map((one) => one.phone)).size).toBe(customers.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a task', () => {
  test.each(tasks.map((task) => task.id))(
    '%s fills every slot, is not done at the start and never names the guarded customer',
    (id) => {
      const task = requireTask(id);
      fc.assert(
        fc.property(seeds, (seed) => {
          const world = createWorld(seed);
          const slots = task.slots(world);
          expect(Object.keys(slots).sort()).toEqual([...task.slotNames].sort());
          expect(goalOf(task, slots)).not.toMatch(/[{}]/);
          expect(Object.values(slots)).not.toContain(world.noTrain.name);
          expect(new Set(Object.values(slots)).size).toBe(Object.values(slots).length);
          expect(task.check(world, slots).ok).toBe(false);
        }),
        { numRuns: 40 },
      );
    },
  );

  test('there are at least eight', () => expect(tasks.length).toBeGreaterThanOrEqual(8));

  test('one that nobody knows is refused with the list of those there are', () => {
    expect(() => requireTask('office.fly')).toThrowError(
      expect.objectContaining({ code: 'OFFICE_TASK_UNKNOWN' }),
    );
  });
});

describe('a check', () => {
  test('fails when something else was changed besides', () => {
    const world = createWorld(4);
    const task = requireTask('office.update-owner');
    const slots = task.slots(world);
    const at = world.sheet.rows.findIndex((row) => row[0] === slots.customer);
    (world.sheet.rows[at] as string[])[1] = slots.owner as string;
    expect(task.check(world, slots)).toEqual({ ok: true, reason: 'done' });
    (world.sheet.rows[(at + 1) % 10] as string[])[2] = 'Q9';
    expect(task.check(world, slots).reason).toBe('another cell of the sheet was changed');
  });

  test('takes an amount however it is written, and no other', () => {
    const world = createWorld(4);
    const task = requireTask('office.copy-invoice-total');
    const slots = task.slots(world);
    const total = world.invoices.documents.find((one) => one.customer === slots.customer)?.total ?? 0;
    const row = world.sheet.rows.find((one) => one[0] === slots.customer) as string[];
    for (const [text, ok] of [
      [(total / 100).toFixed(2), true],
      [(total / 100).toLocaleString('en-US'), true],
      [String(total), false],
      ['', false],
    ] as const) {
      row[4] = text;
      expect(task.check(world, slots).ok).toBe(ok);
    }
  });
});
