// Side rows: the parts of an event that are not numbers, as JSON. Normative: docs/spec/segment.md#side-rows.
//
// A target is split here: everything but `name`, `label` and the values of its text locators stays in the action
// class; those three travel in the text blob and are joined again by the event's number.

import { LIMITS } from '../limits.ts';
import type { Box, Locator, OutlineNode, Target, ValueSource } from '../schema/event.ts';
import { FIELD_KINDS, LOCATOR_KINDS, VALUE_TRANSFORMS } from '../schema/table.ts';
import { GIVEN, PX, READ, type Shape } from './shape.ts';

/** A target as the action blob holds it: text locators have no value yet. */
export interface BareTarget {
  readonly target: Omit<Target, 'name' | 'label' | 'locators'>;
  readonly locators: readonly {
    readonly by: Locator['by'];
    readonly matches: number;
    readonly value: string | undefined;
  }[];
}

/** What the text blob holds for one event. */
export interface TextRow {
  readonly target?: {
    readonly name?: string;
    readonly label?: string;
    readonly values: readonly (string | null)[];
  };
  /** The kind's text field: `text`, `title`, `route` or `goal`. */
  readonly text?: string;
  readonly nodes?: readonly OutlineNode[];
}

/** The action row of a target: [role, states, box, framePath, field, locators, bound | 0]. */
export function targetRow(given: Target, where: string): string {
  const target = GIVEN.record(given, where) as unknown as Target;
  const locators = GIVEN.list(target.locators, `${where}.locators`).map((entry) => {
    const locator = GIVEN.record(entry, `${where}.locators`);
    const by = GIVEN.oneOf(locator.by, LOCATOR_KINDS, `${where}.locators.by`);
    const matches = GIVEN.integer(locator.matches, `${where}.locators.matches`);
    const value = GIVEN.string(locator.value, `${where}.locators.value`);
    return by === 'structure' ? [by, matches, value] : [by, matches];
  });
  return sideRow(
    [
      GIVEN.string(target.role, `${where}.role`),
      GIVEN.strings(target.states, `${where}.states`),
      boxRow(target.box, `${where}.box`),
      GIVEN.integers(target.framePath, `${where}.framePath`),
      GIVEN.oneOf(target.field, FIELD_KINDS, `${where}.field`),
      locators,
      target.bound === undefined ? 0 : readSource(target.bound, `${where}.bound`, GIVEN),
    ],
    where,
  );
}

export function parseTarget(row: unknown): BareTarget {
  const where = 'target';
  const [role, states, box, framePath, field, locators, bound] = READ.list(row, where);
  const target = {
    role: READ.string(role, where),
    states: READ.strings(states, where),
    box: parseBox(box),
    framePath: READ.integers(framePath, where),
    field: READ.oneOf(field, FIELD_KINDS, where),
    ...(bound === 0 ? {} : { bound: readSource(bound, where, READ) }),
  };
  return {
    target,
    locators: READ.list(locators, where).map((entry) => {
      const [by, matches, value] = READ.list(entry, where);
      const kind = READ.oneOf(by, LOCATOR_KINDS, where);
      return {
        by: kind,
        matches: READ.integer(matches, where),
        value: kind === 'structure' ? READ.string(value, where) : undefined,
      };
    }),
  };
}

/** The whole target; without its text row the locators that need one are left out. */
export function joinTarget(bare: BareTarget, text: TextRow['target']): Target {
  if (text !== undefined && text.values.length !== bare.locators.length)
    throw READ.fault('target.locators', 'one text value per locator');
  const locators: Locator[] = [];
  bare.locators.forEach((locator, index) => {
    const value = locator.value ?? text?.values[index] ?? undefined;
    if (value !== undefined) locators.push({ by: locator.by, value, matches: locator.matches });
  });
  const { role, ...rest } = bare.target;
  return {
    role,
    ...(text?.name === undefined ? {} : { name: text.name }),
    ...(text?.label === undefined ? {} : { label: text.label }),
    ...rest,
    locators,
  };
}

/** The text row of a target, or undefined if it has no text. */
export function targetText(target: Target, where: string): TextRow['target'] | undefined {
  const values = target.locators.map((locator) => (locator.by === 'structure' ? null : locator.value));
  if (target.name === undefined && target.label === undefined && values.every((value) => value === null))
    return undefined;
  return {
    ...(target.name === undefined ? {} : { name: GIVEN.string(target.name, `${where}.name`) }),
    ...(target.label === undefined ? {} : { label: GIVEN.string(target.label, `${where}.label`) }),
    values,
  };
}

