// The demo's leak search, and the control that shows it would find what it looks for.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  beginSegment,
  type DataClass,
  type Event,
  type OutlineNode,
  readSegment,
  type TrackId,
} from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { canaries, createWorld, startOffice, urlOf, type World } from '@overt/office';
import type { Canary } from '@overt/redact';
import { searchLeaks } from '../audit/search.ts';
import { officeEnvironment } from '../evaluation/office-environment.ts';
import { openBrowser } from '../recorder/browser.ts';
import type { OpenedRecording } from '../recording.ts';
import { OCR_FRAMES, RECORDED_SEEDS } from './plan.ts';

/** Shorter strings would be found by chance. */
const MIN_BYTES = 8;

/** Everything in a world that is somebody's: customers, colleagues, mails, chat. None of it is workflow. */
function privateStrings(world: World): string[] {
  const customers = world.customers.flatMap(({ name, contact, email, phone, address, iban, notes }) => [
    name,
    contact,
    email,
    phone,
    address,
    iban,
    notes,
  ]);
  const people = [world.me, ...world.colleagues].flatMap(({ name, email }) => [name, email]);
  const mails = world.mail.messages.flatMap(({ subject, body }) => [subject, ...body]);
  const chat = world.chat.channels.flatMap(({ messages }) => messages.map(({ text }) => text));
  return [...new Set([...customers, ...people, ...mails, ...chat])].filter(
    (text) => Buffer.byteLength(text) >= MIN_BYTES,
  );
}

/** What must not be found: the values that were planted to be looked for, and everything else that is private in the worlds that were recorded. */
function mustNotBeFound(): Canary[] {
  return RECORDED_SEEDS.flatMap((seed) => {
    const world = createWorld(seed);
    const planted = canaries(world).map(({ kind, value }, index) => ({
      id: `${kind} ${index} of world ${seed}`,
      value,
    }));
    const known = new Set(planted.map(({ value }) => value));
    const others = privateStrings(world).filter((value) => !known.has(value));
    return [
      ...planted,
      ...others.map((value, index) => ({ id: `private string ${index} of world ${seed}`, value })),
    ];
  });
}

/** Of the browser's profile only what the extension wrote: the pages themselves are the office's own data. */
const PROFILE = /\/profile\//;
const OF_EXTENSION =
  /chrome-extension_|Local Extension Settings|Sync Extension Settings|Extension State|Extension Scripts|Extension Rules/;

export interface DemoSearch {
  /** One line each. */
  readonly leaks: readonly string[];
  readonly values: number;
  readonly files: number;
  readonly bytes: number;
  /** Frames that OCR read. */
  readonly pictures: number;
}

/**
 * Searches everything the demo left: database files and WAL, blobs, logs, exports, the extension's storage, and the
 * recording decrypted: every event, and by OCR every nth frame.
 *
 * @param directories where the server's store lies; as root its database is outside `out`.
 * Of a leak it says the place and never the value.
 */
export async function searchDemo(
  out: string,
  directories: readonly string[],
  opened: OpenedRecording,
): Promise<DemoSearch> {
  const values = mustNotBeFound();
  const decrypted = await mkdtemp(join(tmpdir(), 'overt-decrypted-'));
  try {
    for await (const segment of opened.recording.segments()) {
      await writeFile(join(decrypted, `${segment.segment}.json`), JSON.stringify(segment.events));
      for (const [number, png] of segment.frames)
        await writeFile(join(decrypted, `${segment.segment}-${number}.png`), png);
    }
    await writeFile(join(decrypted, 'episodes.json'), JSON.stringify(opened.episodes));
    const wanted = (path: string) => !PROFILE.test(path) || OF_EXTENSION.test(path);
    const stored = await searchLeaks(
      [out, ...directories.filter((dir) => !dir.startsWith(`${out}/`))],
      values,
      { pictures: 0, wanted },
    );
    const inside = await searchLeaks([decrypted], values, { pictures: OCR_FRAMES });
    const leaks = [...stored.leaks, ...inside.leaks].map(
      (leak) => `${leak.canary} as ${leak.transform} in ${relative(out, leak.file)} (${leak.layer})`,
    );
    const { files, bytes, pictures } = {
      ...stored,
      bytes: stored.bytes + inside.bytes,
      files: stored.files + inside.files,
      pictures: inside.pictures,
    };
    return { leaks, values: values.length, files, bytes, pictures };
  } finally {
    await rm(decrypted, { recursive: true, force: true });
  }
}

