// Everything a run left on the wire and in the store, with what differs between any two runs taken out: names, numbers,
// moments and ciphertext. What remains is structure, closed vocabulary and truth values.

import type { Event } from '@overt/events';
import type { Bench } from './browser.ts';
import { readVault } from './vault.ts';
import type { Exchange } from './wire.ts';

/** Words of closed vocabularies stay; every other string is a name, a moment or ciphertext. */
const isWord = (text: string): boolean =>
  /^[a-zA-Z][a-zA-Z.-]{0,39}$/.test(text) && !/^[A-Za-z]{20,}$/.test(text);

/**
 * The shape of a value: keys, words, truth values and nulls as they are; numbers, names and lists of alike things by kind.
 * Under keys that are names the shapes are collected, each once: how many pieces there are is the clock's.
 */
export function shapeOf(value: unknown): unknown {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return isWord(value) ? value : 'string';
  if (Array.isArray(value)) {
    const shapes = value.map((each) => JSON.stringify(shapeOf(each)));
    return [...new Set(shapes)].sort();
  }
  if (typeof value !== 'object' || value === null) return value;
  const byKey = new Map<string, Set<string>>();
  for (const [key, held] of Object.entries(value)) {
    const shapes = byKey.get(keyOf(key)) ?? new Set();
    byKey.set(keyOf(key), shapes.add(JSON.stringify(shapeOf(held))));
  }
  const entries = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, shapes]) => [key, [...shapes].sort()]));
}

/** Keys that are names of something: ids after a prefix, documents, tabs. */
function keyOf(key: string): string {
  if (/^[\da-f]{8}-[\da-f-]{27}$/.test(key)) return '(document)';
  if (/^\d+$/.test(key)) return '(number)';
  return key.replace(/:.+$/, ':(id)').replace(/^(dev|rec|trk|sub|prn|exm)_.*/, '$1_(id)');
}

export function shapeOfExchange({ method, path, request, status, response }: Exchange): unknown {
  const route = path.replace(/[0-9a-f]{64}/g, '(hash)');
  return { method, route, status, request: opened(request), response: shapeOf(response) };
}

/** Signed statements are looked into. */
function opened(body: unknown): unknown {
  const shape = shapeOf(body);
  const payloads: unknown[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('payload' in value && typeof value.payload === 'string')
      payloads.push(shapeOf(JSON.parse(Buffer.from(value.payload, 'base64').toString('utf8'))));
    for (const held of Object.values(value)) visit(held);
  };
  visit(body);
  return { shape, payloads };
}

export interface Trace {
  readonly wire: readonly unknown[];
  readonly store: unknown;
}

/** @param since number of exchanges before the part of the run that is compared. */
export async function traceOf(bench: Bench, since: number): Promise<Trace> {
  const wire = bench.wire.exchanges.slice(since).map((each) => JSON.stringify(shapeOfExchange(each)));
  const records = await readVault(bench.control);
  const elsewhere = await bench.control.evaluate(async () => ({
    local: await chrome.storage.local.get(null),
    sync: await chrome.storage.sync.get(null),
    alarms: (await chrome.alarms.getAll()).map(({ name, periodInMinutes }) => ({ name, periodInMinutes })),
    scripts: await chrome.scripting.getRegisteredContentScripts(),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    localStorage: Object.keys(localStorage),
  }));
  // How often something was asked while nothing happened is the clock's, not the cause's.
  return { wire: [...new Set(wire)].sort(), store: { records: shapeOf(records), ...elsewhere } };
}

/** What happens by the page's own timing, whatever the script does. */
const BY_TIMING: ReadonlySet<string> = new Set(['frame', 'outline', 'window', 'gap']);

/** The events that a script brings about, in order, each as its shape; and the shapes of all others. */
export function shapesOf(events: readonly Event[]): unknown {
  const isScripted = (event: Event): boolean =>
    !BY_TIMING.has(event.kind) && !(event.kind === 'pointer' && event.phase === 'move');
  return {
    scripted: events.filter(isScripted).map(briefly),
    kinds: [...new Set(events.map(({ kind }) => kind))].sort(),
    gaps: [...new Set(events.flatMap((event) => (event.kind === 'gap' ? [event.reason] : [])))].sort(),
    // A gap at the very end would say that the end was seen coming.
    endsWithGap: events.at(-1)?.kind === 'gap',
  };
}

function briefly(event: Event): unknown {
  const { kind } = event;
  if (kind === 'text') return { kind, op: event.op, has: Object.keys(event).sort() };
  if (kind === 'key') return { kind, phase: event.phase, key: event.key };
  return { kind, has: Object.keys(event).sort() };
}
