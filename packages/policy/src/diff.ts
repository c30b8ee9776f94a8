// What changes between two policies, in meaning: every field says whether its change keeps more, less, or neither.
//
// A change that keeps more is material: it needs a new notice and a new receipt. One that does not needs neither: a
// receipt goes on holding for a policy that is nowhere wider than the one agreed to (docs/spec/policy.md#changes).

import { compareFidelity, type Fidelity } from './fidelity.ts';
import { CLASSES, type Policy, PURPOSES, type WeekWindow } from './schema.ts';
import { WEEK_MIN, type Week, weekOf } from './week.ts';

/** `wider` keeps more, longer or for more uses; `other` does neither. */
export type Direction = 'wider' | 'narrower' | 'other';

export interface Change {
  /** Field, and entry where the field is a list: `places.crm`, `retention.pixels_days`. */
  readonly path: string;
  readonly direction: Direction;
  readonly before: string;
  readonly after: string;
}

/** Every change, field by field, in the order of the schema; an empty list means the policies mean the same. */
export function diffPolicies(before: Policy, after: Policy): readonly Change[] {
  return (Object.keys(COMPARERS) as (keyof Policy)[]).flatMap((field) => COMPARERS[field](before, after));
}

/** True if the change needs a new notice and a new receipt. */
export function isMaterial(changes: readonly Change[]): boolean {
  return changes.some(({ direction }) => direction === 'wider');
}

/** True if whoever agreed to `consented` has agreed to `next`. */
export function isNoWider(next: Policy, consented: Policy): boolean {
  return !isMaterial(diffPolicies(consented, next));
}

type Comparer = (before: Policy, after: Policy) => readonly Change[];

/** Exhaustive by type: a field nobody compares does not compile. */
const COMPARERS: Readonly<Record<keyof Policy, Comparer>> = {
  format: () => [],
  version: () => [],
  // Another programme, or another one responsible, is nothing anybody agreed to.
  id: (before, after) => whole('id', before.id, after.id, 'wider'),
  programme: (before, after) => whole('programme', before.programme, after.programme, 'other'),
  controller: (before, after) => whole('controller', before.controller, after.controller, 'wider'),
  contact: (before, after) => whole('contact', before.contact, after.contact, 'other'),
  serial: (before, after) => whole('serial', before.serial, after.serial, 'other'),
  issued: (before, after) => whole('issued', before.issued, after.issued, 'other'),
  notAfter: (before, after) =>
    more('notAfter', Date.parse(before.notAfter), Date.parse(after.notAfter), [
      before.notAfter,
      after.notAfter,
    ]),
  ttl_h: (before, after) => more('ttl_h', before.ttl_h, after.ttl_h),
  halt: (before, after) => more('halt', Number(!before.halt), Number(!after.halt), [before.halt, after.halt]),
  hold_h: (before, after) => less('hold_h', before.hold_h, after.hold_h),
  retention: (before, after) =>
    (['action_months', 'text_days', 'pixels_days'] as const).flatMap((term) =>
      more(`retention.${term}`, before.retention[term], after.retention[term]),
    ),
  embargo_days: (before, after) => less('embargo_days', before.embargo_days, after.embargo_days),
  purposes: (before, after) => listed('purposes', PURPOSES, before.purposes, after.purposes),
  maxFidelity: (before, after) => ceiling('maxFidelity', before.maxFidelity, after.maxFidelity),
  classes: (before, after) => listed('classes', CLASSES, before.classes, after.classes),
  places: (before, after) => comparePlaces(before, after),
  personal: () => [],
  noTrain: (before, after) =>
    (['domains', 'names', 'accounts', 'urls', 'markers'] as const).flatMap((list) =>
      // Counted, not quoted: a diff is shown to people who may not know the customers.
      register(`noTrain.${list}`, before.noTrain[list], after.noTrain[list]),
    ),
  tasks: (before, after) => compareTasks(before.tasks, after.tasks),
  jurisdictions: (before, after) => compareJurisdictions(before, after),
  hours: (before, after) => compareHours(before.hours, after.hours),
  ends: (before, after) => [
    ...more('ends.calls', Number(!before.ends.calls), Number(!after.ends.calls), [
      before.ends.calls,
      after.ends.calls,
    ]),
    ...more('ends.sharing', Number(!before.ends.sharing), Number(!after.ends.sharing), [
      before.ends.sharing,
      after.ends.sharing,
    ]),
    ...more('ends.idle_min', before.ends.idle_min, after.ends.idle_min),
  ],
  budgets: (before, after) => [
    ...more('budgets.mb_per_day', before.budgets.mb_per_day, after.budgets.mb_per_day),
    ...more('budgets.cpu_percent', before.budgets.cpu_percent, after.budgets.cpu_percent),
    ...more('budgets.metered', Number(before.budgets.metered), Number(after.budgets.metered), [
      before.budgets.metered,
      after.budgets.metered,
    ]),
    ...less('budgets.battery_percent', before.budgets.battery_percent, after.budgets.battery_percent),
  ],
  languages: (before, after) =>
    whole('languages', before.languages.join(', '), after.languages.join(', '), 'other'),
};

function whole(
  path: string,
  before: string | number,
  after: string | number,
  direction: Direction,
): Change[] {
  return before === after ? [] : [{ path, direction, before: String(before), after: String(after) }];
}

/** A measure of which more keeps more. */
function more(path: string, before: number, after: number, shown: readonly unknown[] = []): Change[] {
  if (before === after) return [];
  const [was = before, is = after] = shown;
  return [{ path, direction: after > before ? 'wider' : 'narrower', before: String(was), after: String(is) }];
}