type Raw = { readonly nodes: readonly OutlineNode[]; readonly picture: Buffer };

/** What a recorder without a gate would have kept of one page. */
async function look(
  page: { goto(url: string): Promise<unknown> },
  environment: Awaited<ReturnType<typeof officeEnvironment>>,
  url: string,
): Promise<Raw> {
  await page.goto(url);
  await environment.perform({ do: 'wait' }); // frames inside the page arrive after it
  const { nodes } = await environment.observe();
  return { nodes, picture: await environment.picture() };
}

/** The same pages and the same password through the same sealed format, with policy and redaction disconnected. */
function sealAndOpen(raws: readonly Raw[], password: string): readonly Event[] {
  const primitives = nodePrimitives();
  const deks = { action: primitives.random(32), text: primitives.random(32), pixels: primitives.random(32) };
  const clock = { monotonicOrigin_us: 0, wallOrigin_ms: 0, boot: 'control', uncertainty_us: 0 };
  const writer = beginSegment({ track: `trk_${'a'.repeat(26)}` as TrackId, clock, deks, primitives });
  for (const [seq, raw] of raws.entries())
    writer.append({
      kind: 'outline',
      seq,
      t: seq,
      tab: 1,
      place: 'office.mail',
      nodes: raw.nodes,
      truncated: false,
    });
  const target = {
    role: 'textbox',
    states: [],
    box: { x: 0, y: 0, width: 1, height: 1 },
    framePath: [],
    field: 'text',
    locators: [],
  } as const;
  writer.append({
    kind: 'text',
    seq: raws.length,
    t: raws.length,
    op: 'commit',
    at: 0,
    removed: 0,
    inserted: 16,
    text: password,
    ime: false,
    tab: 1,
    target,
  });
  const parts: Record<DataClass, Uint8Array[]> = { action: [], text: [], pixels: [] };
  for (const piece of [...writer.flush(), ...writer.close()]) parts[piece.class].push(piece.bytes);
  const keyed = (name: DataClass) =>
    parts[name].length === 0
      ? {}
      : { [name]: { bytes: new Uint8Array(Buffer.concat(parts[name])), dek: deks[name] } };
  return readSegment({ ...keyed('action'), ...keyed('text') }, primitives).events;
}

/**
 * Records the office once more without policy and redaction, and searches that.
 *
 * @returns the kinds of planted value that were not found, and `pixels` if OCR found none: empty is what one wants.
 */
export async function positiveControl(dir: string): Promise<string[]> {
  const seed = RECORDED_SEEDS[0] ?? 1;
  const world = createWorld(seed);
  const values = canaries(world);
  const card = values.find((one) => one.kind === 'card')?.value ?? '';
  const mail = world.mail.messages.find((one) => one.body.some((line) => line.includes(card)));
  const channel = world.chat.channels.find((one) =>
    one.messages.some((message) =>
      values.some((value) => value.kind === 'bystander' && value.value === message.text),
    ),
  );
  const office = await startOffice({ seed });
  const context = await openBrowser({ profile: join(dir, 'profile'), headed: false, withExtension: false });
  try {
    const environment = await officeEnvironment(office, context);
    const page = context.pages()[0] ?? (await context.newPage());
    const urls = [
      urlOf('mail', office.port, `/mail/${mail?.id}/body`),
      urlOf('chat', office.port, `/channel/${channel?.name}`),
      urlOf('crm', office.port),
    ];
    const raws: Raw[] = [];
    for (const url of urls) raws.push(await look(page, environment, url));
    const found = join(dir, 'found');
    await mkdir(found, { recursive: true });
    await writeFile(
      join(found, 'events.json.gz'),
      gzipSync(JSON.stringify(sealAndOpen(raws, world.hr.password))),
    );
    for (const [index, raw] of raws.entries()) await writeFile(join(found, `${index}.png`), raw.picture);
    const { leaks } = await searchLeaks(
      [found],
      values.map(({ kind, value }) => ({ id: kind, value })),
      { pictures: raws.length },
    );
    const hit = new Set(leaks.map((leak) => leak.canary));
    const missed = [...new Set(values.map((value) => value.kind))].filter((kind) => !hit.has(kind));
    return leaks.some((leak) => leak.layer === 'ocr') ? missed : [...missed, 'pixels'];
  } finally {
    await context.close();
    await office.close();
    await rm(dir, { recursive: true, force: true });
  }
}
