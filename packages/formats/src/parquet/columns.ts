// The columns of the steps table (docs/spec/dataset.md#steps-table): one row per step, readable by DuckDB, Spark and
// Trino. Lists are JSON texts, so that every reader has them the same way.

import type { Episode, Step } from '@overt/trajectory';
import type { Split } from '../exporter.ts';

type Kind = 'STRING' | 'INT32' | 'INT64' | 'DOUBLE' | 'BOOLEAN';
export interface Row {
  readonly episode: Episode;
  readonly step: Step;
  readonly split: Split | undefined;
  readonly image: string | null;
}
export interface Column {
  readonly name: string;
  readonly type: Kind;
  readonly value: (row: Row) => unknown;
}

const column = (name: string, type: Kind, value: Column['value']): Column => ({ name, type, value });
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export const COLUMNS: readonly Column[] = [
  column('episode_id', 'STRING', ({ episode }) => episode.id),
  column('task_type', 'STRING', ({ episode }) => episode.type),
  column('goal', 'STRING', ({ episode }) => episode.goal),
  column('slots', 'STRING', ({ episode }) => json(episode.slots)),
  column('label_source', 'STRING', ({ episode }) => episode.label_source),
  column('outcome', 'STRING', ({ episode }) => episode.outcome),
  column('split', 'STRING', ({ split }) => split ?? null),
  column('step_id', 'STRING', ({ step }) => step.id),
  column('step_index', 'INT32', ({ step }) => step.index),
  column('t_start_us', 'INT64', ({ step }) => BigInt(step.t_start_us)),
  column('t_end_us', 'INT64', ({ step }) => BigInt(step.t_end_us)),
  column('action_type', 'STRING', ({ step }) => step.type),
  column('x', 'DOUBLE', ({ step }) => step.x),
  column('y', 'DOUBLE', ({ step }) => step.y),
  column('x2', 'DOUBLE', ({ step }) => step.x2),
  column('y2', 'DOUBLE', ({ step }) => step.y2),
  column('path', 'STRING', ({ step }) => json(step.path)),
  column('button', 'STRING', ({ step }) => step.button),
  column('count', 'INT32', ({ step }) => step.count),
  column('hold_ms', 'INT32', ({ step }) => step.hold_ms),
  column('modifiers', 'STRING', ({ step }) => json(step.modifiers)),
  column('keys', 'STRING', ({ step }) => json(step.keys)),
  column('scroll_dx', 'DOUBLE', ({ step }) => step.scroll_dx),
  column('scroll_dy', 'DOUBLE', ({ step }) => step.scroll_dy),
  column('text', 'STRING', ({ step }) => step.text),
  column('edits', 'STRING', ({ step }) => json(step.edits)),
  column('value_from', 'STRING', ({ step }) => json(step.value_from)),
  column('place', 'STRING', ({ step }) => step.place),
  column('tab', 'INT32', ({ step }) => step.tab),
  column('window', 'INT32', ({ step }) => step.window),
  column('viewport', 'STRING', ({ step }) => json(step.viewport)),
  column('element_role', 'STRING', ({ step }) => step.target?.role ?? null),
  column('element_name', 'STRING', ({ step }) => step.target?.name ?? null),
  column('element_x', 'DOUBLE', ({ step }) => step.target?.box.x ?? null),
  column('element_y', 'DOUBLE', ({ step }) => step.target?.box.y ?? null),
  column('element_width', 'DOUBLE', ({ step }) => step.target?.box.width ?? null),
  column('element_height', 'DOUBLE', ({ step }) => step.target?.box.height ?? null),
  column('element', 'STRING', ({ step }) => json(step.target)),
  column('element2', 'STRING', ({ step }) => json(step.target2)),
  column('detail', 'STRING', ({ step }) => json(step.detail)),
  column('frame_id', 'STRING', ({ step }) => ('none' in step.frame_before ? null : step.frame_before.id)),
  column('frame_age_ms', 'DOUBLE', ({ step }) =>
    'none' in step.frame_before ? null : step.frame_before.age_ms,
  ),
  column('frame_none', 'STRING', ({ step }) => ('none' in step.frame_before ? step.frame_before.none : null)),
  column('frame_before', 'STRING', ({ step }) => json(step.frame_before)),
  column('image', 'STRING', ({ image }) => image),
  column('post_frame_id', 'STRING', ({ step }) => ('none' in step.frame_after ? null : step.frame_after.id)),
  column('frame_after', 'STRING', ({ step }) => json(step.frame_after)),
  column('outline_before', 'STRING', ({ step }) => json(step.outline_before)),
  column('corrects_step', 'STRING', ({ step }) => step.corrects),
  column('correction', 'BOOLEAN', ({ step }) => step.correction),
  column('paste_of_step', 'STRING', ({ step }) => step.paste_of),
  column('track', 'STRING', ({ step }) => step.track),
  column('source_event_ids', 'STRING', ({ step }) => json(step.source_event_ids)),
  column('rule', 'STRING', ({ step }) => step.rule),
  column('rule_version', 'INT32', ({ step }) => step.rule_version),
  column('fidelity', 'STRING', ({ step }) => step.fidelity),
  column('time_order', 'STRING', ({ step }) => step.order),
];

/** A row of the table (values as a Parquet reader gives them) back as the step it was made from. */
export function stepOfRow(row: Readonly<Record<string, unknown>>): Step {
  const text = (name: string): string | null => (row[name] ?? null) as string | null;
  const number = (name: string): number | null =>
    row[name] === null || row[name] === undefined ? null : Number(row[name]);
  const parsed = <T>(name: string): T => JSON.parse(text(name) ?? 'null') as T;
  return {
    id: text('step_id')!,
    index: number('step_index')!,
    episode: text('episode_id'),
    track: text('track')!,
    type: text('action_type') as Step['type'],
    t_start_us: number('t_start_us')!,
    t_end_us: number('t_end_us')!,
    x: number('x'),
    y: number('y'),
    x2: number('x2'),
    y2: number('y2'),
    path: parsed('path'),
    button: text('button') as Step['button'],
    count: number('count'),
    hold_ms: number('hold_ms'),
    modifiers: parsed('modifiers'),
    keys: parsed('keys'),
    scroll_dx: number('scroll_dx'),
    scroll_dy: number('scroll_dy'),
    text: text('text'),
    edits: parsed('edits'),
    value_from: parsed('value_from'),
    target: parsed('element'),
    target2: parsed('element2'),
    detail: parsed('detail'),
    frame_before: parsed('frame_before'),
    frame_after: parsed('frame_after'),
    outline_before: parsed('outline_before'),
    place: text('place')!,
    tab: number('tab')!,
    window: number('window')!,
    viewport: parsed('viewport'),
    corrects: text('corrects_step'),
    correction: row.correction as boolean,
    paste_of: text('paste_of_step'),
    source_event_ids: parsed('source_event_ids'),
    rule: text('rule')!,
    rule_version: number('rule_version')!,
    fidelity: text('fidelity') as Step['fidelity'],
    order: text('time_order') as Step['order'],
  };
}