/** A measure of which less keeps more. */
function less(path: string, before: number, after: number): Change[] {
  return more(path, -before, -after, [before, after]);
}

function ceiling(path: string, before: Fidelity, after: Fidelity): Change[] {
  return more(path, compareFidelity(before, 'none'), compareFidelity(after, 'none'), [before, after]);
}

/** A list of which every entry allows something. */
function listed<T extends string>(
  path: string,
  all: readonly T[],
  before: readonly T[],
  after: readonly T[],
): Change[] {
  return all.flatMap((entry) =>
    more(`${path}.${entry}`, Number(before.includes(entry)), Number(after.includes(entry)), [
      before.includes(entry) ? 'yes' : 'no',
      after.includes(entry) ? 'yes' : 'no',
    ]),
  );
}

/** A list of which every entry forbids something. */
function register(path: string, before: readonly string[], after: readonly string[]): Change[] {
  const [was, is] = [new Set(before), new Set(after)];
  const added = after.filter((entry) => !was.has(entry)).length;
  const gone = before.filter((entry) => !is.has(entry)).length;
  const count = [`${before.length} entries`, `${after.length} entries`] as const;
  return [
    ...(gone > 0 ? [change(path, 'wider', count)] : []),
    ...(added > 0 ? [change(path, 'narrower', count)] : []),
  ];
}

function change(path: string, direction: Direction, [before, after]: readonly [string, string]): Change {
  return { path, direction, before, after };
}

/** Ceilings by place, and what a definition makes of hosts that nobody knew before. */
function comparePlaces(before: Policy, after: Policy): Change[] {
  const [was, is] = [ceilingsOf(before), ceilingsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .flatMap((key) => ceiling(`places.${key}`, ceilingIn(was, key), ceilingIn(is, key)));
}

/** Without a ceiling a place is bounded by the others alone; an undefined host is its parent's, or an unknown place. */
function ceilingIn(ceilings: ReadonlyMap<string, Fidelity>, key: string): Fidelity {
  const known = ceilings.get(key);
  if (known !== undefined) return known;
  if (!key.startsWith(HOST)) return 'content';
  const dot = key.indexOf('.');
  return dot === -1 ? 'structure' : ceilingIn(ceilings, HOST + key.slice(dot + 1));
}

const HOST = 'host ';

function ceilingsOf({ places }: Policy): Map<string, Fidelity> {
  const ceilings = new Map<string, Fidelity>();
  const lower = (key: string, fidelity: Fidelity): void => {
    const known = ceilings.get(key);
    if (known === undefined || compareFidelity(fidelity, known) < 0) ceilings.set(key, fidelity);
  };
  for (const { place, fidelity, hosts } of places) {
    lower(place, fidelity);
    for (const host of hosts ?? []) lower(HOST + host, fidelity);
  }
  return ceilings;
}

/** An empty list allows every task type. */
function compareTasks(before: readonly string[], after: readonly string[]): Change[] {
  const gone = before.length === 0 ? after.length > 0 : before.some((task) => !allows(after, task));
  const added = after.length === 0 ? before.length > 0 : after.some((task) => !allows(before, task));
  const shown = [shownTasks(before), shownTasks(after)] as const;
  return [
    ...(added ? [change('tasks', 'wider', shown)] : []),
    ...(gone ? [change('tasks', 'narrower', shown)] : []),
  ];
}

const allows = (tasks: readonly string[], task: string): boolean =>
  tasks.length === 0 || tasks.includes(task);
const shownTasks = (tasks: readonly string[]): string => (tasks.length === 0 ? 'all' : tasks.join(', '));

function compareJurisdictions(before: Policy, after: Policy): Change[] {
  const by = ({ jurisdictions }: Policy) => new Map(jurisdictions.map((active) => [active.pack, active]));
  const [was, is] = [by(before), by(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((pack) => {
    const path = `jurisdictions.${pack}`;
    const [old, young] = [was.get(pack), is.get(pack)];
    if (!old || !young)
      return [
        change(path, young ? 'wider' : 'narrower', [
          old ? `version ${old.version}` : 'inactive',
          young ? `version ${young.version}` : 'inactive',
        ]),
      ];
    // Other terms under the same name: nobody can say that they are no wider.
    return old.digest === young.digest && old.version === young.version
      ? []
      : [change(path, 'wider', [`version ${old.version}`, `version ${young.version}`])];
  });
}

function compareHours(before: readonly WeekWindow[], after: readonly WeekWindow[]): Change[] {
  const [was, is] = [minutesOf(before), minutesOf(after)];
  let added = 0;
  let gone = 0;
  for (let minute = 0; minute < WEEK_MIN; minute++) {
    if (is[minute] && !was[minute]) added++;
    if (was[minute] && !is[minute]) gone++;
  }
  const shown = [hoursOf(was), hoursOf(is)] as const;
  return [
    ...(added > 0 ? [change('hours', 'wider', shown)] : []),
    ...(gone > 0 ? [change('hours', 'narrower', shown)] : []),
  ];
}

function minutesOf(windows: readonly WeekWindow[]): Week {
  return windows.length === 0 ? new Uint8Array(WEEK_MIN).fill(1) : weekOf(windows);
}

const hoursOf = (week: Week): string =>
  `${(week.reduce((sum, minute) => sum + minute, 0) / 60).toFixed(1)} hours a week`;
