// The decision: time of one, growth of the heap over a million, and what stands before it (recognition, the register).
//
//   npm run bench -- policy [--smoke]
//
// The context is the largest that a device may have to carry: the full catalogue, an organisation's 200 rules, 10,000
// entries of the no-train register, 500 rules of the participant's, schedules, exemptions, pauses and two providers.
// Three ways of timing, because each hides something. A batch of 16 divides the clock's own cost by 16 and a single slow
// decision too; a single call shows every pause, and also the clock, whose share is printed beside it; processor time
// leaves out what the scheduler gave to others, so it alone says something on a busy machine. The maximum is mostly the
// scheduler's and the collector's: it is printed and no target hangs on it.

import { spawnSync } from 'node:child_process';
import {
  CATALOGUE,
  type CapturePolicyProvider,
  type Context,
  createCatalogue,
  createContext,
  createNoTrain,
  DEVICE_AT_WORK,
  decide,
  demoPolicy,
  type Facts,
  FIDELITIES,
  type FieldFacts,
  type Moment,
  minuteOfWeek,
  type Personal,
  type Policy,
  readPersonal,
  readPolicy,
} from '@overt/policy';

const smoke = process.argv.includes('--smoke');
const DECISIONS = smoke ? 50_000 : 1_000_000;
const BATCH = 16;
const PERSONAL_RULES = 500;
const REGISTER = 10_000;
const TARGET_US = 5;
/** Bytes the heap may seem to grow between two full collections: compiled code and the collector's own tables. */
const HEAP_NOISE = 512 * 1024;
const SEED = 20_261_124;
const NOW = new Date('2026-11-23T09:30:00Z');

const random = mulberry(SEED);
const upTo = (n: number): number => Math.floor(random() * n);
const pick = <T>(from: readonly T[]): T => from[upTo(from.length)]!;
const list = <T>(length: number, make: (n: number) => T): T[] => Array.from({ length }, (_, n) => make(n));

function register(): Policy['noTrain'] {
  const share = REGISTER / 5;
  return {
    domains: list(share, (n) => `customer${n}.example`),
    names: list(share, (n) => `Customer ${n.toString(36)} Holding ${upTo(1e6)}`),
    accounts: list(share, (n) => `ACC-${String(n).padStart(6, '0')}`),
    urls: list(share, (n) => `crm.example/accounts/${n}/*`),
    markers: list(share, (n) => `Project ${n.toString(36)} closed`),
  };
}

function policyOf(): Policy {
  const ids = CATALOGUE.map(({ id }) => id);
  return readPolicy({
    ...demoPolicy(NOW),
    maxFidelity: 'content',
    places: [
      ...list(120, () => ({ place: pick(ids), fidelity: pick(FIDELITIES.slice(1)) })),
      ...list(80, (n) => ({
        place: `own.app-${n}`,
        fidelity: 'workflow',
        hosts: [`app-${n}.intranet.example`],
      })),
    ],
    noTrain: register(),
    hours: [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '19:00' }],
  });
}

function personalOf(): Personal {
  const ids = CATALOGUE.map(({ id }) => id);
  return readPersonal({
    rules: [
      ...list(PERSONAL_RULES / 2, (n) => ({ host: `site-${n}.example`, fidelity: pick(FIDELITIES) })),
      ...list(PERSONAL_RULES / 2, () => ({ place: pick(ids), fidelity: pick(FIDELITIES.slice(1)) })),
    ],
    pauses: list(20, (n) => ({ scope: { host: `paused-${n}.example` }, until: '2026-12-01T00:00:00Z' })),
    quiet: [{ days: [1, 2, 3, 4, 5], from: '12:00', to: '13:00' }],
  });
}

const PROVIDERS: readonly CapturePolicyProvider[] = [
  {
    name: 'data-loss prevention',
    ceilingOf: ({ host }) => (host.endsWith('.bank.example') ? 'none' : 'content'),
  },
  {
    name: 'second product',
    ceilingOf: ({ category }) => (category === 'finance' ? 'structure' : 'content'),
  },
];

function contextOf(policy: Policy): Context {
  return createContext({
    policy,
    policyHash: 'a'.repeat(64),
    confirmedAt_ms: NOW.getTime(),
    receipt: {
      hash: 'b'.repeat(64),
      policy: 'a'.repeat(64),
      given: '2026-10-01T00:00:00Z',
      notAfter: '2027-10-01T00:00:00Z',
    },
    whereabouts: { participant: ['US'], device: ['US'] },
    personal: personalOf(),
    exemptions: list(50, (n) => ({
      id: `x${n}`,
      scope: { host: `exempt-${n}.example` },
      state: n % 2 ? 'granted' : 'pending',
    })),
    providers: PROVIDERS,
  });
}

