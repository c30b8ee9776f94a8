import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Office, startOffice } from '@overt/office';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const BIN = join(import.meta.dirname, '../bin/overt.js');
const SPEND_MS = 30_000;

let dir: string;
let office: Office;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'overt-control-'));
  office = await startOffice({ seed: 3 });
});
afterAll(async () => {
  await office.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

// Also the profile of a recording that is killed goes with the test's own folder.
const environment = (home: string) => ({ ...process.env, OVERT_HOME: home, TMPDIR: dir });

function overt(home: string, ...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], { env: environment(home) });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      out += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      err += part;
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end();
  });
}
const lastObject = (ran: Ran): Record<string, unknown> => JSON.parse(ran.out.trim().split('\n').at(-1) ?? '');

/** A recording in another terminal. */
class Running {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  said = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = new Promise((resolve) => child.on('close', resolve));
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => {
        this.said += part;
      });
  }

  static async start(home: string, out: string, ...more: readonly string[]): Promise<Running> {
    const url = `http://mail.office.localhost:${office.port}/`;
    const args = ['record', '--browser', '--headless', '--yes', '--out', out, '--url', url, ...more];
    const running = new Running(spawn(process.execPath, [BIN, ...args], { env: environment(home) }));
    await running.says('Recording.');
    return running;
  }

  async says(what: string): Promise<void> {
    const begun = Date.now();
    while (!this.said.includes(what)) {
      if (this.#child.exitCode !== null || Date.now() - begun > SPEND_MS)
        throw new TypeError(`the recording did not say “${what}” but: ${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Ends the browser that this recording started, as closing its window does. */
  closeBrowser(): void {
    const [browser] = execFileSync('pgrep', ['-P', String(this.#child.pid)], { encoding: 'utf8' })
      .trim()
      .split('\n');
    process.kill(Number(browser), 'SIGTERM');
  }
}

let running: Running | undefined;
afterEach(async () => {
  running?.interrupt();
  running?.interrupt();
  await running?.ended;
  running = undefined;
});

/** Asks until the answer is as wanted: an input takes a moment to be kept. */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const begun = Date.now();
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() - begun > SPEND_MS) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const files = (path: string): string[] =>
  readdirSync(path, { recursive: true })
    .map(String)
    .map((name) => name.replace(/[0-9a-f]{64}/g, 'HASH').replace(/\d+/g, 'N'))
    .sort();

describe('control of a running recording from another terminal', () => {
  test('status, pause, resume and the end; one recording at a time; the door is its owner’s alone', async () => {
    const home = join(dir, 'one');
    running = await Running.start(home, join(dir, 'one-out'));
    const status = async (): Promise<{
      running: boolean;
      recording: { state: string; resumesAt?: number };
    }> => lastObject(await overt(home, 'status', '--json')) as never;
    expect(await status()).toMatchObject({ running: true, recording: { state: 'recording' } });
    expect((await overt(home, 'status')).out).toContain('Recording');
    expect(statSync(join(home, 'record.sock')).mode & 0o777).toBe(0o600);

    const second = await overt(
      home,
      'record',
      '--browser',
      '--headless',
      '--yes',
      '--out',
      join(dir, 'two-out'),
    );
    expect([second.code, second.err]).toEqual([1, expect.stringContaining('one at a time')]);

    const [before, said] = [files(home), running.said];
    expect((await overt(home, 'pause')).code).toBe(0);
    expect((await status()).recording).toMatchObject({ state: 'paused' });
    // What lies in the config directory tells nobody that this is a pause.
    expect(files(home)).toEqual(before);
    expect((await overt(home, 'resume')).code).toBe(0);
    expect((await status()).recording.state).toBe('recording');

    expect((await overt(home, 'pause', '--for', '30m', '--json')).code).toBe(0);
    const { resumesAt } = (await status()).recording;
    expect(resumesAt).toBeGreaterThan(Date.now() + 29 * 60_000);
    expect(resumesAt).toBeLessThan(Date.now() + 31 * 60_000);

    // Nor does the recording's own terminal, which may be written to a file.
    expect(running.said).toBe(said);
    running.interrupt();
    expect(await running.ended).toBe(0);
    expect(existsSync(join(home, 'record.sock'))).toBe(false);
    expect((await overt(home, 'pause')).code).toBe(1);
  });

  test('a recording that was paused and one that was not leave the same kinds of files', async () => {
    const left: unknown[] = [];
    for (const paused of [true, false]) {
      const [home, out] = [join(dir, `left-${paused}`), join(dir, `left-${paused}-out`)];
      running = await Running.start(home, out);
      await until(
        async () =>
          lastObject(await overt(home, 'status', '--json')) as { recording: { held: { events: number } } },
        ({ recording }) => recording.held.events > 0,
      );
      if (paused) expect((await overt(home, 'pause')).code).toBe(0);
      running.interrupt();
      expect(await running.ended).toBe(0);
      left.push({ home: files(home), out: new Set(files(out)), said: running.said.split('\n').length });
    }
    expect(left[0]).toEqual(left[1]);
  });

  test('forget takes back what is held and what is written', async () => {
    const home = join(dir, 'forget');
    const out = join(dir, 'forget-out');
    running = await Running.start(home, out);
    await until(
      async () =>
        lastObject(await overt(home, 'status', '--json')) as { recording: { held: { events: number } } },
      ({ recording }) => recording.held.events > 0,
    );
    // A pause ends the piece; released, it is on disk.
    expect((await overt(home, 'pause')).code).toBe(0);
    expect((await overt(home, 'review', '--release', 'all')).code).toBe(0);
    expect(readdirSync(join(out, 'segments'))).not.toEqual([]);
    const forgotten = lastObject(await overt(home, 'forget', '--last', '10m', '--json'));
    expect(forgotten).toMatchObject({ left: 0 });
    expect(forgotten.segments).toBeGreaterThan(0);
    for (const kept of ['segments', 'envelopes', 'blobs']) expect(readdirSync(join(out, kept))).toEqual([]);
    running.interrupt();
    expect(await running.ended).toBe(0);
  });

  test('with --hold nothing is written before it is released, and what is not is deleted', async () => {
    const home = join(dir, 'hold');
    const out = join(dir, 'hold-out');
    running = await Running.start(home, out, '--hold', '24h');
    const held = async (): Promise<{ id: string; events: number; status: string }[]> =>
      lastObject(await overt(home, 'review', '--json')).held as never;
    await until(held, (all) => all.some(({ events }) => events > 0));
    expect((await overt(home, 'pause')).code).toBe(0);
    expect((await overt(home, 'resume')).code).toBe(0);
    await until(held, (all) => all.filter(({ events }) => events > 0).length >= 2);
    running.interrupt();
    await running.says('Held until you decide');
    expect(readdirSync(join(out, 'segments'))).toEqual([]);
    const [first] = await held();
    expect((await overt(home, 'review')).out).toContain(first!.id.slice(0, 8));
    expect((await overt(home, 'review', '--release', first!.id.slice(0, 8))).code).toBe(0);
    expect(readdirSync(join(out, 'segments'))).toHaveLength(1);
    expect((await overt(home, 'review', '--release', 'zz')).code).toBe(2);
    running.interrupt();
    expect(await running.ended).toBe(0);
    expect(running.said).toContain('Deleted:');
    expect(readdirSync(join(out, 'segments'))).toHaveLength(1);
  });

  test('runs under a policy from a file, its participant’s settings and an administrator’s file', async () => {
    const home = join(dir, 'bounds');
    const policy = join(dir, 'policy.json');
    mkdirSync(home, { mode: 0o700 });
    expect((await overt(home, 'policy', 'init', policy)).code).toBe(0);
    const made = JSON.parse(readFileSync(policy, 'utf8')) as object;
    writeFileSync(policy, JSON.stringify({ ...made, programme: 'Of my own', hold_h: 0 }));
    const own = { rules: [{ host: 'intranet.example', fidelity: 'none' }] };
    writeFileSync(join(home, 'personal.json'), JSON.stringify(own));
    const managed = join(dir, 'managed.json');
    writeFileSync(managed, JSON.stringify({ rules: [{ place: 'office.mail', fidelity: 'none' }] }));
    process.env.OVERT_MANAGED = managed;
    try {
      running = await Running.start(home, join(dir, 'bounds-out'), '--policy', policy);
      const status = lastObject(await overt(home, 'status', '--json')) as {
        recording: { programme: string };
        personal: object;
      };
      expect(status.recording.programme).toBe('Of my own');
      expect(status.personal).toMatchObject(own);
      const explained = await overt(home, 'status', '--explain', 'wiki.intranet.example', '--json');
      expect(lastObject(explained)).toMatchObject({ fidelity: 'none' });
      const withheld = await until(
        async () =>
          (
            lastObject(await overt(home, 'status', '--json')) as {
              recording: { withheld: Record<string, number> };
            }
          ).recording.withheld,
        (counted) => (counted['place-none'] ?? 0) > 0,
      );
      expect(withheld['place-none']).toBeGreaterThan(0);
    } finally {
      delete process.env.OVERT_MANAGED;
    }
  });

  test('in her quiet hours nothing begins, and she is told why', async () => {
    const home = join(dir, 'quiet');
    mkdirSync(home, { mode: 0o700 });
    const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' };
    writeFileSync(join(home, 'personal.json'), JSON.stringify({ quiet: [always] }));
    const ran = await overt(
      home,
      'record',
      '--browser',
      '--headless',
      '--yes',
      '--out',
      join(dir, 'quiet-out'),
    );
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('outside recording hours')]);
    expect(existsSync(join(home, 'record.sock'))).toBe(false);
  });

  test('a socket that a killed recording left is no recording', async () => {
    const home = join(dir, 'stale');
    running = await Running.start(home, join(dir, 'stale-out'));
    running.kill();
    await running.ended;
    expect(existsSync(join(home, 'record.sock'))).toBe(true);
    expect((await overt(home, 'pause')).code).toBe(1);
    running = await Running.start(home, join(dir, 'stale-again'));
    expect((await overt(home, 'pause')).code).toBe(0);
  });

  test('closing the whole browser loses nothing of what was kept', async () => {
    const home = join(dir, 'closed');
    const out = join(dir, 'closed-out');
    running = await Running.start(home, out);
    await until(
      async () =>
        lastObject(await overt(home, 'status', '--json')) as { recording: { held: { events: number } } },
      ({ recording }) => recording.held.events > 0,
    );
    running.closeBrowser();
    expect(await running.ended).toBe(0);
    expect(readdirSync(join(out, 'segments'))).not.toEqual([]);
  });

  test('a line that is no request reaches nobody', async () => {
    const home = join(dir, 'line');
    running = await Running.start(home, join(dir, 'line-out'));
    for (const line of [
      'nonsense\n',
      '{"do":"start"}\n',
      '{"do":"pause","minutes":-1}\n',
      `${'x'.repeat(9_000)}`,
    ]) {
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(join(home, 'record.sock'));
        let text = '';
        socket.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        socket.on('end', () => resolve(text));
        socket.on('error', reject);
        socket.write(line);
      });
      expect(JSON.parse(answer)).toMatchObject({ ok: false });
    }
    expect((await overt(home, 'status')).out).toContain('Recording');
  });
});

test('a config directory whose path is too long for a socket is told as such', async () => {
  const ran = await overt(join(dir, 'x'.repeat(120)), 'pause');
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('OVERT_HOME')]);
});
