import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Explanation, Policy } from '@overt/policy';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const BIN = join(import.meta.dirname, '../bin/overt.js');

let dir: string;
let home: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'overt-policy-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let count = 0;
beforeEach(() => {
  home = join(dir, `home-${count++}`);
  mkdirSync(home, { mode: 0o700 });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command as a user runs it; in Berlin, where the law is known. */
function overt(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { ...process.env, TZ: 'Europe/Berlin', OVERT_HOME: home, ...env },
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
    child.stdin.end();
  });
}
const lastObject = (ran: Ran): Record<string, unknown> => JSON.parse(ran.out.trim().split('\n').at(-1) ?? '');

const write = (name: string, value: unknown): string => {
  const path = join(home, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};

/** What `policy init` writes, once for all tests, so that two policies differ in what they are changed in and nothing else. */
let made: Promise<Policy> | undefined;
async function policyFile(name: string, change: Partial<Policy> = {}): Promise<string> {
  made ??= overt(['policy', 'init', join(dir, 'made.json')]).then(
    () => JSON.parse(readFileSync(join(dir, 'made.json'), 'utf8')) as Policy,
  );
  return write(name, { ...(await made), ...change });
}

describe('overt policy init and check', () => {
  test('what init writes is a policy, and it is never written over', async () => {
    const path = join(home, 'policy.json');
    expect((await overt(['policy', 'init', path])).code).toBe(0);
    const checked = await overt(['policy', 'check', path, '--json']);
    expect([checked.code, lastObject(checked)]).toMatchObject([0, { ok: true, problems: [], remarks: [] }]);
    const again = await overt(['policy', 'init', path]);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('exists already')]);
  });

  test.each([
    ['not JSON', 'nonsense', 'POLICY_NOT_JSON'],
    ['a field of the wrong kind', { ttl_h: 'soon' }, 'POLICY_SHAPE'],
    ['a field nobody knows', { surprise: true }, 'POLICY_SHAPE'],
    ['a term over a year', { notAfter: '2099-01-01T00:00:00Z' }, 'POLICY_LASTS_TOO_LONG'],
    [
      'a term that is over',
      { issued: '2020-01-01T00:00:00Z', notAfter: '2020-02-01T00:00:00Z' },
      'POLICY_ENDED',
    ],
    ['a version of the future', { version: 3 }, 'POLICY_VERSION_UNKNOWN'],
    [
      'a pack with other terms',
      { jurisdictions: [{ pack: 'DE', version: 1, digest: '0'.repeat(64) }] },
      'POLICY_JURISDICTION',
    ],
  ])('%s is a problem with a code, and ends with 1', async (_, change, code) => {
    const path =
      typeof change === 'string'
        ? write('bad.json', change)
        : await policyFile('bad.json', change as Partial<Policy>);
    const ran = await overt(['policy', 'check', path, '--json']);
    expect(ran.code).toBe(1);
    expect(lastObject(ran)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  test('says where it failed and what was expected, for every field at once', async () => {
    const ran = await overt([
      'policy',
      'check',
      await policyFile('bad.json', { ttl_h: 0, hold_h: 999 } as Partial<Policy>),
    ]);
    expect(ran.out).toContain('ttl_h');
    expect(ran.out).toContain('hold_h');
  });

  test('remarks on a rule for a place nobody knows, and on a policy that keeps nothing', async () => {
    const path = await policyFile('policy.json', {
      places: [{ place: 'office.mial', fidelity: 'none' }],
      jurisdictions: [],
    });
    const ran = await overt(['policy', 'check', path]);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/office\.mial.*did you mean office\.mail/);
    expect(ran.out).toContain('nothing is captured anywhere');
  });

  test('a file that is not there is wrong use', async () => {
    expect((await overt(['policy', 'check', join(home, 'nowhere.json')])).code).toBe(2);
  });
});

describe('overt policy diff', () => {
  test('narrower is not material and ends with 0; the reverse is, and ends with 1', async () => {
    const wide = await policyFile('wide.json');
    const { retention } = JSON.parse(readFileSync(wide, 'utf8')) as Policy;
    const narrow = await policyFile('narrow.json', { retention: { ...retention, pixels_days: 7 } });
    const there = await overt(['policy', 'diff', wide, narrow]);
    expect([there.code, there.out]).toEqual([0, expect.stringContaining('material: no')]);
    const back = await overt(['policy', 'diff', narrow, wide]);
    expect(back.code).toBe(1);
    expect(back.out).toMatch(/wider\s+retention\.pixels_days: 7 → 90/);
    expect(back.out).toContain('material: yes');
  });

  test('never names a customer', async () => {
    const noTrain = { domains: [], names: ['Fabrikam Holding'], accounts: [], urls: [], markers: [] };
    const ran = await overt([
      'policy',
      'diff',
      await policyFile('a.json'),
      await policyFile('b.json', { noTrain }),
    ]);
    expect(ran.out).toContain('noTrain.names');
    expect(ran.out).not.toContain('Fabrikam');
  });

  test('a file that is no policy is a fault that names the file', async () => {
    const ran = await overt(['policy', 'diff', await policyFile('a.json'), write('b.json', '{}')]);
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('b.json: policy at')]);
  });
});