const moment: Moment = {
  now_ms: NOW.getTime(),
  minuteOfWeek: minuteOfWeek(NOW.getTime(), 0),
  indicatorVisible: true,
  device: DEVICE_AT_WORK,
};

/** What pages show: every place of the catalogue, unknown hosts, hosts that rules name; fields, messages, interface. */
function observations(policy: Policy, count: number, hostOf: (n: number) => string): Facts[] {
  const catalogue = createCatalogue({ policy });
  const surfaces = ['interface', 'interface', 'interface', 'content', 'message', 'search'] as const;
  const fields: readonly FieldFacts[] = ['Name', 'Order number', 'Card number', 'Comment'].map((hint) => ({
    kind: 'text',
    type: 'text',
    autocomplete: '',
    wasPassword: false,
    autofilled: false,
    hidden: false,
    hint: `${hint} ${'of the customer as it stands in the order '.repeat(3)}`,
  }));
  return list(count, (n) => {
    const host = hostOf(n);
    return {
      place: catalogue.placeOf({ url: `https://${host}/records/${n}` }),
      host,
      incognito: n % 101 === 0,
      ...(n % 3 === 0 ? { field: pick(fields) } : {}),
      surface: pick(surfaces),
      noTrain: n % 97 === 0,
      confidential: n % 89 === 0,
    };
  });
}

const shippedHosts = CATALOGUE.flatMap(({ match }) => ('hosts' in match ? match.hosts : []));
const usualHost = (n: number): string =>
  [
    pick(shippedHosts),
    `www.${pick(shippedHosts)}`,
    `deep.er.site-${upTo(PERSONAL_RULES)}.example`,
    `app-${upTo(80)}.intranet.example`,
    `paused-${upTo(20)}.example`,
    `nobody-knows-${upTo(500)}.example`,
  ][n % 6]!;

interface Spread {
  readonly p50_ns: number;
  readonly p99_ns: number;
  readonly max_ns: number;
}

function spread(times: Float64Array): Spread {
  times.sort();
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { p50_ns: at(0.5), p99_ns: at(0.99), max_ns: at(1) };
}

// What is computed goes in here and is looked at in the end, so that no call can be left out by the compiler.
let sink = 0;

interface Clock {
  now(): number;
}
const wall: Clock = { now: () => Number(process.hrtime.bigint()) };
/** Of this process, its collector and compiler threads included; the system counts it in µs, hence the batches. */
const processor: Clock = {
  now: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) * 1_000;
  },
};

/** Nanoseconds per call; each time is that of `batch` calls in a row, divided by `batch`. */
function timed(calls: number, batch: number, call: (n: number) => number, clock = wall): Spread {
  for (let n = 0; n < Math.min(calls, 200_000); n++) sink += call(n);
  const times = new Float64Array(Math.floor(calls / batch));
  for (let slot = 0, n = 0; slot < times.length; slot++) {
    const start = clock.now();
    for (const end = n + batch; n < end; n++) sink += call(n);
    times[slot] = (clock.now() - start) / batch;
  }
  return spread(times);
}

function measure(): Record<string, Spread> {
  const policy = policyOf();
  const context = contextOf(policy);
  const usual = observations(policy, 4_096, usualHost);
  // A page that makes up a host for every frame: no answer of a provider is ever remembered.
  const hostile = observations(policy, 65_536, (n) => `h${n}.${'a.'.repeat(60)}hostile.example`);
  const deciding = (facts: readonly Facts[]) => (n: number) =>
    decide(facts[n & (facts.length - 1)]!, context, moment).fidelity.length;
  const catalogue = createCatalogue({ policy });
  const urls = usual.map(({ host }, n) => `https://${host}/records/${n}?from=search`);
  const noTrain = createNoTrain(policy.noTrain);
  const texts = list(
    1_024,
    (n) => `Order ${n} for ${pick(['Anna Berg', 'Fox and Sons', 'the customer'])}, due Friday`,
  );
  const anchor = new Map(usual.map(({ host }, n) => [host, n]));
  const few = Math.ceil(DECISIONS / 20);
  return {
    'decide, batches of 16': timed(DECISIONS, BATCH, deciding(usual)),
    'decide, batches of 16, processor time': timed(DECISIONS, BATCH, deciding(usual), processor),
    'decide, every call by itself': timed(DECISIONS, 1, deciding(usual)),
    'the clock alone, every call by itself': timed(DECISIONS, 1, () => 1),
    'anchor: Map lookup of the host, batches of 16': timed(
      DECISIONS,
      BATCH,
      (n) => anchor.get(usual[n & 4_095]!.host) ?? 0,
    ),
    'decide, a new host of 62 labels each time, batches of 16': timed(DECISIONS, BATCH, deciding(hostile)),
    'recognition of an address (placeOf), batches of 16': timed(
      DECISIONS,
      BATCH,
      (n) => catalogue.placeOf({ url: urls[n & 4_095]! }).id.length,
    ),
    'register: one text of 40 characters, batches of 16': timed(few, BATCH, (n) =>
      Number(noTrain.hitsText(texts[n & 1_023]!)),
    ),
    'register: one address against 2,000 patterns, by itself': timed(few, 1, (n) =>
      Number(noTrain.hitsUrl(urls[n & 4_095]!)),
    ),
  };
}

