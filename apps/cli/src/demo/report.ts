// The table of the contract, and the page that shows each step with its frame.

import type { GapReason } from '@overt/events';
import { reasonInWords } from '@overt/policy';
import type { Episode, Step } from '@overt/trajectory';

export interface DemoReport {
  readonly events: number;
  readonly steps: number;
  readonly frames: number;
  readonly bytes: number;
  readonly withheld: Readonly<Record<string, number>>;
  readonly leaks: number;
  /** What the leak search looked for, and where. */
  readonly searched: {
    readonly values: number;
    readonly files: number;
    readonly bytes: number;
    readonly pictures: number;
  };
  readonly verified: boolean;
  readonly pastes: number;
  readonly corrections: number;
  /** Shares of steps: on a named target; with a frame at most 2 s old; with a value or a binding where one was given. */
  readonly yield: { readonly named: number; readonly framed: number; readonly valued: number };
  readonly learned: Readonly<Record<string, { ok: number; of: number }>>;
  readonly seconds: number;
  readonly recording: string;
  readonly dataset: string;
}

const FRESH_MS = 2_000;
const VALUED = new Set(['text.input', 'clipboard.paste', 'select.option']);

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 1000;
}

const isNamed = (step: Step): boolean =>
  Boolean(step.target?.name ?? step.target?.label ?? step.target?.bound);
const isFramed = (step: Step): boolean =>
  !('none' in step.frame_before) && step.frame_before.age_ms <= FRESH_MS;
const isValued = (step: Step): boolean =>
  (step.value_from !== null && step.value_from.from !== 'typed') ||
  (step.text !== null && !/<[A-Z]/.test(step.text));

/** What control costs and what it leaves, over the steps inside declared tasks. */
export function yieldOf(episodes: readonly Episode[]): DemoReport['yield'] {
  const steps = episodes.filter((episode) => episode.type !== 'unknown').flatMap((episode) => episode.steps);
  const targeted = steps.filter((step) => step.target !== null);
  const acted = steps.filter((step) => step.type !== 'finish' && step.type !== 'privacy.gap');
  const given = steps.filter((step) => VALUED.has(step.type));
  return {
    named: share(targeted.filter(isNamed).length, targeted.length),
    framed: share(acted.filter(isFramed).length, acted.length),
    valued: share(given.filter(isValued).length, given.length),
  };
}

export const pastesOf = (episodes: readonly Episode[]): number =>
  episodes.flatMap((episode) => episode.steps).filter((step) => step.paste_of !== null).length;
export const correctionsOf = (episodes: readonly Episode[]): number =>
  episodes.flatMap((episode) => episode.steps).filter((step) => step.correction || step.corrects !== null)
    .length;

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const count = (n: number): string => n.toLocaleString('en');
const megabytes = (bytes: number, digits = 0): string => `${(bytes / 1e6).toFixed(digits)} MB`;

function withheldLines(withheld: DemoReport['withheld']): string[] {
  const reasons = Object.entries(withheld).sort(([, a], [, b]) => b - a) as [GapReason, number][];
  return reasons.map(([reason, n]) => `${count(n)} ${reasonInWords(reason)}`);
}

function learnedLines(learned: DemoReport['learned']): string[] {
  const width = Math.max(...Object.keys(learned).map((task) => task.length));
  return Object.entries(learned).map(
    ([task, { ok, of }]) => `${task.padEnd(width)}  done in ${ok} of ${of} offices it had not seen`,
  );
}

/** The report as a table for a terminal: one fact per line, a name where a group of them begins. */
export function tableOf(report: DemoReport): string {
  const { yield: kept, searched } = report;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['events', [count(report.events)]],
    [
      'steps',
      [
        `${count(report.steps)}; ${report.pastes} pastes linked to their copy, ${report.corrections} corrections kept`,
      ],
    ],
    ['frames', [count(report.frames)]],
    ['bytes stored', [`${megabytes(report.bytes, 1)}, all ciphertext`]],
    ['withheld', withheldLines(report.withheld)],
    [
      'yield',
      [
        `${percent(kept.named)} of targets have a name or stand for a value of the goal`,
        `${percent(kept.framed)} of actions have a frame at most ${FRESH_MS / 1000} s older`,
        `${percent(kept.valued)} of values given are kept, or known by where they came from`,
      ],
    ],
    [
      'leaks',
      [
        `${report.leaks === 0 ? 'none' : `${count(report.leaks)} FOUND`} of ${count(searched.values)} private strings in ${count(searched.files)} files, ${megabytes(searched.bytes)}, ${searched.pictures} frames by OCR`,
      ],
    ],
    ['verified', [report.verified ? 'manifest, attestation, ledger proofs' : 'NO']],
    ['learned', learnedLines(report.learned)],
    ['seconds', [report.seconds.toFixed(1)]],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .flatMap(([name, values]) =>
      (values.length > 0 ? values : ['nothing']).map(
        (value, i) => `${(i === 0 ? name : '').padEnd(width)}  ${value}`,
      ),
    )
    .join('\n');
}
