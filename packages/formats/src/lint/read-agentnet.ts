import { decodeStep } from '../agentnet/decode.ts';
import { AGENTNET_FILE } from '../agentnet/export.ts';
import { FormatFault } from '../fault.ts';
import type { FileTree } from '../file-tree.ts';
import type { LintEpisode, LintStep } from './rules.ts';

interface Line {
  readonly task_id?: string;
  readonly traj?: readonly {
    readonly index?: number;
    readonly image?: string | null;
    readonly value?: { readonly code?: string };
    readonly overt?: {
      readonly step?: string;
      readonly frame_age_ms?: number | null;
      readonly corrects?: string | null;
      readonly paste_of?: string | null;
    };
  }[];
}

/** AgentNet lines, ours or another's. */
export async function readAgentnet(
  tree: FileTree,
  unreadable: (place: string, meaning: string) => void,
): Promise<LintEpisode[]> {
  const bytes = await tree.read(AGENTNET_FILE);
  const lines = new TextDecoder().decode(bytes ?? new Uint8Array()).split('\n');
  const episodes: LintEpisode[] = [];
  for (const [i, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const place = `${AGENTNET_FILE}:${i + 1}`;
    let line: Line;
    try {
      line = JSON.parse(text) as Line;
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      unreadable(place, 'the line is not JSON');
      continue;
    }
    const steps: LintStep[] = [];
    for (const [n, entry] of (line.traj ?? []).entries()) {
      const step = stepOf(entry.value?.code ?? '');
      if (step === undefined) unreadable(`${place}, step ${n}`, 'its code is not a call this format knows');
      const { overt } = entry;
      steps.push({
        ...(step ?? { type: 'raw', points: [] }),
        index: entry.index ?? n,
        ...(entry.image === undefined ? {} : { image: entry.image }),
        ...(overt?.step === undefined ? {} : { id: overt.step }),
        ...(overt?.frame_age_ms === undefined ? {} : { frameAgeMs: overt.frame_age_ms }),
        refers: [overt?.corrects, overt?.paste_of].filter((id) => typeof id === 'string'),
      });
    }
    episodes.push({ id: line.task_id ?? place, place, steps });
  }
  return episodes;
}

function stepOf(code: string): Omit<LintStep, 'index'> | undefined {
  try {
    const step = decodeStep(code);
    const points = [
      { x: step.x, y: step.y },
      { x: step.x2, y: step.y2 },
    ].filter(
      (point): point is { x: number; y: number } =>
        typeof point.x === 'number' && typeof point.y === 'number',
    );
    const keyboard = step.type === 'clipboard.copy' || step.type === 'clipboard.cut';
    return {
      type: step.type,
      points,
      ...(typeof step.text === 'string' ? { typed: step.text } : {}),
      ...(step.keys ? { keys: step.keys } : keyboard ? { keys: [] } : {}),
      ...(step.modifiers ? { modifiers: step.modifiers } : {}),
      ...(typeof step.count === 'number' ? { count: step.count } : {}),
    };
  } catch (cause) {
    if (cause instanceof FormatFault) return undefined;
    throw cause;
  }
}
