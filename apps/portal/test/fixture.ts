// A server of invented data for the page: the same routes, no keys, no database. The real ends are held together by
// apps/server/test/portal-contract.test.ts; this one exists to look at the page in every state.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type {
  Accesses,
  Datasets,
  EnrolmentCode,
  Exemptions,
  Held,
  Me,
  OpenExemptions,
  Segment,
  Step,
  Steps,
} from '../src/api/types.ts';

const hex = (seed: number) =>
  Array.from({ length: 64 }, (_, i) => ((seed * 7919 + i * 104_729 + seed * i) % 16).toString(16)).join('');

export const me: Me = {
  participant: 'prn_k4zq2m7xw5dt3hbn6yfa8cjeru',
  programme: 'Northwind Office Agents',
  participation: 'active',
  devices: [
    { device: 'dev_a', label: 'Work laptop, Chromium', state: 'active' },
    { device: 'dev_b', label: 'Old desktop', state: 'revoked' },
  ],
  receipts: [
    { hash: hex(3), given: '2026-11-16T08:02Z', state: 'valid', policy: hex(9), device: 'dev_a' },
    {
      hash: hex(4),
      given: '2026-09-01T07:41Z',
      withdrawn: '2026-10-12T15:20Z',
      state: 'withdrawn',
      policy: hex(8),
      device: 'dev_b',
    },
  ],
  policy: {
    hash: hex(9),
    notAfter: '2027-06-30',
    holdHours: 24,
    embargoDays: 14,
    retention: { action: '24 months', text: '90 days', pixels: '90 days' },
    purposes: ['train-cua', 'eval-cua', 'redaction-qa', 'rights', 'store-incident'],
    halt: false,
  },
  law: { active: ['EU', 'DE'] },
  proposal: null,
  grants: [
    { role: 'participant', purposes: ['rights'] },
    { role: 'trainer', purposes: ['train-cua', 'eval-cua'] },
    { role: 'worker', purposes: ['train-cua', 'redaction-qa'] },
    { role: 'privacy-officer', purposes: ['redaction-qa', 'store-incident'] },
    { role: 'auditor', purposes: [] },
    { role: 'owner', purposes: [] },
  ],
  leases: [{ role: 'trainer', purpose: 'train-cua', until: '2026-11-23T17:00Z' }],
  ledger: {
    key: 'overt.northwind.example/ledger+8c1f2a3b+AdJpZ2h0IGhlcmUgaXMgYSBrZXkgb2YgMzIgYnl0ZXMh',
    entries: 20_852,
  },
};

const segment = (seed: number, n: number, state: 'held' | 'expired' = 'held', deleted = false): Segment => ({
  segment: hex(seed * 31 + n),
  n,
  sizeLog2: 18 + (n % 4),
  deleted,
  blobs: [
    { class: 'action', expires: '2028-11-23', state: deleted ? 'deleted' : 'held' },
    { class: 'text', expires: '2027-02-21', state: deleted ? 'deleted' : state },
    { class: 'pixels', expires: '2027-02-21', state: deleted ? 'deleted' : state },
  ],
});

export const held: Held = {
  recordings: [
    {
      recording: 'rec_one',
      week: '2026-W48',
      source: 'browser',
      segments: [segment(1, 0), segment(1, 1), segment(1, 2, 'held', true), segment(1, 3), segment(1, 4)],
      episodes: [
        { episode: 'epi_a', task: 'office.copy-invoice-total', stepsUpTo: 16 },
        { episode: 'epi_b', task: 'office.new-customer', stepsUpTo: 32 },
      ],
    },
    {
      recording: 'rec_two',
      week: '2026-W47',
      source: 'desktop',
      segments: [segment(2, 0), segment(2, 1)],
      episodes: [{ episode: 'epi_c', task: '', stepsUpTo: 64 }],
    },
  ],
  refused: [{ week: '2026-W42', code: 'RECEIPT_WITHDRAWN', times: 2 }],
};

const size = { width: 960, height: 600, scale: 1.2 };
const frame = (n: number) => ({ frame_before: { pixels: `f${n}`, ...size } });
const NOTHING = {
  x: null,
  y: null,
  text: null,
  keys: null,
  modifiers: [],
  target: null,
  frame_before: { none: 'no-frame' },
  corrects: null,
  correction: false,
  paste_of: null,
};
const target = (role: string, name: string | null, x: number, y: number, width: number, height: number) => ({
  target: { role, name, label: null, box: { x, y, width, height } },
});
const step = (index: number, type: string, at: number, place: string, more: Partial<Step>): Step => ({
  ...NOTHING,
  id: `trk_a:${index}`,
  index,
  type,
  place,
  t_start_us: at * 1e6,
  ...more,
});
const CELL = target('gridcell', 'D7', 470, 248, 110, 28);
const CONTACT = target('textbox', 'Contact', 200, 132, 320, 36);