describe('overt policy dry-run', () => {
  const row = { day: new Date().toISOString().slice(0, 10), place: 'office.mail', kind: 'interface-text' };

  test('says what a proposed policy would have kept of what was counted', async () => {
    const counters = write('counters.json', [
      { ...row, needs: 'workflow', seen: 40, kept: 40 },
      { ...row, kind: 'pointer', needs: 'structure', seen: 10, kept: 10 },
    ]);
    const policy = await policyFile('policy.json');
    const proposed = await policyFile('proposed.json', {
      places: [{ place: 'office.mail', fidelity: 'structure' }],
    });
    const ran = await overt([
      'policy',
      'dry-run',
      proposed,
      '--counters',
      counters,
      '--policy',
      policy,
      '--json',
    ]);
    expect(lastObject(ran)).toMatchObject({
      isMaterial: false,
      kept: { before: 50, after: 10 },
      places: [{ place: 'office.mail', before: 'workflow', after: 'structure' }],
    });
  });

  test('counters that are none, or none at all, are wrong use', async () => {
    const policy = await policyFile('policy.json');
    const bad = await overt(['policy', 'dry-run', policy, '--counters', write('bad.json', [row])]);
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('row 0')]);
    expect((await overt(['policy', 'dry-run', policy])).code).toBe(2);
  });
});

describe('overt policy notice', () => {
  test('is the notice in the language asked for, if the policy offers it', async () => {
    const policy = await policyFile('policy.json', { controller: 'Muster GmbH', languages: ['en', 'de'] });
    const [english, german] = [
      await overt(['policy', 'notice', policy]),
      await overt(['policy', 'notice', policy, '--language', 'de']),
    ];
    expect(english.out).toContain('Muster GmbH');
    expect(german.out).toContain('Muster GmbH');
    expect(german.out).not.toBe(english.out);
    expect((await overt(['policy', 'notice', policy, '--language', 'fr'])).code).toBe(2);
  });
});

