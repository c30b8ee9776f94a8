// Both ends of the participant's API: what the server answers has every member the page reads, of the same type.
// The page's types are the contract; an app may not import another, so a test holds them together.

import { nodePrimitives } from '@overt/events/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accesses, Datasets, EnrolmentCode, Held, Me, Steps } from '../../portal/src/api/types.ts';
import { accesses, code, datasets, held, me, steps } from '../../portal/test/fixture.ts';
import { defaultConfig, type RunningServer, startServer } from '../src/index.ts';
import { type Portal, signIn, until } from './support/portal.ts';
import { enrol, upload } from './support/recorder.ts';
import { type Scratch, scratch } from './support/scratch.ts';

let place: Scratch;
let server: RunningServer;
let portal: Portal;
let recording: string;
beforeAll(async () => {
  place = await scratch();
  server = await startServer({ ...defaultConfig(place.dataDir), keyFile: place.keyFile, log: 'error' });
  portal = await signIn(await server.signInLink());
  const recorder = await enrol(server.url, await server.enrolmentCode(), nodePrimitives());
  const track = recorder.record();
  recording = track.recording;
  await upload(recorder.client, track.next({ frames: true }));
  await until(
    () =>
      portal
        .raw(`/api/me/steps?recording=${recording}`)
        .then((answer) => answer.json() as Promise<Partial<Steps>>),
    (answer) => (answer.steps?.length ?? 0) > 0,
  );
});
afterAll(async () => {
  await server?.close();
  await place?.remove();
});

/** The shape of a value: members and types, of a list the shape of its first element; null fits everything. */
function shape(value: unknown): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length > 0 ? [shape(value[0])] : [];
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, shape(one)]));
}

/** Members the page's own data has and the server's answer lacks, or that have another type. */
function missing(expected: unknown, found: unknown, path = ''): string[] {
  if (expected === 'null' || found === 'null') return [];
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [`${path} is not a list`];
    return expected.length > 0 && found.length > 0 ? missing(expected[0], found[0], `${path}[]`) : [];
  }
  if (typeof expected !== 'object')
    return expected === found ? [] : [`${path} is ${JSON.stringify(found)}, not ${String(expected)}`];
  return Object.entries(expected as object).flatMap(([member, one]) => {
    const there = typeof found === 'object' && found !== null && member in found;
    return there
      ? missing(one, (found as Record<string, unknown>)[member], `${path}.${member}`)
      : [`${path}.${member} is missing`];
  });
}

test.each<[string, () => Promise<unknown>, unknown]>([
  ['me', () => portal.get<Me>('/api/me'), me],
  ['segments', () => portal.get<Held>('/api/me/segments'), { ...held, refused: [] }],
  [
    'steps',
    () => portal.get<Steps>(`/api/me/steps?recording=${recording}`),
    { ...steps, steps: steps.steps.map((step) => ({ ...step, frame_before: null, target: null })) },
  ],
  ['accesses', () => portal.get<Accesses>('/api/me/accesses'), accesses],
  ['datasets', () => portal.get<Datasets>('/api/me/datasets'), datasets],
  [
    'enrolment-codes',
    () =>
      portal
        .change('POST', '/api/me/enrolment-codes')
        .then((answer) => answer.json() as Promise<EnrolmentCode>),
    code,
  ],
])('the server’s %s has all that the page reads', async (_name, ask, expected) => {
  expect(missing(shape(expected), shape(await ask()))).toEqual([]);
});
