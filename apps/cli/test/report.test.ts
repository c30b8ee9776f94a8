import { demoPolicy } from '@overt/policy';
import { type Yield, yieldOf } from '@overt/trajectory';
import { describe, expect, test } from 'vitest';
import { fidelityUnder } from '../src/demo/place-fidelity.ts';
import { type DemoReport, tableOf, yieldInReport } from '../src/demo/report.ts';

const found: Yield = {
  structure: { steps: 5, named: 0, framed: 0, valued: 0 },
  workflow: { steps: 1057, named: 0.981, framed: 0.964, valued: 0.95 },
  content: { steps: 0, named: 0, framed: 0, valued: 0 },
};

const report: DemoReport = {
  events: 1502,
  steps: 134,
  frames: 96,
  bytes: 5_540_218,
  withheld: { bystander: 258, substance: 2536 },
  leaks: 0,
  searched: { values: 254, files: 428, bytes: 31_000_000, pictures: 16 },
  verified: true,
  pastes: 3,
  corrections: 6,
  yield: yieldInReport(found),
  learned: { 'office.open-mail': { ok: 2, of: 2 }, 'office.sign-in': { ok: 0, of: 2 } },
  seconds: 184.7,
  recording: 'recording',
  dataset: 'dataset',
};

describe('the table of the demo', () => {
  test('says what was withheld in words, most first, and one fact per line', () => {
    expect(tableOf(report).split('\n').slice(0, 6)).toEqual([
      'events        1,502',
      'steps         134; 3 pastes linked to their copy, 6 corrections kept',
      'frames        96',
      'bytes stored  5.5 MB, all ciphertext',
      'withheld      2,536 content rather than interface',
      '              258 written by or about other people',
    ]);
  });

  test('does not hide a leak, a failed proof or a task that was not learned', () => {
    const table = tableOf({ ...report, leaks: 2, verified: false });
    expect(table).toContain('2 FOUND of 254 private strings');
    expect(table).toContain('verified      NO');
    expect(table).toContain('office.sign-in    done in 0 of 2 offices it had not seen');
  });

  test('gives the yield at workflow, says so, and sets the rest beside it', () => {
    const lines = tableOf(report).split('\n');
    const at = lines.findIndex((line) => line.startsWith('yield'));
    expect(lines.slice(at, at + 5)).toEqual([
      'yield         98.1 % of targets have a name or stand for a value of the goal',
      '              96.4 % of actions have a frame at most 2 s older',
      '              95.0 % of values given are kept, or known by where they came from',
      '              these of the 1,057 actions where the interface is kept (workflow)',
      '              0.0 %, 0.0 % and 0.0 % of the 5 at structure',
    ]);
    expect(report.yield).toMatchObject({ named: 0.981, framed: 0.964, valued: 0.95 });
  });
});

describe('the fidelity of a place under a policy', () => {
  const policy = demoPolicy(new Date(0));

  test('is that of the catalogue, no more than the policy allows', () => {
    expect(['office.mail', 'office.hr', 'nobody.knows'].map(fidelityUnder(policy))).toEqual([
      'workflow',
      'none',
      'structure',
    ]);
    expect(fidelityUnder({ ...policy, maxFidelity: 'structure' })('office.mail')).toBe('structure');
    const shut = { ...policy, places: [{ place: 'office.mail', fidelity: 'none' as const }] };
    expect(fidelityUnder(shut)('office.mail')).toBe('none');
  });

  test('under one that withholds everything leaves nothing at workflow', () => {
    const strict = fidelityUnder({ ...policy, maxFidelity: 'structure' });
    expect(yieldInReport(yieldOf([], strict))).toMatchObject({ named: 0, framed: 0, valued: 0 });
  });
});
