import { describe, expect, test } from 'vitest';
import { type DemoReport, tableOf } from '../src/demo/report.ts';

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
  yield: { named: 0.88, framed: 0.885, valued: 0.81 },
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
});
