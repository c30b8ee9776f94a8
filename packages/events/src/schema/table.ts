// The schema as a table: for each kind of event its fields in normative order, how each is stored, and its class.
//
// The codec is driven by this table and the schema hash is computed from it, so neither can drift from the types:
// the `satisfies` below fails to compile when event.ts gains a field that the table does not place.

import { toUtf8 } from '../bytes.ts';
import type { Event, EventKind, OutlineNode, Target } from './event.ts';

/** How a field is stored; docs/spec/event.md#columns says what each means in bytes. */
export type Field =
  | { readonly as: 'enum'; readonly of: readonly (string | boolean)[]; readonly class: 'action' }
  | {
      readonly as: 'int' | 'px' | 'micros' | 'scale' | 'string' | 'source' | 'strings';
      readonly class: 'action';
      readonly optional?: true;
    }
  | { readonly as: 'target'; readonly class: 'split'; readonly optional?: true }
  | { readonly as: 'text'; readonly class: 'text'; readonly optional: true }
  | { readonly as: 'nodes'; readonly class: 'text' };

const int = { as: 'int', class: 'action' } as const;
const px = { as: 'px', class: 'action' } as const;
const micros = { as: 'micros', class: 'action' } as const;
const scale = { as: 'scale', class: 'action' } as const;
const string = { as: 'string', class: 'action' } as const;
const strings = { as: 'strings', class: 'action' } as const;
const source = { as: 'source', class: 'action', optional: true } as const;
const target = { as: 'target', class: 'split' } as const;
const targetIfAny = { as: 'target', class: 'split', optional: true } as const;
const text = { as: 'text', class: 'text', optional: true } as const;
const nodes = { as: 'nodes', class: 'text' } as const;
const flag = { as: 'enum', of: [false, true], class: 'action' } as const;
const oneOf = <const T extends readonly string[]>(...of: T) => ({ as: 'enum', of, class: 'action' }) as const;

const TRANSFORMS = ['equal', 'trim', 'case', 'part', 'number', 'date'] as const;

/** Kinds and fields in normative order. `kind`, `seq` and `t` are columns of every event and not repeated here. */
export const EVENT_TABLE = {
  pointer: {
    phase: oneOf('move', 'down', 'up', 'cancel'),
    x: px,
    y: px,
    button: int,
    count: int,
    modifiers: int,
    tab: int,
    target: targetIfAny,
  },
  key: {
    phase: oneOf('down', 'up'),
    key: string,
    modifiers: int,
    repeat: flag,
    tab: int,
    target: targetIfAny,
  },
  text: {
    op: oneOf('insert', 'delete', 'replace', 'commit'),
    at: int,
    removed: int,
    inserted: int,
    text,
    source,
    ime: flag,
    tab: int,
    target,
  },
  choice: { op: oneOf('select', 'check', 'uncheck', 'date'), index: int, text, source, tab: int, target },
  scroll: { x: px, y: px, dx: px, dy: px, modifiers: int, tab: int, target: targetIfAny },
  focus: { phase: oneOf('in', 'out'), tab: int, target },
  window: {
    level: oneOf('application', 'window', 'tab'),
    change: oneOf('open', 'close', 'activate', 'resize', 'title'),
    window: int,
    tab: int,
    place: string,
    title: text,
    width: px,
    height: px,
    scale,
  },
  navigation: {
    cause: oneOf('link', 'typed', 'reload', 'history', 'form', 'script', 'other'),
    tab: int,
    place: string,
    route: text,
  },
  clipboard: {
    op: oneOf('copy', 'cut', 'paste'),
    link: int,
    format: oneOf('text', 'html', 'image', 'files', 'other'),
    length: int,
    transform: oneOf(...TRANSFORMS),
    source,
    tab: int,
    target: targetIfAny,
  },
  dialog: {
    dialog: oneOf('alert', 'confirm', 'prompt', 'beforeunload', 'modal'),
    outcome: oneOf('opened', 'accepted', 'dismissed'),
    tab: int,
    text,
  },
  file: { op: oneOf('download', 'upload', 'open', 'save'), extension: string, count: int, tab: int },
  frame: {
    frame: int,
    pixels: int,
    width: px,
    height: px,
    scale,
    from: micros,
    to: micros,
    stable: flag,
    regions: int,
    covered: int,
    tab: int,
  },
  outline: { tab: int, place: string, nodes, truncated: flag },
  task: {
    phase: oneOf('start', 'finish'),
    type: string,
    slots: strings,
    goal: text,
    outcome: oneOf('success', 'failure', 'unknown'),
  },
  gap: {
    reason: oneOf(
      'place-none',
      'private-window',
      'unknown-place',
      'secret-field',
      'substance',
      'bystander',
      'no-train',
      'frame-moved',
      'frame-quota',
      'frame-denied',
      'overload',
      'fault',
    ),
    count: int,
  },
} as const satisfies {
  readonly [K in EventKind]: {
    readonly [F in Exclude<keyof Extract<Event, { kind: K }>, 'kind' | 'seq' | 't'>]-?: Field;
  };
};

/** Inside a target: `locators` keeps `structure` values in the action class and every other value in the text class. */
export const TARGET_TABLE = {
  role: 'action',
  name: 'text',
  label: 'text',
  states: 'action',
  box: 'action',
  framePath: 'action',
  field: 'action',
  locators: 'split',
  bound: 'action',
} as const satisfies { readonly [F in keyof Target]-?: 'action' | 'text' | 'split' };

/** An outline's nodes are sealed in the text blob as a whole. */
export const OUTLINE_TABLE = {
  id: 'text',
  parent: 'text',
  role: 'text',
  name: 'text',
  value: 'text',
  states: 'text',
  box: 'text',
  framePath: 'text',
  field: 'text',
  structure: 'text',
} as const satisfies { readonly [F in keyof OutlineNode]-?: 'text' };

export const FIELD_KINDS = [
  'none',
  'text',
  'multiline',
  'rich',
  'number',
  'date',
  'choice',
  'toggle',
  'file',
  'secret',
] as const satisfies readonly Target['field'][];
export const LOCATOR_KINDS = [
  'structure',
  'testid',
  'role',
  'label',
] as const satisfies readonly Target['locators'][number]['by'][];
export const VALUE_TRANSFORMS = TRANSFORMS;

/** Kinds in normative order; the position is the kind's number in a block. */
export const EVENT_KINDS = Object.keys(EVENT_TABLE) as readonly EventKind[];

/** Fields of each kind in normative order. */
export const FIELDS: Readonly<Record<EventKind, readonly (readonly [string, Field])[]>> = Object.fromEntries(
  EVENT_KINDS.map((kind) => [kind, Object.entries(EVENT_TABLE[kind])]),
) as unknown as Record<EventKind, readonly (readonly [string, Field])[]>;

/** The bytes whose SHA-256 is the schema hash: the three tables as JSON in the order above. */
export function schemaBytes(): Uint8Array {
  const tables = {
    event: EVENT_TABLE,
    target: TARGET_TABLE,
    outline: OUTLINE_TABLE,
    field: FIELD_KINDS,
    locator: LOCATOR_KINDS,
    transform: TRANSFORMS,
  };
  return toUtf8(JSON.stringify({ format: 'overt-events', version: 1, ...tables }));
}

/** SHA-256 of {@link schemaBytes}; a test keeps it true. A change of the schema is a new hash and a new entry in docs/spec/event.md. */
export const SCHEMA_HASH = 'af7534114c9d3e8400129394f6622dcf0cb67d6eeb73c7d467b8186e8c03b2bd';