describe('overt status', () => {
  const explain = async (place: string, env: Readonly<Record<string, string>> = {}, more: string[] = []) => {
    const ran = await overt(['status', '--explain', place, '--json', ...more], env);
    expect(ran.err).toBe('');
    return lastObject(ran) as unknown as Explanation;
  };

  test('says that nothing runs, and what would bound a recording', async () => {
    const ran = await overt(['status']);
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('No recording is running')]);
    expect(lastObject(await overt(['status', '--json']))).toMatchObject({
      running: false,
      policy: { maxFidelity: 'workflow' },
    });
  });

  test('explains a place by id, host and address alike: every part, and the strictest holds', async () => {
    const byId = await explain('office.mail');
    expect(byId).toMatchObject({ place: { id: 'office.mail' }, fidelity: 'workflow' });
    expect(byId.parts.map(({ from }) => from)).toEqual(
      expect.arrayContaining(['catalogue', 'policy', 'law', 'you']),
    );
    expect((await explain('mail.office.localhost')).fidelity).toBe('workflow');
    expect((await explain('http://mail.office.localhost:4860/inbox')).place.id).toBe('office.mail');
    expect((await explain('intranet.nobody-knows.example')).fidelity).toBe('structure');
  });

  test('an id nobody knows ends with 2 and names those that are near', async () => {
    const ran = await overt(['status', '--explain', 'office.mial']);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('office.mail')]);
    expect((await overt(['status', '--explain', 'no place at all'])).code).toBe(2);
  });

  test('the participant’s own rule holds, and is named as hers', async () => {
    write('personal.json', { rules: [{ place: 'office.mail', fidelity: 'none' }] });
    const { fidelity, parts } = await explain('office.mail');
    expect(fidelity).toBe('none');
    expect(parts.at(-1)).toMatchObject({ from: 'you', fidelity: 'none' });
  });

  test('an administrator’s file narrows, and is named', async () => {
    const managed = write('managed.json', {
      rules: [{ host: 'mail.office.localhost', fidelity: 'structure' }],
    });
    const { fidelity, parts } = await explain('office.mail', { OVERT_MANAGED: managed });
    expect(fidelity).toBe('structure');
    expect(parts).toContainEqual(
      expect.objectContaining({ from: expect.stringContaining(managed), fidelity: 'structure' }),
    );
  });

  test.each([
    ['that is no JSON', '{'],
    ['with a key nobody knows', '{"maxFidelty":"none"}'],
    ['that is empty', ''],
  ])('a managed file %s is a fault that says where, and that nothing is captured', async (_, content) => {
    const managed = write('managed.json', content);
    const ran = await overt(['status', '--json'], { OVERT_MANAGED: managed });
    expect(ran.code).toBe(3);
    expect(lastObject(ran)).toMatchObject({ error: { code: 'MANAGED_SHAPE' } });
    expect(ran.err).toContain(managed);
    expect(ran.err).toContain('nothing is captured');
    const record = await overt(['record', '--browser', '--headless', '--yes', '--out', join(home, 'r')], {
      OVERT_MANAGED: managed,
    });
    expect(record.code).toBe(3);
  });

  test('settings that are none are a fault with a code', async () => {
    write('personal.json', { rules: [{ place: 'office.mail', fidelity: 'everything' }] });
    const ran = await overt(['status', '--json']);
    expect([ran.code, lastObject(ran)]).toMatchObject([3, { error: { code: 'PERSONAL_SHAPE' } }]);
  });

  test('explains under a policy that is given', async () => {
    const policy = await policyFile('policy.json', {
      places: [{ place: 'own.intranet', fidelity: 'none', hosts: ['intranet.example'] }],
    });
    const more = ['--policy', policy];
    expect((await explain('own.intranet', {}, more)).fidelity).toBe('none');
    expect((await explain('wiki.intranet.example', {}, more)).place.id).toBe('own.intranet');
  });
});

describe('the guide for participants', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/guide/control.md'), 'utf8');
  const block = (begin: string): string => guide.split(begin)[1]!.split('```')[0]!;

  test('shows settings that are understood', async () => {
    write('personal.json', block('```json\n'));
    expect((await overt(['status'])).out).toMatch(
      /Your settings: 2 rules, 1 paused place, quiet 12:00–13:00/,
    );
  });

  test('shows an explanation as it is printed', async () => {
    const shown = block('$ overt status --explain mail.office.localhost\n');
    expect((await overt(['status', '--explain', 'mail.office.localhost'])).out).toBe(shown);
  });
});

describe('overt record, before it records', () => {
  const record = (more: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    overt(['record', '--browser', '--headless', '--yes', '--out', join(home, 'recording'), ...more], env);

  test('a policy that is refused is a fault that says where', async () => {
    const ran = await record(['--policy', await policyFile('bad.json', { ttl_h: 0 } as Partial<Policy>)]);
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('ttl_h')]);
  });

  test('a computer that may be enrolled at one server only records nothing without it', async () => {
    const managed = write('managed.json', { server: 'https://overt.example' });
    const ran = await record([], { OVERT_MANAGED: managed });
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('https://overt.example')]);
  });

  test.each([
    [['--hold', 'soon']],
    [['--hold', '90m']],
    [['--language', 'xx']],
    [['--works-in', 'Atlantis']],
  ])('wrong use ends with 2: %j', async (more) => {
    expect((await record(more)).code).toBe(2);
  });
});

