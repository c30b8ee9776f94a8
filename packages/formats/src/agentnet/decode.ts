// PyAutoGUI code back into what it says of a step. Reads what `encode` writes and AgentNet's own files contain;
// anything else is a fault that names the line.

import type { Modifier, Step } from '@overt/trajectory';
import { FormatFault } from '../fault.ts';
import { NOTCH_PX } from './encode.ts';
import { fromPyAutoGui } from './key-names.ts';

/** Coordinates are 0…1 of the image. */
export type DecodedStep = Pick<Step, 'type'> & Partial<Omit<Step, 'type'>>;

interface Call {
  readonly verb: string;
  readonly args: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
}

/** @throws {FormatFault} `RECORD_MALFORMED` if a line is no call this format knows. */
export function decodeStep(code: string): DecodedStep {
  const calls = code
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseCall);
  const modifiers: Modifier[] = [];
  const acts: Call[] = [];
  for (const call of calls) {
    if (call.verb === 'keyDown') modifiers.push(modifierOf(call.args[0]));
    else if (call.verb !== 'keyUp') acts.push(call);
  }
  const verbs = acts.map((act) => act.verb).join(' ');
  const first = acts[0];
  if (first === undefined) throw malformed(1);
  const at = { x: first.named.x as number, y: first.named.y as number };
  switch (verbs) {
    case 'click':
      return {
        type: 'pointer.click',
        ...at,
        button: (first.named.button as 'left') ?? 'left',
        count: (first.named.clicks as number) ?? 1,
        modifiers,
      };
    case 'doubleClick':
      return { type: 'pointer.click', ...at, button: 'left', count: 2, modifiers };
    case 'tripleClick':
      return { type: 'pointer.click', ...at, button: 'left', count: 3, modifiers };
    case 'rightClick':
      return { type: 'pointer.click', ...at, button: 'right', count: 1, modifiers };
    case 'middleClick':
      return { type: 'pointer.click', ...at, button: 'middle', count: 1, modifiers };
    case 'moveTo dragTo': {
      const { x, y, button } = acts[1]!.named as { x: number; y: number; button?: 'left' };
      return { type: 'pointer.drag', ...at, x2: x, y2: y, button: button ?? 'left', modifiers };
    }
    case 'moveTo':
    case 'moveTo scroll':
    case 'moveTo hscroll':
    case 'moveTo hscroll scroll':
      return {
        type: 'scroll',
        ...at,
        scroll_dx: notches(acts, 'hscroll'),
        scroll_dy: -notches(acts, 'scroll') || 0,
        modifiers,
      };
    case 'write':
      return { type: 'text.input', text: (first.named.message ?? first.args[0]) as string };
    case 'press':
      return {
        type: 'key.press',
        keys: keysOf(first.named.keys ?? first.args[0]),
        count: (first.named.presses as number) ?? 1,
      };
    case 'click write press':
      return { type: 'select.option', ...at, text: acts[1]!.named.message as string };
    case 'terminate':
      return { type: 'finish', detail: { of: 'finish', status: first.named.status as 'success' } };
    default:
      if (first.verb === 'hotkey' && acts.every((act) => act.verb === 'hotkey'))
        return chord(first, acts.length);
      throw malformed(1);
  }
}

const CLIPBOARD = { c: 'clipboard.copy', x: 'clipboard.cut', v: 'clipboard.paste' } as const;

function chord(call: Call, count: number): DecodedStep {
  const names = (Array.isArray(call.args[0]) ? call.args[0] : call.args) as string[];
  const key = names.at(-1)!;
  const modifiers = names.slice(0, -1).map(modifierOf).sort();
  const clipboard = CLIPBOARD[key as 'c'];
  if (clipboard !== undefined && modifiers.length === 1 && modifiers[0] === 'ctrl')
    return { type: clipboard };
  return { type: 'key.chord', keys: [fromPyAutoGui(key)], modifiers, count };
}

function keysOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((key) => fromPyAutoGui(String(key)));
}

function notches(acts: readonly Call[], verb: string): number {
  const call = acts.find((act) => act.verb === verb);
  return call === undefined ? 0 : ((call.named.clicks ?? call.args[0]) as number) * NOTCH_PX;
}

function modifierOf(name: unknown): Modifier {
  if (name === 'win' || name === 'command' || name === 'cmd') return 'meta';
  if (name === 'ctrl' || name === 'alt' || name === 'shift') return name;
  throw malformed(1);
}

function parseCall(line: string, index: number): Call {
  const match = /^(?:pyautogui|computer)\.(\w+)\((.*)\)\s*$/.exec(line.trim());
  if (match === null) throw malformed(index + 1);
  const args: unknown[] = [];
  const named: Record<string, unknown> = {};
  const reader = new Reader(match[2]!, index + 1);
  while (!reader.done()) {
    const name = reader.name();
    const value = reader.value();
    if (name === undefined) args.push(value);
    else named[name] = value;
    reader.comma();
  }
  return { verb: match[1]!, args, named };
}

/** Python literals: numbers, strings, lists. */
class Reader {
  readonly #text: string;
  readonly #line: number;
  #at = 0;

  constructor(text: string, line: number) {
    this.#text = text;
    this.#line = line;
  }

  done(): boolean {
    this.#space();
    return this.#at >= this.#text.length;
  }

  name(): string | undefined {
    return this.#take(/([A-Za-z_]\w*)\s*=\s*/y)?.[1];
  }

  comma(): void {
    this.#space();
    if (this.#at < this.#text.length && this.#take(/,/y) === undefined) throw malformed(this.#line);
  }

  value(): unknown {
    this.#space();
    const number = this.#take(/-?\d+(?:\.\d+)?(?:e-?\d+)?/y);
    if (number !== undefined) return Number(number[0]);
    const text = this.#take(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/sy);
    if (text !== undefined) return unescapeText(text[1] ?? text[2] ?? '');
    const word = this.#take(/True|False|None/y);
    if (word !== undefined) return word[0] === 'None' ? null : word[0] === 'True';
    if (this.#take(/\[/y) === undefined) throw malformed(this.#line);
    const list: unknown[] = [];
    while (this.#take(/\s*\]/y) === undefined) {
      list.push(this.value());
      this.#take(/\s*,/y);
    }
    return list;
  }

  #space(): void {
    this.#take(/\s+/y);
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }
}

function unescapeText(text: string): string {
  return text.replaceAll(/\\(.)/gs, (_, c: string) =>
    c === 'n' ? '\n' : c === 'r' ? '\r' : c === 't' ? '\t' : c,
  );
}

function malformed(line: number): FormatFault {
  return new FormatFault(
    'RECORD_MALFORMED',
    `agentnet code, line ${line}: not a call this format knows; expected pyautogui.<verb>(…) or computer.terminate(…). Left out of what was read`,
    { line },
  );
}