const STEPS: readonly Step[] = [
  step(0, 'pointer.click', 2, 'office.mail', {
    x: 168,
    y: 214,
    ...target('link', 'Invoice 4711', 20, 222, 290, 38),
    ...frame(1),
  }),
  step(1, 'clipboard.copy', 9, 'office.mail', {
    x: 620,
    y: 304,
    ...target('cell', 'Total', 575, 285, 110, 30),
    ...frame(1),
  }),
  step(2, 'tab.switch', 11, 'office.sheet', frame(1)),
  step(3, 'pointer.click', 13, 'office.sheet', { x: 380, y: 262, ...CELL, ...frame(2) }),
  step(4, 'clipboard.paste', 14, 'office.sheet', {
    text: '<AMOUNT_2:currency=EUR>',
    paste_of: 'trk_a:1',
    ...CELL,
    ...frame(2),
  }),
  step(5, 'pointer.click', 21, 'office.crm', {
    x: 330,
    y: 150,
    ...CONTACT,
    frame_before: { none: 'frame-moved' },
  }),
  step(6, 'text.input', 24, 'office.crm', {
    text: '<PERSON_1:given>, <ORGANISATION_1>',
    ...CONTACT,
    ...frame(2),
  }),
  step(7, 'text.input', 29, 'office.crm', {
    text: '<PERSON_2:given>',
    corrects: 'trk_a:6',
    correction: true,
    ...CONTACT,
    ...frame(2),
  }),
  step(8, 'select.option', 33, 'office.crm', {
    text: 'Net 30 days',
    ...target('combobox', 'Terms', 200, 190, 320, 36),
    ...frame(2),
  }),
  step(9, 'key.chord', 36, 'office.crm', { modifiers: ['ctrl'], keys: ['s'], ...frame(2) }),
  step(10, 'pointer.click', 37, 'office.crm', {
    x: 700,
    y: 470,
    ...target('button', 'Save', 660, 450, 90, 36),
    ...frame(2),
  }),
];

export const steps: Steps = { recording: 'rec_one', looked: 20_853, steps: STEPS };

export const accesses: Accesses = {
  accesses: [
    ...Array.from({ length: 9 }, (_, i) => ({
      index: 18_200 + i * 61,
      t: `2026-11-${String(12 + i).padStart(2, '0')}T06:3${i}Z`,
      role: 'worker',
      purpose: 'train-cua',
      items: 6 + i,
    })),
    { index: 20_101, t: '2026-11-22T10:12Z', role: 'trainer', purpose: 'train-cua', items: 18 },
    { index: 20_850, t: '2026-11-23T09:14Z', role: 'participant', purpose: 'rights', items: 12 },
  ],
};

export const datasets: Datasets = {
  datasets: [
    {
      dataset: 'office-basics-3',
      built: '2026-W47',
      state: 'contains-erased',
      purpose: 'train-cua',
      mandate: hex(12),
      expires: '2027-11-22',
    },
  ],
};

const exemptionId = (letter: string) => `exm_${letter.repeat(26)}`;

export const exemptions: Exemptions = {
  exemptions: [
    { id: exemptionId('a'), scope: { host: 'clinic.example' }, state: 'granted' },
    {
      id: exemptionId('b'),
      scope: { place: 'category:chat' },
      state: 'granted',
      until: '2027-01-31T23:59:00Z',
    },
    { id: exemptionId('c'), scope: { place: 'office.mail' }, state: 'refused' },
    { id: exemptionId('d'), scope: { host: 'council.northwind.example' }, state: 'pending' },
    { id: exemptionId('e'), scope: { everything: true }, state: 'withdrawn' },
    {
      id: exemptionId('f'),
      scope: { host: 'audit.example' },
      state: 'ended',
      until: '2026-10-31T23:59:00Z',
    },
  ],
};

export const openExemptions: OpenExemptions = {
  open: [
    {
      id: exemptionId('c'),
      scope: { place: 'office.mail' },
      reason: 'other-people',
      appealed: true,
      due: '2026-11-27',
    },
    {
      id: exemptionId('d'),
      scope: { host: 'council.northwind.example' },
      reason: 'protected-role',
      appealed: false,
      due: '2026-12-01',
    },
    {
      id: exemptionId('g'),
      scope: { everything: true },
      reason: 'none-given',
      appealed: false,
      due: '2026-12-01',
    },
  ],
};

export const code: EnrolmentCode = { code: 'K7QF-29MX-P4TD', expires: '2026-11-23T10:30Z' };

export interface Fixture {
  readonly url: string;
  readonly requests: readonly { readonly method: string; readonly path: string; readonly body: string }[];
  /** From now on, what `path` answers. */
  answer(path: string, value: unknown): void;
  close(): Promise<void>;
}

export interface FixtureOptions {
  readonly dist: string;
  readonly frames: Readonly<Record<string, Uint8Array>>;
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Refusals by code, of `METHOD path`. */
  readonly refusals?: Readonly<Record<string, string>>;
  readonly signedIn?: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
/** The policy the real server sends: the page has to live with it. */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export async function serveFixture(options: FixtureOptions): Promise<Fixture> {
  const answers: Record<string, unknown> = {
    '/api/me': me,
    '/api/me/segments': held,
    '/api/me/steps': steps,
    '/api/me/accesses': accesses,
    '/api/me/datasets': datasets,
    '/api/me/exemptions': exemptions,
    '/api/me/enrolment-codes': code,
    ...options.answers,
  };
  const requests: { method: string; path: string; body: string }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://fixture').pathname;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    requests.push({ method: request.method ?? 'GET', path, body });
    response.setHeader('content-security-policy', CSP);
    if (path.startsWith('/api/')) {
      if (options.signedIn === false) return response.writeHead(401).end('{}');
      const refused = options.refusals?.[`${request.method} ${path}`];
      if (refused) return response.writeHead(422).end(JSON.stringify({ code: refused }));
      if (path === '/api/review/exemptions' && !answers[path])
        return response.writeHead(404).end(JSON.stringify({ code: 'NOT_FOUND' }));
      if (path.startsWith('/api/me/frames/'))
        return response.setHeader('content-type', 'image/png').end(options.frames[path.split('/').at(-1)!]);
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[path] ?? {}));
    }
    const file = join(options.dist, path === '/' ? 'index.html' : path);
    const bytes = await readFile(file).catch(() => undefined);
    if (!bytes) return response.writeHead(404).end();
    return response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(bytes);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (path, value) => {
      answers[path] = value;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