describe('overt pause, resume, forget and review', () => {
  test.each([['pause'], ['resume'], ['forget', '--last', '10m'], ['review']])(
    '%s ends with 1 and says so when nothing runs',
    async (...args) => {
      const ran = await overt([...args, '--json']);
      expect(ran.code).toBe(1);
      expect(lastObject(ran)).toMatchObject({ error: { code: 'CLI_NOTHING_RUNS' } });
      expect(ran.err).toContain('overt record');
    },
  );

  test.each([
    ['pause', '--for', '30'],
    ['pause', '--for', '0m'],
    ['forget'],
    ['forget', '--last', 'today'],
    ['review', '--release', 'all', '--delete', 'all'],
  ])('wrong use ends with 2: %s %s %s', async (...args) => {
    expect((await overt(args.filter((arg) => arg !== undefined))).code).toBe(2);
  });
});

describe('overt jurisdictions', () => {
  test('lists every pack with its terms in words, its sources, and that no counsel reviewed it', async () => {
    const { jurisdictions } = lastObject(await overt(['jurisdictions', '--json'])) as {
      jurisdictions: { id: string; review: string; inWords: string[]; sources: unknown[] }[];
    };
    expect(jurisdictions.length).toBeGreaterThanOrEqual(11);
    for (const { review, inWords, sources } of jurisdictions) {
      expect(review).toBe('not reviewed by counsel');
      expect(inWords.join(' ')).toContain('voluntary');
      expect(sources.length).toBeGreaterThan(0);
    }
    expect((await overt(['jurisdictions'])).out).toContain('not reviewed by counsel');
  });

  test('signs a pack on a server that does not run; where others must sign, it says who', async () => {
    const at = ['--data', join(home, 'data'), '--key', join(home, 'key'), '--json'];
    const federal = await overt(['jurisdictions', 'sign', 'US', ...at]);
    expect([federal.code, lastObject(federal)]).toMatchObject([0, { pack: 'US', state: 'in-force' }]);
    const german = await overt(['jurisdictions', 'sign', 'DE', ...at]);
    expect([german.code, lastObject(german)]).toMatchObject([
      1,
      { pack: 'DE', state: 'uncosigned', missing: ['works-council', 'privacy-officer'] },
    ]);
    const ended = await overt(['jurisdictions', 'end', 'US', ...at]);
    expect([ended.code, lastObject(ended)]).toMatchObject([0, { pack: 'US', state: 'ended' }]);
  });

  test('without a data directory it is the one of npm start', async () => {
    const elsewhere = join(home, 'elsewhere');
    const signed = await overt(['jurisdictions', 'sign', 'US', '--key', join(home, 'other-key'), '--json'], {
      XDG_DATA_HOME: elsewhere,
    });
    expect([signed.code, lastObject(signed)]).toMatchObject([0, { pack: 'US', state: 'in-force' }]);
    expect(readdirSync(elsewhere)).toEqual(['overt']);
  });

  test('a pack nobody knows is wrong use', async () => {
    expect((await overt(['jurisdictions', 'sign', 'XX', '--data', home])).code).toBe(2);
  });
});

test.each([
  [['status'], ['pause'], ['resume'], ['forget'], ['review']],
  [['policy'], ...['check', 'diff', 'dry-run', 'init', 'notice'].map((name) => ['policy', name])],
  [['jurisdictions'], ['jurisdictions', 'sign'], ['jurisdictions', 'end']],
])('help has an example: %s and its like', async (...commands) => {
  for (const args of commands) {
    const help = await overt([...args, '--help']);
    expect([help.code, help.out], args.join(' ')).toEqual([
      0,
      expect.stringMatching(/Example:\n {2}\$ .*overt/),
    ]);
  }
});
