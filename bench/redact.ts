// Redaction: throughput on generated office text, growth on adversarial input, recall of the detectors, interface text kept.
//
//   npm run bench -- redact [--smoke]
//
// Recall is measured on microsoft/presidio-research `generated_small.json` (development set, not part of the clone; set
// OVERT_BENCH_PII or put it beside the checkout). A gold span counts as found only if every unit of it is covered.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLeakScanner, createRedactor, scanText } from '@overt/redact';
import { maskPng, recodePng } from '@overt/redact/frame/node';

const smoke = process.argv.includes('--smoke');
const MEGABYTE = 1_000_000;
const TEXT_BYTES = smoke ? MEGABYTE : 10 * MEGABYTE;
const PII = process.env.OVERT_BENCH_PII ?? '../shared/data/pii/presidio-generated-small.json';
const SEED = 20_261_123;

const random = mulberry(SEED);
const text = officeText(TEXT_BYTES);
const key = new Uint8Array(32).fill(7);
const result: Record<string, unknown> = { bench: 'redact', smoke, seed: SEED };

throughput();
growth();
await pixels();
recall();
interfaceKept();
console.log(JSON.stringify(result));

/** Seconds of processor time of the best of three runs. */
function cpuSeconds(run: () => void, runs = 3): number {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < runs; n++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

function throughput(): void {
  const megabytes = Buffer.byteLength(text) / MEGABYTE;
  const lines = text.split('\n');
  const names = [
    ...new Set(lines.flatMap((line) => line.split('. ').map((part) => part.slice(0, 40)))),
  ].slice(0, 20_000);
  let spans = 0;
  const whole = megabytes / cpuSeconds(() => (spans = scanText(text).length));
  const byLine =
    megabytes /
    cpuSeconds(() => {
      for (const line of lines) scanText(line);
    });
  const content =
    megabytes /
    cpuSeconds(() => {
      const redactor = createRedactor({ key });
      for (const line of lines) redactor.redact(line, 'content', 'content');
    });
  const interfaceSeconds = cpuSeconds(() => {
    const redactor = createRedactor({ key });
    for (const name of names) redactor.redact(name, 'interface', 'workflow');
  });
  const canaries = Array.from({ length: 50 }, (_, n) => ({
    id: `c${n}`,
    value: `canary-${n}-${Math.floor(random() * 1e12)}`,
  }));
  const scanner = createLeakScanner(canaries);
  const bytes = Buffer.from(text);
  const audit = megabytes / cpuSeconds(() => void scanner.scan(bytes));
  table('throughput, MB/s of one core (best of 3, CPU time)', [
    ['scanText, one text', whole],
    ['scanText, one line per call', byLine],
    ['redact at content, one line per call', content],
    [`leak scanner, ${canaries.length} canaries, ${scanner.patterns} patterns`, audit],
  ]);
  const perName_us = (interfaceSeconds / names.length) * 1e6;
  console.log(
    `${megabytes.toFixed(1)} MB, ${spans} spans (${(spans / megabytes / 1000).toFixed(1)} per KB); interface text ${perName_us.toFixed(1)} µs each\n`,
  );
  Object.assign(result, {
    scan_MBps: round(whole),
    scanLines_MBps: round(byLine),
    content_MBps: round(content),
    leakScan_MBps: round(audit),
    interface_us: round(perName_us),
  });
}

/** t(2n)/t(n) on repetitions that wake every detector. */
function growth(): void {
  const units = [
    'a',
    '@',
    'a@',
    'a.',
    '1',
    '1 ',
    '1-',
    '12/',
    '+1',
    '(1',
    '://',
    'a://',
    'www.a.',
    '<A_1',
    '-----BEGIN ',
    'password: ',
    'Anna ',
    'Dr. ',
    'Mr ',
    'DE00',
    'AKIA',
    'eyJ-',
    'sk-',
    'é\u0301',
    '\u200b',
    'Ａ',
    '€1',
    'to A',
    'x_',
    'Key: k',
    'IBAN ',
    '1.1.1.',
    '12:34:',
  ];
  const size = smoke ? 20_000 : 60_000;
  const rows: [string, number][] = [];
  for (const unit of units) {
    const inputOf = (length: number) => unit.repeat(Math.ceil(length / unit.length));
    const [small, large] = [inputOf(size), inputOf(size * 2)];
    const once = cpuSeconds(() => scanText(small), 5);
    const repeats = Math.max(1, Math.ceil((smoke ? 0.01 : 0.05) / Math.max(once, 1e-4)));
    const time = (input: string) =>
      cpuSeconds(() => {
        for (let n = 0; n < repeats; n++) scanText(input);
      }, 5);
    rows.push([JSON.stringify(unit), time(large) / time(small)]);
  }
  rows.sort(([, a], [, b]) => b - a);
  table(`growth t(2n)/t(n), n = ${size}, worst five of ${units.length}`, rows.slice(0, 5));
  result.worstGrowth = round(rows[0]![1]);
}

async function pixels(): Promise<void> {
  const [width, height] = [1920, 1080];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${Array.from(
    { length: 240 },
    (_, n) =>
      `<text x="${40 + (n % 6) * 310}" y="${40 + Math.floor(n / 6) * 26}" font-size="15" font-family="sans-serif">row ${n} value ${n * 37}</text>`,
  ).join('')}</svg>`;
  const png = await recodePng(Buffer.from(svg)); // the decoder reads SVG too
  const boxes = Array.from({ length: 128 }, (_, n) => ({
    x: 40 + (n % 6) * 310,
    y: 26 + Math.floor(n / 6) * 26,
    width: 150.5,
    height: 18,
  }));
  const rounds = smoke ? 3 : 15;
  const masked = await medianMs(rounds, async () => void (await maskPng(png, boxes)));
  const plain = await medianMs(rounds, async () => void (await recodePng(png)));
  table('one frame of 1920 × 1080, 128 boxes, ms (median)', [
    ['decode, mask, encode', masked],
    ['decode, encode (plain sharp)', plain],
    ['ratio', masked / plain],
  ]);
  Object.assign(result, { mask_ms: round(masked), plain_ms: round(plain), maskRatio: round(masked / plain) });
}

async function medianMs(rounds: number, run: () => Promise<void>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)]!;
}

interface Gold {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}

function recall(): void {
  if (!existsSync(PII)) {
    console.log(`recall: not measured, ${PII} is missing\n`);
    result.recall = null;
    return;
  }
  const documents = JSON.parse(readFileSync(PII, 'utf8')) as Gold[];
  const found = new Map<string, { hit: number; of: number }>();
  let extra = 0;
  for (const { full_text, spans } of documents) {
    const covered = new Uint8Array(full_text.length);
    const ours = scanText(full_text);
    for (const { start, end } of ours) covered.fill(1, start, end);
    for (const { entity_type, start_position, end_position } of spans) {
      const count = found.get(entity_type) ?? { hit: 0, of: 0 };
      count.of++;
      if (covered.subarray(start_position, end_position).every((unit) => unit === 1)) count.hit++;
      found.set(entity_type, count);
    }
    extra += ours.filter(
      ({ start, end }) => !spans.some((gold) => gold.start_position < end && gold.end_position > start),
    ).length;
  }
  const rows = [...found].sort(([, a], [, b]) => b.of - a.of);
  table(
    `recall on ${documents.length} documents, spans wholly covered`,
    rows.map(([type, { hit, of }]) => [`${type} ${hit}/${of}`, hit / of]),
  );
  console.log(`${extra} spans that touch no gold span; without structure names are found by cues only\n`);
  result.recall = Object.fromEntries(rows.map(([type, { hit, of }]) => [type, [hit, of]]));
  result.extraSpans = extra;
}

/** Labels of the office's own pages, as written in their templates. */
function interfaceKept(): void {
  const folder = 'apps/office/src/apps';
  if (!existsSync(folder)) return;
  const labels = new Set<string>();
  for (const file of readdirSync(folder))
    for (const [, label] of readFileSync(join(folder, file), 'utf8').matchAll(
      /<(?:button|label|th|h1|h2|h3|legend|option|summary)[^<>]*>([A-Z][^<>${}]{1,60})</g,
    ))
      labels.add(label!.trim());
  const redactor = createRedactor({ key });
  const lost = [...labels].filter((label) => redactor.redact(label, 'interface', 'workflow') !== label);
  table('interface text', [
    [`labels of the office kept as they are, of ${labels.size}`, 1 - lost.length / labels.size],
  ]);
  if (lost.length > 0)
    console.log(
      `changed: ${lost.map((label) => `${label} → ${redactor.redact(label, 'interface', 'workflow')}`).join('; ')}\n`,
    );
  Object.assign(result, {
    interfaceLabels: labels.size,
    interfaceKept: round(1 - lost.length / labels.size),
  });
}

/** Invented office text: sentences with about two values per line. */
function officeText(bytes: number): string {
  const words =
    'the offer for next quarter was sent after our meeting about delivery dates and open invoices please check whether all items are listed before we confirm'.split(
      ' ',
    );
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  const values = [
    () => `${pick(['anna', 'tom', 'lea'])}.${pick(['berg', 'fox', 'lind'])}${digits(2)}@example.com`,
    () => `+49 30 ${digits(7)}`,
    () => `${digits(1)},${digits(3)}.${digits(2)} EUR`,
    () => `12.0${1 + Math.floor(random() * 9)}.2026`,
    () => `${pick(['Anna', 'Thomas', 'Julia'])} ${pick(['Berg', 'Lindner', 'Fox'])}`,
    () => `https://example.com/orders/${digits(6)}?ref=${digits(4)}`,
    () => `order ${digits(8)}`,
  ];
  const lines: string[] = [];
  for (let size = 0; size < bytes; ) {
    const line = Array.from({ length: 6 + Math.floor(random() * 20) }, () =>
      random() < 0.12 ? pick(values)() : pick(words),
    ).join(' ');
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n');
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

function table(title: string, rows: readonly (readonly [string, number])[]): void {
  console.log(title);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(60)} ${value.toFixed(3).padStart(10)}`);
  console.log('');
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
