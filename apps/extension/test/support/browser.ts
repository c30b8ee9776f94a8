// Real Chromium with the built extension, a solo receiver and the control interface.

import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ControlAnswer, ControlRequest, ControlResults } from '@overt/capture/browser';
import {
  createSoloReceiver,
  openRecording,
  openSoloKeys,
  type Recording,
  type SoloKeys,
  type SoloReceiver,
} from '@overt/capture/solo';
import type { Event } from '@overt/events';
import { type Policy, soloPolicy } from '@overt/policy';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
// @ts-expect-error the build script is plain JavaScript
import { buildExtension } from '../../build.mjs';
import { openWire, type Wire } from './wire.ts';

export interface Bench {
  /** The extension's. */
  readonly id: string;
  readonly context: BrowserContext;
  readonly control: Page;
  readonly receiver: SoloReceiver;
  readonly keys: SoloKeys;
  /** What stands between the device and the receiver. */
  readonly wire: Wire;
  /** Temporary directory: `profile`, `recording`, `keys`. */
  readonly dir: string;
  ask<R extends ControlRequest>(request: R): Promise<ControlResults[R['do']]>;
  /** Enrols and consents. */
  join(): Promise<void>;
  /** Enrols, consents and starts. */
  begin(): Promise<void>;
  /** Lets the half-minute alarm ring now. */
  tick(): Promise<void>;
  /** Lets the browser tell the extension that the system is idle, locked or active again. */
  idle(state: 'active' | 'idle' | 'locked'): Promise<void>;
  /** Opens what has arrived. */
  opened(): Promise<{ recording: Recording; events: readonly Event[] }>;
  /** Stops, releases everything and opens what arrived. */
  finish(): Promise<{ recording: Recording; events: readonly Event[] }>;
  /** Ends the browser as a crash or a normal end would, and starts it again on the same profile. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What a policy for the fixture site may keep. */
export function fixturePolicy(changes: Partial<Policy> = {}): Policy {
  return {
    ...soloPolicy(new Date()),
    hold_h: 24,
    maxFidelity: 'content',
    places: [{ place: 'fixture', fidelity: 'content', hosts: ['localhost', '127.0.0.1'], name: 'Fixture' }],
    ...changes,
  };
}

let built: Promise<string> | undefined;

/** The built extension, once per test run. */
async function extensionDirectory(into: string): Promise<string> {
  built ??= mkdtemp(join(tmpdir(), 'overt-ext-')).then((dir) => buildExtension({ out: dir }));
  await cp(await built, into, { recursive: true });
  return into;
}

export async function removeBuild(): Promise<void> {
  if (built) await rm(await built, { recursive: true, force: true });
  built = undefined;
}

export interface BenchOptions {
  /** Further switches of the browser. */
  readonly switches?: readonly string[];
  /** Directories of further extensions. */
  readonly beside?: readonly string[];
  /**
   * What an administrator fixes on this device. The extension then goes by an id of its own, since policies are the
   * machine's and others may be testing on it. Needs to be root.
   */
  readonly managed?: unknown;
}

/** The id that follows from the key in the manifest. */
const FIXED_ID = 'kecabannddbpiiebemngeminmdcmbipk';
const POLICIES = '/etc/chromium/policies/managed';

/** The id of an unpacked extension without a key follows from where it lies. */
export function idOfPath(path: string): string {
  const digest = createHash('sha256').update(path).digest().subarray(0, 16);
  return Array.from(digest, (byte) => String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15))).join('');
}

/** Fixes `value` for the extension in that directory; @returns its id, and what undoes it. */
async function manage(
  extension: string,
  value: unknown,
): Promise<{ readonly id: string; undo(): Promise<void> }> {
  if (value === undefined) return { id: FIXED_ID, undo: async () => undefined };
  const manifest = join(extension, 'manifest.json');
  const { key: _fixed, ...rest } = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify(rest));
  const id = idOfPath(extension);
  const file = join(POLICIES, `overt-${id}.json`);
  await mkdir(POLICIES, { recursive: true });
  await writeFile(file, JSON.stringify({ '3rdparty': { extensions: { [id]: value } } }));
  return { id, undo: () => rm(file, { force: true }) };
}

