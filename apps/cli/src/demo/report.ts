// The table of the contract, and the page that shows each step with its frame.

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

/** The report as a table for a terminal. */
export function tableOf(report: DemoReport): string {
  const withheld =
    Object.entries(report.withheld)
      .map(([reason, n]) => `${n} ${reason}`)
      .join(', ') || 'nothing';
  const rows: [string, string][] = [
    ['events', String(report.events)],
    [
      'steps',
      `${report.steps}, ${report.pastes} pastes linked to their copy, ${report.corrections} corrections kept`,
    ],
    ['frames', String(report.frames)],
    ['bytes stored', `${report.bytes} (ciphertext)`],
    ['withheld', withheld],
    [
      'yield',
      `named ${percent(report.yield.named)}, framed ${percent(report.yield.framed)}, valued ${percent(report.yield.valued)}`,
    ],
    [
      'leaks',
      `${report.leaks === 0 ? 'none' : `${report.leaks} FOUND`} of ${report.searched.values} private strings in ${report.searched.files} files, ${(report.searched.bytes / 1e6).toFixed(0)} MB, ${report.searched.pictures} frames by OCR`,
    ],
    ['verified', report.verified ? 'manifest, attestation, ledger proofs' : 'NO'],
    ...Object.entries(report.learned).map(([task, { ok, of }]): [string, string] => [
      `learned ${task}`,
      `${ok} of ${of} unseen worlds`,
    ]),
    ['seconds', report.seconds.toFixed(1)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}