/** The outline's nodes as rows: [id, parent, role, name | null, value | null, states, box, framePath, field, structure]. */
function nodeRows(given: readonly OutlineNode[]): unknown[] {
  const where = 'outline.nodes';
  return GIVEN.list(given, where, LIMITS.outlineNodes).map((entry) => {
    const node = GIVEN.record(entry, where) as unknown as OutlineNode;
    return [
      GIVEN.integer(node.id, where),
      GIVEN.integer(node.parent, where),
      GIVEN.string(node.role, where),
      node.name === undefined ? null : GIVEN.string(node.name, where),
      node.value === undefined ? null : GIVEN.string(node.value, where),
      GIVEN.strings(node.states, where),
      boxRow(node.box, where),
      GIVEN.integers(node.framePath, where),
      GIVEN.oneOf(node.field, FIELD_KINDS, where),
      GIVEN.string(node.structure, where),
    ];
  });
}

function parseNode(row: unknown): OutlineNode {
  const where = 'outline.nodes';
  const [id, parent, role, name, value, states, box, framePath, field, structure] = READ.list(row, where);
  return {
    id: READ.integer(id, where),
    parent: READ.integer(parent, where),
    role: READ.string(role, where),
    ...(name === null ? {} : { name: READ.string(name, where) }),
    ...(value === null ? {} : { value: READ.string(value, where) }),
    states: READ.strings(states, where),
    box: parseBox(box),
    framePath: READ.integers(framePath, where),
    field: READ.oneOf(field, FIELD_KINDS, where),
    structure: READ.string(structure, where),
  };
}

/** Text row as JSON: {"target": [name | null, label | null, values], "text": string, "nodes": rows}, each if present. */
export function textRow(row: TextRow, where: string): string {
  return sideRow(
    {
      ...(row.target === undefined
        ? {}
        : { target: [row.target.name ?? null, row.target.label ?? null, row.target.values] }),
      ...(row.text === undefined ? {} : { text: row.text }),
      ...(row.nodes === undefined ? {} : { nodes: nodeRows(row.nodes) }),
    },
    where,
  );
}

export function parseTextRow(given: unknown): TextRow {
  const row = READ.record(given, 'text row');
  return {
    ...(row.target === undefined ? {} : { target: parseTargetText(row.target) }),
    ...(row.text === undefined ? {} : { text: READ.string(row.text, 'text') }),
    ...(row.nodes === undefined
      ? {}
      : { nodes: READ.list(row.nodes, 'outline.nodes', LIMITS.outlineNodes).map(parseNode) }),
  };
}

function parseTargetText(given: unknown): NonNullable<TextRow['target']> {
  const where = 'target text';
  const [name, label, values] = READ.list(given, where);
  return {
    ...(name === null ? {} : { name: READ.string(name, where) }),
    ...(label === null ? {} : { label: READ.string(label, where) }),
    values: READ.list(values, where).map((value) => (value === null ? null : READ.string(value, where))),
  };
}

/** A value source in its normative field order; the same JSON on both sides. */
export function readSource(given: unknown, where: string, shape: Shape): ValueSource {
  const source = shape.record(given, where);
  const from = shape.oneOf(source.from, ['copy', 'slot', 'visible', 'typed'], `${where}.from`);
  if (from === 'typed') return { from };
  const transform = shape.oneOf(source.transform, VALUE_TRANSFORMS, `${where}.transform`);
  if (from === 'copy') return { from, link: shape.integer(source.link, `${where}.link`), transform };
  if (from === 'slot') return { from, slot: shape.string(source.slot, `${where}.slot`), transform };
  return {
    from,
    role: shape.string(source.role, `${where}.role`),
    structure: shape.string(source.structure, `${where}.structure`),
    tab: shape.integer(source.tab, `${where}.tab`),
    transform,
  };
}

/** JSON of a side row within its limit. */
export function sideRow(row: unknown, where: string): string {
  const json = JSON.stringify(row);
  if (json.length > LIMITS.sideRowUnits)
    throw GIVEN.fault(where, `at most ${LIMITS.sideRowUnits} units as JSON`);
  return json;
}

function boxRow(given: Box, where: string): number[] {
  const box = GIVEN.record(given, where);
  return [
    GIVEN.pixels(box.x, `${where}.x`),
    GIVEN.pixels(box.y, `${where}.y`),
    GIVEN.pixels(box.width, `${where}.width`),
    GIVEN.pixels(box.height, `${where}.height`),
  ];
}

function parseBox(row: unknown): Box {
  const [x, y, width, height] = READ.integers(row, 'box').map((value) => value / PX);
  if (x === undefined || y === undefined || width === undefined || height === undefined)
    throw READ.fault('box', 'four numbers');
  return { x, y, width, height };
}
