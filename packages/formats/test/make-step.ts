import type { Episode, FrameRef, Step } from '@overt/trajectory';
import type { ExportEpisode } from '../src/index.ts';

export const frame: FrameRef = {
  id: 'trk_a:7',
  pixels: 'trk_a:5',
  age_ms: 120,
  stable: true,
  steps_since: 0,
  width: 1280,
  height: 720,
  scale: 1,
};

export function makeStep(over: Partial<Step> = {}): Step {
  return {
    id: 'trk_a:1',
    index: 0,
    episode: 'epi:trk_a:1',
    track: 'trk_a',
    type: 'pointer.click',
    t_start_us: 1_000_000,
    t_end_us: 1_050_000,
    x: null,
    y: null,
    x2: null,
    y2: null,
    path: null,
    button: null,
    count: null,
    hold_ms: null,
    modifiers: [],
    keys: null,
    scroll_dx: null,
    scroll_dy: null,
    text: null,
    edits: null,
    value_from: null,
    target: null,
    target2: null,
    detail: null,
    frame_before: frame,
    frame_after: { none: 'no-frame' },
    outline_before: { none: 'no-outline' },
    place: 'office.mail',
    tab: 1,
    window: 1,
    viewport: { width: 1280, height: 720, scale: 1 },
    corrects: null,
    correction: false,
    paste_of: null,
    source_event_ids: [1, 2],
    rule: 'click',
    rule_version: 1,
    fidelity: 'exact',
    order: 'decided',
    ...over,
  };
}

export function makeEpisode(steps: readonly Partial<Step>[], over: Partial<Episode> = {}): Episode {
  const built = steps.map((step, i) =>
    makeStep({
      id: `trk_a:${i * 10}`,
      index: i,
      t_start_us: i * 1_000_000,
      t_end_us: i * 1_000_000 + 5,
      ...step,
    }),
  );
  return {
    id: 'epi:trk_a:0',
    index: 0,
    type: 'office.copy',
    goal: 'Copy the total of {customer}',
    slots: ['customer'],
    label_source: 'participant',
    outcome: 'success',
    cut: 'task',
    part: 0,
    t_start_us: 0,
    t_end_us: steps.length * 1_000_000,
    places: ['office.mail'],
    steps: built,
    outlines: [],
    ...over,
  };
}

export const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

export async function* sourceOf(...episodes: Episode[]): AsyncGenerator<ExportEpisode> {
  for (const episode of episodes)
    yield { episode, split: 'train', frame: async (id) => (id === frame.pixels ? PNG : undefined) };
}

/** A step that pasted a value, one that typed placeholders, one that filled a secret. */
export const TELLING: readonly Partial<Step>[] = [
  { type: 'pointer.click', x: 640, y: 360, button: 'left', count: 1 },
  {
    type: 'clipboard.copy',
    keys: ['c'],
    modifiers: ['ctrl'],
    detail: { of: 'clipboard', link: 3, format: 'text', length: 8, transform: 'equal' },
  },
  {
    type: 'clipboard.paste',
    keys: ['v'],
    modifiers: ['ctrl'],
    paste_of: 'trk_a:10',
    text: '<NUM_1>',
    value_from: { from: 'copy', link: 3, transform: 'equal' },
  },
  {
    type: 'text.input',
    text: '<CUSTOMER_4:len=8..15>',
    value_from: { from: 'slot', slot: 'customer', transform: 'equal' },
  },
  {
    type: 'text.input',
    text: 'Dear <PERSON_3>, write to <EMAIL_2:of=PERSON_3>',
    value_from: { from: 'typed' },
  },
  {
    type: 'text.input',
    text: null,
    target: {
      role: 'textbox',
      name: 'Password of <PERSON_3>',
      label: null,
      box: { x: 10, y: 10, width: 100, height: 20 },
      locators: [{ by: 'role', value: 'textbox "Password of <PERSON_3>"', matches: 1 }],
      field: 'secret',
      framePath: [],
      states: [],
      bound: null,
      node: null,
      match_method: 'event',
      confidence: 0.9,
    },
  },
  { type: 'finish', detail: { of: 'finish', status: 'success' } },
];
