// A paper office: two pages drawn as outlines, acted on by hit tests. It is an environment for the learner and a desk
// to demonstrate at, without a browser.

import type { FieldKind, OutlineNode } from '@overt/events';
import type { Outline } from '@overt/trajectory';
import type { AgentAction, Environment, Observation } from '../../src/index.ts';
import { randomOf } from '../../src/random.ts';

const NAMES = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel'];
const ROW = 30;

interface Part {
  readonly role: string;
  readonly structure: string;
  readonly box: { x: number; y: number; width: number; height: number };
  readonly parent?: number;
  readonly name?: string;
  readonly field?: FieldKind;
  /** Whose words the name is; a recording keeps only the interface's. */
  readonly words?: 'interface' | 'content';
}

export interface Saved {
  readonly name: string;
  readonly amount: string;
  readonly pin: string;
  readonly stage: string;
}

export class Paper implements Environment {
  place = 'paper.list';
  rows: readonly { readonly name: string; readonly amount: string }[] = [];
  slots: Record<string, string> = {};
  saved: Saved | undefined;
  #task = '';
  #fields: Record<string, string> = {};
  #focus = '';
  #selected = '';
  clipboard: string | undefined;
  /** How many looks the form stays empty after a switch: a page that is slow to come. */
  slowness = 0;
  #looks = 0;

