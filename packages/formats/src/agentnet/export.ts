// AgentNet JSONL + images: one line per episode, one traj entry per step (desktop research §4.1, MIT).
//
// Fields that a model judged in AgentNet (scores, thoughts, reflections) are null: nobody judged these. What AgentNet
// has no place for stands under `overt`, which its readers ignore.

import type { Step } from '@overt/trajectory';
import { NUMBERS_LOST } from '../declared-loss.ts';
import type { DeclaredLoss, ExportEpisode, Exporter, ExportOptions, ExportReport } from '../exporter.ts';
import type { FileTree } from '../file-tree.ts';
import { FrameFiles } from '../frame-files.ts';
import { replacePlaceholders } from '../placeholder.ts';
import { requireNoPlaceholder } from '../require-no-placeholder.ts';
import { encodeStep, NOTCH_PX } from './encode.ts';

export const AGENTNET_FILE = 'agentnet.jsonl';

const CLICK = ['type', 'x', 'y', 'button', 'count', 'modifiers'] as const;
const KEYS = ['type', 'keys', 'count', 'modifiers'] as const;

export const agentnetLoss: DeclaredLoss = {
  format: 'agentnet',
  omits: {
    'tab.close': 'browser chrome is outside the frame',
    file: 'browser chrome is outside the frame',
    'privacy.gap': 'what was withheld is no action; the next step carries overt.gap_before',
    raw: 'no rule explains it',
  },
  approximates: {
    'select.toggle': 'the click that toggles',
    'select.option':
      'a click on the list, the label typed, Enter; the click on the option where one was seen',
    'clipboard.copy': 'ctrl+c; left out if no key caused it, because the step before did',
    'clipboard.cut': 'ctrl+x; likewise',
    'clipboard.paste': 'ctrl+v; likewise',
    'tab.switch': 'the chord that caused it; left out if none did',
    'window.focus': 'the chord that caused it; left out if none did',
    'app.switch': 'the chord that caused it; left out if none did',
    'nav.url': 'the keys that caused it, alt+left for back, F5 for reload; a typed address is left out',
    dialog: 'Enter to accept, Esc to dismiss',
    finish: 'computer.terminate; left out if the outcome is unknown',
  },
  keeps: {
    'pointer.click': CLICK,
    'pointer.drag': ['type', 'x', 'y', 'x2', 'y2', 'button', 'modifiers'],
    scroll: ['type', 'x', 'y', 'scroll_dx', 'scroll_dy', 'modifiers'],
    'text.input': ['type', 'text'],
    'key.press': ['type', 'keys', 'count'],
    'key.chord': KEYS,
    'clipboard.copy': ['type'],
    'clipboard.cut': ['type'],
    'clipboard.paste': ['type'],
    finish: ['type', 'detail'],
  },
  precision: [
    'coordinates are 0 to 1 of the frame with four decimals',
    `scrolls are whole notches of ${NOTCH_PX} px, at least one in the direction they went`,
    'back and forward buttons, the duration of a press and the path of a drag are lost; more than three left clicks become three',
    'a value is a reference such as {customer} or {copy:3} where its source is known; other text has surrogates for placeholders',
    ...NUMBERS_LOST,
  ],
};

export const agentnet: Exporter = { format: 'agentnet', loss: agentnetLoss, write };

async function write(
  episodes: AsyncIterable<ExportEpisode>,
  tree: FileTree,
  options: ExportOptions,
): Promise<ExportReport> {
  const frames = new FrameFiles(tree);
  const omitted: Record<string, number> = {};
  const lines: string[] = [];
  let steps = 0;
  for await (const source of episodes) {
    const line = await lineOf(source, frames, options, omitted);
    steps += line.traj.length;
    lines.push(`${JSON.stringify(line)}\n`);
  }
  await tree.write(AGENTNET_FILE, new TextEncoder().encode(lines.join('')));
  return {
    format: 'agentnet',
    episodes: lines.length,
    steps,
    images: frames.images,
    omitted,
    missingImages: frames.missing,
  };
}

interface TrajEntry {
  readonly index: number;
  readonly image: string | null;
  readonly value: Readonly<
    Record<
      'observation' | 'thought' | 'action' | 'reflection' | 'last_step_correct' | 'last_step_redundant',
      null
    >
  > & {
    readonly code: string;
  };
  readonly overt: Readonly<Record<string, unknown>>;
}

const UNJUDGED = {
  observation: null,
  thought: null,
  action: null,
  reflection: null,
  last_step_correct: null,
  last_step_redundant: null,
};

async function lineOf(
  source: ExportEpisode,
  frames: FrameFiles,
  options: ExportOptions,
  omitted: Record<string, number>,
) {
  const { episode } = source;
  const surrogate = source.surrogate ?? options.surrogate;
  const traj: TrajEntry[] = [];
  let gap: string | null = null;
  for (const step of episode.steps) {
    if (step.detail?.of === 'gap') gap = step.detail.reason;
    const encoded = encodeStep(step, surrogate);
    if ('omitted' in encoded) {
      omitted[encoded.omitted] = (omitted[encoded.omitted] ?? 0) + 1;
      continue;
    }
    requireNoPlaceholder(encoded.code, 'agentnet', step.id);
    const image = await frames.before(step, source);
    traj.push({
      index: traj.length,
      image,
      value: { ...UNJUDGED, code: encoded.code },
      overt: extensionOf(step, gap),
    });
    gap = null;
  }
  const instruction = replacePlaceholders(episode.goal ?? '', surrogate);
  return {
    task_id: episode.id,
    instruction,
    task_completed: episode.outcome === 'unknown' ? null : episode.outcome === 'success',
    alignment_score: null,
    efficiency_score: null,
    task_difficulty: null,
    natural_language_task: instruction,
    actual_task: null,
    traj,
    overt: {
      type: episode.type,
      slots: episode.slots,
      label_source: episode.label_source,
      outcome: episode.outcome,
      ...(source.split === undefined ? {} : { split: source.split }),
    },
  };
}

function extensionOf(step: Step, gap: string | null): Record<string, unknown> {
  return {
    step: step.id,
    type: step.type,
    value_from: step.value_from,
    frame_age_ms: 'none' in step.frame_before ? null : step.frame_before.age_ms,
    corrects: step.corrects,
    correction: step.correction,
    paste_of: step.paste_of,
    ...(gap === null ? {} : { gap_before: gap }),
  };
}
