import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOffice } from '@overt/office';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const BIN = join(import.meta.dirname, '../bin/overt.js');

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'overt-record-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
}

/** Runs the built command; `interrupt` is sent as soon as it says `when`. */
function overt(args: readonly string[], interrupt?: { readonly when: string }): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { ...process.env, OVERT_HOME: join(dir, 'home') },
    });
    let out = '';
    let sent = false;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => {
        out += part;
        if (!interrupt || sent || !out.includes(interrupt.when)) return;
        sent = true;
        setTimeout(() => child.kill('SIGINT'), 2_000);
      });
    child.on('close', (code) => resolve({ code, out }));
    child.stdin.end();
  });
}

describe('overt record', () => {
  test('records without a server until Ctrl-C, and what it wrote can be looked at', async () => {
    const office = await startOffice({ seed: 3 });
    const recording = join(dir, 'recording');
    try {
      const url = `http://mail.office.localhost:${office.port}/`;
      const ran = await overt(
        ['record', '--browser', '--headless', '--yes', '--out', recording, '--url', url],
        { when: 'Recording.' },
      );
      expect(ran.out).toMatch(/\d+ steps? in \d+ segments?/);
      expect(ran.code).toBe(0);
    } finally {
      await office.close();
    }
    expect(readdirSync(join(recording, 'segments')).length).toBeGreaterThan(0);
    expect((await overt(['view', recording])).code).toBe(0);
    expect(existsSync(join(recording, 'view.html'))).toBe(true);
  });

  test('never writes over a recording', async () => {
    const ran = await overt(['record', '--browser', '--headless', '--yes', '--out', join(dir, 'recording')]);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('not empty');
  });

  test('a notice that is not agreed to records nothing', async () => {
    const out = join(dir, 'declined');
    const ran = await overt(['record', '--browser', '--headless', '--out', out]);
    expect(ran.code).toBe(2);
    expect(existsSync(join(out, 'segments')) ? readdirSync(join(out, 'segments')) : []).toEqual([]);
  });
});
