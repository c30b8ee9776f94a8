import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSigner, encodeEntry, openLog, vkey } from '@overt/ledger';
import { directoryTiles } from '@overt/ledger/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const BIN = join(import.meta.dirname, '../bin/overt.js');

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'overt-cli-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command as a user runs it, with a home of its own. */
function overt(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { ...process.env, OVERT_HOME: join(dir, 'home') },
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      out += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      err += part;
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}
const lastObject = (ran: Ran): Record<string, unknown> => JSON.parse(ran.out.trim().split('\n').at(-1) ?? '');

describe('the command line', () => {
  test('every command has help with an example', async () => {
    const { out } = await overt(['--help']);
    const names = [...out.matchAll(/^ {2}([a-z][a-z-]*)/gm)]
      .map((match) => match[1]!)
      .filter((name) => name !== 'help');
    expect(names).toEqual(
      expect.arrayContaining([
        'demo',
        'record',
        'pause',
        'forget',
        'status',
        'policy',
        'office',
        'redact',
        'steps',
        'verify',
        'learn',
      ]),
    );
    const helps = names
      .filter((one) => one !== 'dataset')
      .map(async (name) => ({ name, help: await overt([name, '--help']) }));
    for (const { name, help } of await Promise.all(helps)) {
      expect(help.code, name).toBe(0);
      expect(help.out, name).toMatch(/Example:\n {2}\$ .*overt/);
    }
  });

  test.each([
    [['nonsense']],
    [['steps']],
    [['office', 'tasks', '--seed', '-1']],
    [['eval', 'model.json', '--env', 'moon', '--seeds', '1']],
    [['verify', 'no-such-file', '--origin', 'log+00000000+x']],
  ])('wrong use ends with 2 and says what is expected: %j', async (args) => {
    const ran = await overt(args);
    expect(ran.code).toBe(2);
    expect(ran.err.length).toBeGreaterThan(20);
  });

  test('with --json the last line is one object, also for a fault', async () => {
    const ran = await overt(['steps', join(dir, 'nowhere'), '--json']);
    expect(ran.code).toBe(3);
    expect(lastObject(ran)).toHaveProperty('error.code', 'RECORDING_MALFORMED');
  });
});

describe('overt redact', () => {
  test('withholds what a detector knows and keeps the rest', async () => {
    const ran = await overt(['redact'], 'Write to anna.berg@example.com today\n');
    expect(ran.out).not.toContain('anna.berg');
    expect(ran.out).toMatch(/<EMAIL_\d+/);
  });

  test('gives spans in UTF-16 offsets of the input', async () => {
    const text = '😀 mail anna@example.com';
    const ran = await overt(['redact', '--lines'], `${JSON.stringify({ id: 7, text })}\n`);
    const { id, spans } = JSON.parse(ran.out.split('\n')[0]!) as {
      id: number;
      spans: { start: number; end: number; type: string }[];
    };
    expect(id).toBe(7);
    expect(spans.map(({ start, end, type }) => [type, text.slice(start, end)])).toEqual([
      ['EMAIL', 'anna@example.com'],
    ]);
  });

  test('names the line that is not in the form, and not its content', async () => {
    const ran = await overt(['redact', '--lines'], '{"id":1,"text":"a"}\nsecret words\n');
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('line 2');
    expect(ran.err).not.toContain('secret words');
  });
});

describe('overt audit-leaks', () => {
  test('finds a planted value beneath gzip and says where; ends with 1', async () => {
    const canaries = join(dir, 'canaries.txt');
    writeFileSync(canaries, 'hunter2-planted-value\n');
    writeFileSync(join(dir, 'planted.gz'), gzipSync('x hunter2-planted-value y'));
    const ran = await overt(['audit-leaks', join(dir, 'planted.gz'), '--canaries', canaries, '--json']);
    expect(ran.code).toBe(1);
    const report = lastObject(ran) as {
      leaks: { layer: string }[];
      proof: { planted: number; found: number };
    };
    expect(report.leaks.map((leak) => leak.layer)).toContain('gzip');
    expect(report.proof.found).toBe(report.proof.planted);
  });

  test('ends with 0 where nothing is', async () => {
    const canaries = join(dir, 'others.json');
    writeFileSync(canaries, JSON.stringify([{ id: 'one', value: 'not-to-be-found-anywhere' }]));
    const ran = await overt(['audit-leaks', BIN, '--canaries', canaries]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('95 % bound');
  });
});

describe('overt verify', () => {
  test('judges a proof against the key the caller brings, and refuses another key', async () => {
    const signer = createSigner('log.example', new Uint8Array(32).fill(7));
    const log = await openLog({
      origin: 'log.example',
      signer,
      store: await directoryTiles(join(dir, 'log')),
    });
    const { index } = await log.append(
      encodeEntry('receipt.given', new Date(0), { digest: `sha256:${'0'.repeat(64)}` }),
    );
    const proof = join(dir, 'entry.tlog-proof');
    writeFileSync(proof, await log.prove(index));
    await log.close();
    expect((await overt(['verify', proof, '--origin', vkey(signer)])).code).toBe(0);
    const stranger = vkey(createSigner('log.example', new Uint8Array(32).fill(8)));
    expect((await overt(['verify', proof, '--origin', stranger])).code).toBe(1);
    expect(readFileSync(proof, 'utf8')).toContain('c2sp.org/tlog-proof');
  });
});

describe('overt office', () => {
  test('lists at least eight goals with their slot values for a seed, the same each time', async () => {
    const [one, two] = [
      await overt(['office', 'tasks', '--seed', '5', '--json']),
      await overt(['office', 'tasks', '--seed', '5', '--json']),
    ];
    expect(one.out).toBe(two.out);
    expect((lastObject(one).tasks as unknown[]).length).toBeGreaterThanOrEqual(8);
  });
});
