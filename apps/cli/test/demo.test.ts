import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoReport } from '../src/demo/report.ts';

const BIN = join(import.meta.dirname, '../bin/overt.js');
const DEMO_MS = 900_000;

let dir: string;
let out: string;
let code: number | null;
let report: DemoReport & { readonly failures: readonly string[] };

const overt = (args: readonly string[]): Promise<{ code: number | null; out: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { ...process.env, OVERT_HOME: join(dir, 'home') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.on('close', (ended) => resolve({ code: ended, out: text }));
  });

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'overt-demo-test-'));
  out = join(dir, 'demo');
  const ran = await overt(['demo', '--out', out, '--json']);
  code = ran.code;
  report = JSON.parse(ran.out.trim().split('\n').at(-1) ?? '{}');
}, DEMO_MS);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe(
  'overt demo',
  () => {
    test('goes through the whole path without a failure', () => {
      expect(report.failures).toEqual([]);
      expect(code).toBe(0);
    });

    test('keeps the workflow: steps with frames, pastes linked to their copies, corrections', () => {
      expect(report.steps).toBeGreaterThan(60);
      expect(report.frames).toBeGreaterThan(30);
      expect(report.pastes).toBeGreaterThan(0);
      expect(report.corrections).toBeGreaterThan(0);
    });

    test('leaves enough to learn from where the interface may be kept', () => {
      const { named, framed, valued, workflow } = report.yield;
      expect(workflow.steps).toBeGreaterThan(40);
      expect(named).toBeGreaterThanOrEqual(0.95);
      expect(framed).toBeGreaterThanOrEqual(0.8);
      expect(valued).toBeGreaterThanOrEqual(0.9);
    });

    test('withholds the substance, and says how much by reason', () => {
      expect(report.leaks).toBe(0);
      expect(report.withheld).toMatchObject({
        substance: expect.any(Number),
        'no-train': expect.any(Number),
        bystander: expect.any(Number),
        'secret-field': expect.any(Number),
      });
    });

    test('teaches: tasks are solved in worlds that were not recorded', () => {
      const solved = Object.values(report.learned).filter(({ ok, of }) => ok === of);
      expect(solved.length).toBeGreaterThanOrEqual(1);
    });

    test('leaves what a stranger can check: dataset, attestation, proofs, and a page of the steps', async () => {
      const key = join(out, 'ledger.vkey');
      const files = [join(out, report.dataset, 'attestation.json'), join(out, 'who-looked.tlog-proof')];
      expect((await overt(['verify', ...files, '--origin', key])).code).toBe(0);
      expect(
        (
          await overt([
            'dataset',
            'show',
            join(out, report.dataset),
            '--key',
            readFileSync(key, 'utf8').trim(),
          ])
        ).code,
      ).toBe(0);
      expect(existsSync(join(out, 'steps.html'))).toBe(true);
    });

    test('the participant’s own copy opens with her keys as a recording', async () => {
      const { out: steps } = await overt(['steps', join(out, report.recording)]);
      expect(steps.trim().split('\n')).toHaveLength(report.steps);
    });

    test('every export lints clean', async () => {
      for (const format of ['agentnet', 'episodes'])
        expect((await overt(['lint', join(out, report.dataset, format)])).code, format).toBe(0);
    });
  },
  DEMO_MS,
);