/** In a process of its own: bytes on the heap after a full collection, before and after each quarter of the decisions. */
function heapInChild(): void {
  const policy = policyOf();
  const context = contextOf(policy);
  const usual = observations(policy, 4_096, usualHost);
  const collect = (): number => {
    for (let n = 0; n < 3; n++) globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const decideFrom = (from: number, count: number): void => {
    for (let n = from; n < from + count; n++) {
      const facts = usual[n & 4_095]!;
      // Every eighth at a host never seen before: what is remembered must be bounded.
      const host = n % 8 === 0 ? `h${n}.hostile.example` : facts.host;
      sink += decide({ ...facts, host }, context, moment).fidelity.length;
    }
  };
  decideFrom(0, 100_000);
  const heap = [collect()];
  for (let quarter = 0; quarter < 4; quarter++) {
    decideFrom(100_000 + (quarter * DECISIONS) / 4, DECISIONS / 4);
    heap.push(collect());
  }
  console.log(JSON.stringify({ heap, sink }));
}

function heap(): number[] {
  const child = spawnSync(
    process.execPath,
    ['--expose-gc', process.argv[1] ?? '', '--heap', ...process.argv.slice(2)],
    {
      encoding: 'utf8',
    },
  );
  if (child.status !== 0) throw new RangeError(`policy bench: the heap's process ended with ${child.status}`);
  return (JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as { heap: number[] }).heap;
}

function main(): void {
  const times = measure();
  const bytes = heap();
  const us = (ns: number): string => (ns / 1_000).toFixed(3).padStart(11);
  console.log(
    `policy: ${DECISIONS.toLocaleString('en-US')} decisions, ${CATALOGUE.length} catalogue entries, ${PERSONAL_RULES} personal rules, ${REGISTER.toLocaleString('en-US')} no-train entries, ${PROVIDERS.length} providers, Node ${process.versions.node}, seed ${SEED}`,
  );
  console.log(`${'µs each'.padEnd(60)}${['p50', 'p99', 'max'].map((name) => name.padStart(11)).join('')}`);
  for (const [name, { p50_ns, p99_ns, max_ns }] of Object.entries(times))
    console.log(`  ${name.padEnd(58)}${us(p50_ns)}${us(p99_ns)}${us(max_ns)}`);
  const growth = bytes.at(-1)! - bytes[0]!;
  console.log(
    `heap after full collections, before and after each quarter: ${bytes.map((size) => (size / 1e6).toFixed(3)).join(', ')} MB; ${growth} bytes in ${DECISIONS.toLocaleString('en-US')} decisions`,
  );
  const isMet = (name: string): boolean => times[name]!.p99_ns <= TARGET_US * 1_000;
  const met = {
    batches: isMet('decide, batches of 16'),
    processor: isMet('decide, batches of 16, processor time'),
    single: isMet('decide, every call by itself'),
    heap: growth <= HEAP_NOISE,
  };
  const word = (is: boolean): string => (is ? 'met' : 'missed');
  console.log(
    `p99 ≤ ${TARGET_US} µs: ${word(met.batches)} in batches, ${word(met.processor)} by processor time, ${word(met.single)} by single calls; heap ${met.heap ? 'flat' : 'grows'}`,
  );
  console.log(
    JSON.stringify({
      bench: 'policy',
      smoke,
      seed: SEED,
      decisions: DECISIONS,
      times,
      heap: bytes,
      growth,
      met,
    }),
  );
  if (sink === 0) throw new RangeError('policy bench: nothing was decided');
}

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv.includes('--heap')) heapInChild();
else main();