  async reset(task: string, seed: number) {
    const random = randomOf(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const names = [...NAMES].sort(() => random() - 0.5);
    this.rows = names.map((name) => ({ name, amount: `${100 + Math.floor(random() * 9_000)}.50` }));
    this.slots = {
      'paper.copy': { customer: pick(names) },
      'paper.stage': { customer: pick(names), stage: pick(['Won', 'Lost', 'Open']) },
    }[task] ?? { customer: pick(names), pin: `p${seed}` };
    Object.assign(this, {
      place: task === 'paper.fill' ? 'paper.form' : 'paper.list',
      saved: undefined,
      clipboard: undefined,
    });
    this.#task = task;
    this.#fields = { Name: '', Amount: '', PIN: '' };
    this.#focus = '';
    this.#selected = '';
    this.#looks = 0;
    return { task, slots: { ...this.slots } };
  }

  parts(): Part[] {
    if (this.place === 'paper.list') {
      const lanes = ['Won', 'Lost', 'Open'].map(
        (name, i): Part => ({
          role: 'group',
          structure: `main>section${i ? `:${i + 1}` : ''}`,
          name,
          words: 'interface',
          box: { x: 400 + i * 150, y: 0, width: 140, height: 400 },
        }),
      );
      return [
        ...lanes,
        {
          role: 'columnheader',
          structure: 'main>table>thead>tr>th:2',
          name: 'Amount',
          words: 'interface',
          box: { x: 160, y: 0, width: 100, height: ROW },
        },
        ...this.rows.flatMap((row, i): Part[] => {
          const tr = `main>table>tbody>tr${i ? `:${i + 1}` : ''}`;
          const y = (i + 1) * ROW;
          const parent = lanes.length + 1 + i * 3;
          return [
            { role: 'row', structure: tr, box: { x: 0, y, width: 300, height: ROW } },
            {
              role: 'cell',
              structure: `${tr}>td`,
              name: row.name,
              parent,
              box: { x: 5, y: y + 2, width: 120, height: ROW - 4 },
            },
            {
              role: 'cell',
              structure: `${tr}>td:2`,
              name: row.amount,
              parent,
              box: { x: 160, y: y + 2, width: 100, height: ROW - 4 },
            },
          ];
        }),
      ];
    }
    if (this.#looks < this.slowness) return [];
    const fields = Object.keys(this.#fields).map(
      (name, i): Part => ({
        role: 'textbox',
        structure: `main>form>input${i ? `:${i + 1}` : ''}`,
        name,
        words: 'interface',
        field: name === 'PIN' ? 'secret' : 'text',
        box: { x: 10, y: 10 + i * 50, width: 200, height: 30 },
      }),
    );
    return [
      ...fields,
      {
        role: 'button',
        structure: 'main>form>button',
        name: 'Save',
        words: 'interface',
        box: { x: 10, y: 200, width: 80, height: 30 },
      },
    ];
  }

  nodes(): OutlineNode[] {
    return this.parts().map((part, id) => ({
      id,
      parent: part.parent ?? -1,
      role: part.role,
      ...(part.name ? { name: part.name } : {}),
      ...(part.field === 'text' && part.name ? { value: this.#fields[part.name] ?? '' } : {}),
      states: this.#focus !== '' && part.name === this.#focus ? ['focused'] : [],
      box: part.box,
      framePath: [],
      field: part.field ?? 'none',
      structure: part.structure,
    }));
  }

  /** The outline as a recording would keep it: the interface's words only. */
  recorded(id: string, t_us: number): Outline {
    const parts = this.parts();
    const nodes = this.nodes().map(({ name, value, ...node }) => ({
      ...node,
      ...(name && parts[node.id]?.words === 'interface' ? { name } : {}),
    }));
    return { id, t_us, tab: 1, place: this.place, nodes, truncated: false };
  }

  async observe(): Promise<Observation> {
    this.#looks += this.place === 'paper.form' ? 1 : 0;
    return {
      place: this.place,
      places: ['paper.list', 'paper.form'],
      nodes: this.nodes(),
      viewport: { width: 900, height: 600 },
      ...(this.clipboard === undefined ? {} : { clipboard: this.clipboard }),
    };
  }

  at(x: number, y: number): Part | undefined {
    const under = this.parts().filter(
      ({ box }) => x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height,
    );
    return under.sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height)[0];
  }

  async perform(action: AgentAction): Promise<void> {
    if (action.do === 'switch') this.place = action.place;
    else if (action.do === 'click') this.#click(this.at(action.x, action.y), action.count);
    else if (action.do === 'type' && this.#focus in this.#fields) this.#fields[this.#focus] += action.text;
    else if (action.do === 'press' && action.modifiers.includes('ctrl')) this.#shortcut(action.keys[0] ?? '');
    else if (action.do === 'drag') this.#drop(this.at(action.x, action.y), this.at(action.x2, action.y2));
  }

  #click(part: Part | undefined, count: number): void {
    this.#focus = part?.name ?? '';
    if (part?.role === 'cell' && count === 3) this.#selected = part.name ?? '';
    if (part?.role === 'button')
      this.saved = {
        name: this.#fields.Name ?? '',
        amount: this.#fields.Amount ?? '',
        pin: this.#fields.PIN ?? '',
        stage: '',
      };
  }

  #shortcut(key: string): void {
    if (key === 'c') this.clipboard = this.#selected;
    if (key === 'v' && this.#focus in this.#fields) this.#fields[this.#focus] += this.clipboard ?? '';
    if (key === 'a' && this.#focus in this.#fields) this.#fields[this.#focus] = '';
  }

  #drop(card: Part | undefined, lane: Part | undefined): void {
    if (card?.role === 'cell')
      this.saved = { name: card.name ?? '', amount: '', pin: '', stage: lane?.name ?? '' };
  }

  async finished() {
    const amount = this.rows.find((row) => row.name === this.slots.customer)?.amount ?? '';
    const wanted: Record<string, Partial<Saved>> = {
      'paper.copy': { amount },
      'paper.stage': { name: this.slots.customer ?? '', stage: this.slots.stage ?? '' },
      'paper.fill': { name: this.slots.customer ?? '', pin: this.slots.pin ?? '' },
    };
    const wrong = Object.entries(wanted[this.#task] ?? {}).find(
      ([key, value]) => this.saved?.[key as keyof Saved] !== value,
    );
    return { ok: wrong === undefined, reason: wrong ? `${wrong[0]} is not what was asked for` : 'done' };
  }
}