export async function openBench(
  policy: Policy = fixturePolicy(),
  options: BenchOptions = {},
): Promise<Bench> {
  const dir = await mkdtemp(join(tmpdir(), 'overt-bench-'));
  const extension = await extensionDirectory(join(dir, 'extension'));
  const keys = await openSoloKeys(join(dir, 'keys'));
  const receiver = await createSoloReceiver({ dir: join(dir, 'recording'), keys, policy });
  const wire = await openWire(receiver.origin);
  const { id, undo } = await manage(extension, options.managed);
  const start = () =>
    launch([extension, ...(options.beside ?? [])], join(dir, 'profile'), options.switches ?? [], id);
  let { context, control } = await start();
  const ask = async <R extends ControlRequest>(request: R): Promise<ControlResults[R['do']]> => {
    const answer = (await control.evaluate(
      (message) => chrome.runtime.sendMessage(message),
      request as ControlRequest,
    )) as ControlAnswer<R['do']>;
    if (!answer.ok) throw new Error(`${request.do}: ${answer.code} ${answer.message}`);
    return answer.result;
  };
  const dispatch = async (event: 'alarm' | 'idle', value: string): Promise<void> => {
    const worker = context
      .serviceWorkers()
      .find((each) => new URL(each.url()).host === new URL(control.url()).host);
    await worker?.evaluate(
      ([kind, value]) => {
        type Dispatching = { dispatch(...args: unknown[]): void };
        if (kind === 'alarm') (chrome.alarms.onAlarm as unknown as Dispatching).dispatch({ name: value });
        else (chrome.idle.onStateChanged as unknown as Dispatching).dispatch(value);
      },
      [event, value] as const,
    );
  };
  const opened = async () => {
    const recording = await openRecording(join(dir, 'recording'), keys);
    const tracks = await recording.tracks();
    return { recording, events: tracks.flatMap((track) => track.events) };
  };
  const joinProgramme = async (): Promise<void> => {
    await ask({ do: 'enrol', server: wire.origin, code: receiver.enrolmentCode(), label: 'test' });
    const { hash } = await ask({ do: 'notice' });
    await ask({ do: 'consent', notice: hash, jurisdiction: 'US' });
  };
  return {
    get context() {
      return context;
    },
    get control() {
      return control;
    },
    receiver,
    id,
    keys,
    wire,
    dir,
    ask,
    join: joinProgramme,
    async begin() {
      await joinProgramme();
      await ask({ do: 'start' });
    },
    tick: () => dispatch('alarm', 'overt'),
    idle: (state) => dispatch('idle', state),
    opened,
    async finish() {
      await ask({ do: 'stop' });
      await ask({ do: 'release', id: 'all' });
      return opened();
    },
    async restart() {
      await context.close();
      ({ context, control } = await start());
    },
    async close() {
      await context.close();
      await undo();
      await wire.close();
      await receiver.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function launch(
  extensions: readonly string[],
  profile: string,
  switches: readonly string[],
  id: string,
): Promise<{ context: BrowserContext; control: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    viewport: { width: 1000, height: 800 },
    // A zone whose law allows what the tests look at; without one the strictest of all would hold.
    env: { ...process.env, TZ: 'America/Denver' },
    // Muted, no tab is audible.
    ignoreDefaultArgs: ['--mute-audio'],
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-extensions-except=${extensions.join()}`,
      `--load-extension=${extensions.join()}`,
      ...switches,
    ],
  });
  const isOurs = (worker: { url(): string }): boolean => new URL(worker.url()).host === id;
  if (!context.serviceWorkers().some(isOurs)) await context.waitForEvent('serviceworker', isOurs);
  const control = await context.newPage();
  await control.goto(`chrome-extension://${id}/control.html`);
  return { context, control };
}

/** Waits until `done` holds; throws with `what` after five seconds. */
export async function until(
  what: string,
  done: () => Promise<boolean> | boolean,
  limit_ms = 5_000,
): Promise<void> {
  const end = Date.now() + limit_ms;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`waited ${limit_ms} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
