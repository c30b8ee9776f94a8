// The table of the contract, and the page that shows each step with its frame.

import type { GapReason } from '@overt/events';
import { reasonInWords } from '@overt/policy';
import {
  type Episode,
  FRAME_FRESH_MS,
  YIELD_FIDELITIES,
  type Yield,
  type YieldShares,
} from '@overt/trajectory';

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
  /** At `workflow`, the fidelity the programme teaches from; then the same at each fidelity. */
  readonly yield: YieldShares & Yield;
  readonly learned: Readonly<Record<string, { ok: number; of: number }>>;
  readonly seconds: number;
  readonly recording: string;
  readonly dataset: string;
}

/** The shares the contract names are those at `workflow`: below it there is no name to give, above it nothing is taught. */
export function yieldInReport(found: Yield): DemoReport['yield'] {
  const { named, framed, valued } = found.workflow;
  return { named, framed, valued, ...found };
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

function yieldLines({ named, framed, valued, ...by }: DemoReport['yield']): string[] {
  const others = YIELD_FIDELITIES.filter((fidelity) => fidelity !== 'workflow' && by[fidelity].steps > 0);
  return [
    `${percent(named)} of targets have a name or stand for a value of the goal`,
    `${percent(framed)} of actions have a frame at most ${FRAME_FRESH_MS / 1000} s older`,
    `${percent(valued)} of values given are kept, or known by where they came from`,
    `these of the ${count(by.workflow.steps)} actions where the interface is kept (workflow)`,
    ...others.map((fidelity) => {
      const { steps, ...shares } = by[fidelity];
      return `${percent(shares.named)}, ${percent(shares.framed)} and ${percent(shares.valued)} of the ${count(steps)} at ${fidelity}`;
    }),
  ];
}

/** The report as a table for a terminal: one fact per line, a name where a group of them begins. */
export function tableOf(report: DemoReport): string {
  const { searched } = report;
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
    ['yield', yieldLines(report.yield)],
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
