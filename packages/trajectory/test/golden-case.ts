// Golden cases are JSON so that another implementation can use them: short events whose absent fields take the
// defaults below, and the fields each resulting step must have. Times are ms here, µs in events.

import type { Event, EventKind, Target } from '@overt/events';

export interface GoldenCase {
  readonly name: string;
  readonly events: readonly ShortEvent[];
  readonly steps: readonly Record<string, unknown>[];
}
export type ShortEvent = { readonly kind: EventKind; readonly ms: number } & Record<string, unknown>;

const DEFAULTS: Record<EventKind, Record<string, unknown>> = {
  pointer: { phase: 'down', x: 100, y: 100, button: 0, count: 0, modifiers: 0, tab: 1 },
  key: { phase: 'down', key: 'Char', modifiers: 0, repeat: false, tab: 1 },
  text: { op: 'insert', at: -1, removed: 0, inserted: 1, ime: false, tab: 1 },
  choice: { op: 'select', index: 0, tab: 1 },
  scroll: { x: 100, y: 100, dx: 0, dy: 100, modifiers: 0, tab: 1 },
  focus: { phase: 'in', tab: 1 },
  window: {
    level: 'tab',
    change: 'activate',
    window: 1,
    tab: 1,
    place: 'office.mail',
    width: 1280,
    height: 720,
    scale: 1,
  },
  navigation: { cause: 'link', tab: 1, place: 'office.mail' },
  clipboard: { op: 'copy', link: 1, format: 'text', length: 16, transform: 'equal', tab: 1 },
  dialog: { dialog: 'confirm', outcome: 'accepted', tab: 1 },
  file: { op: 'download', extension: 'pdf', count: 1, tab: 1 },
  frame: {
    frame: 1,
    pixels: 1,
    width: 1280,
    height: 720,
    scale: 1,
    stable: true,
    regions: 0,
    covered: 0,
    tab: 1,
  },
  outline: { tab: 1, place: 'office.mail', nodes: [], truncated: false },
  task: { phase: 'start', type: 'office.copy', slots: [], outcome: 'unknown' },
  gap: { reason: 'place-none', count: 1 },
};

/** `"field:amount"` in a case: a field of that kind with this structure; an object overrides. */
function targetOf(short: unknown): Target {
  const base = { role: 'button', states: [], box: { x: 90, y: 90, width: 40, height: 20 }, framePath: [] };
  if (typeof short === 'string') {
    const [kind, name] = short.split(':') as [string, string];
    const field = kind === 'button' ? 'none' : kind;
    const role =
      kind === 'button'
        ? 'button'
        : kind === 'choice'
          ? 'combobox'
          : kind === 'toggle'
            ? 'checkbox'
            : 'textbox';
    const locators = [{ by: 'structure', value: name, matches: 1 }];
    return { ...base, role, name, field, locators } as unknown as Target;
  }
  return { ...base, field: 'none', locators: [], ...(short as object) } as unknown as Target;
}

export function expandEvents(short: readonly ShortEvent[]): Event[] {
  return short.map((event, seq) => {
    const { ms, target, from_ms, to_ms, ...rest } = event;
    const t = Math.round(ms * 1000);
    const full: Record<string, unknown> = { seq, t, ...DEFAULTS[event.kind], ...rest };
    if (target !== undefined) full.target = targetOf(target);
    else if (event.kind === 'text' || event.kind === 'choice' || event.kind === 'focus')
      full.target = targetOf(event.kind === 'choice' ? 'choice:a' : 'text:a');
    if (event.kind === 'frame') {
      full.from = from_ms === undefined ? t : (from_ms as number) * 1000;
      full.to = to_ms === undefined ? t : (to_ms as number) * 1000;
      if (rest.pixels === undefined && rest.frame !== undefined) full.pixels = rest.frame;
    }
    return full as unknown as Event;
  });
}
