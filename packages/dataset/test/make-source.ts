import type { Event, Target } from '@overt/events';
import type { Mandate } from '@overt/governance';
import { createSigner } from '@overt/ledger';
import { buildEpisodes, buildReduction, type Episode } from '@overt/trajectory';
import {
  type BuildOptions,
  type EpisodeSource,
  type Lineage,
  parseRecipe,
  type SourcedEpisode,
} from '../src/index.ts';

export const MANDATE_ID = `mdt_${'a'.repeat(26)}`;
export const signer = createSigner('builder.example', new Uint8Array(32).fill(7));
export const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);

export const mandate: Mandate = {
  format: 'overt-mandate',
  version: 1,
  id: MANDATE_ID,
  programme: 'test',
  tasks: ['office.copy', 'office.reply'],
  places: ['office.mail', 'category:crm'],
  purposes: ['train-cua'],
  endUses: ['assist'],
  benefit: 'time off',
  issued: '2026-01-01T00:00:00Z',
  effective: '2026-01-01T00:00:00Z',
  notAfter: '2026-12-31T00:00:00Z',
  cosigners: ['council'],
};

const target = (name: string): Target => ({
  role: 'textbox',
  name,
  states: [],
  box: { x: 10, y: 10, width: 100, height: 20 },
  framePath: [],
  field: 'text',
  locators: [{ by: 'structure', value: `main/input[${name.length}]`, matches: 1 }],
});

/** One recorded task: a frame, a click, a value typed from a slot, a finish. */
export function record(
  track: string,
  over: { type?: string; place?: string; outcome?: 'success' | 'unknown'; name?: string } = {},
): Episode {
  const { type = 'office.copy', place = 'office.mail', outcome = 'success', name = 'Customer' } = over;
  const field = target(name);
  const common = { tab: 1, modifiers: 0 };
  const events = [
    {
      kind: 'window',
      level: 'tab',
      change: 'activate',
      window: 1,
      place,
      width: 1280,
      height: 720,
      scale: 1,
    },
    { kind: 'task', phase: 'start', type, slots: ['customer'], goal: 'Find {customer}', outcome: 'unknown' },
    {
      kind: 'frame',
      frame: 1,
      pixels: 1,
      width: 1280,
      height: 720,
      scale: 1,
      from: 150_000,
      to: 160_000,
      stable: true,
      regions: 0,
      covered: 0,
    },
    { kind: 'pointer', phase: 'down', x: 20, y: 20, button: 0, count: 1, target: field },
    { kind: 'pointer', phase: 'up', x: 20, y: 20, button: 0, count: 1, target: field },
    { kind: 'text', op: 'insert', at: 0, removed: 0, inserted: 1, ime: false, target: field },
    {
      kind: 'text',
      op: 'commit',
      at: -1,
      removed: 0,
      inserted: 0,
      ime: false,
      target: field,
      text: '<CUSTOMER_9>',
      source: { from: 'slot', slot: 'customer', transform: 'equal' },
    },
    { kind: 'task', phase: 'finish', type, slots: [], outcome },
  ].map((event, seq) => ({ ...common, ...event, seq, t: seq * 100_000 })) as unknown as Event[];
  const [episode] = buildEpisodes(buildReduction([{ track, events }]));
  return episode!;
}

export function sourced(episode: Episode, over: Partial<Lineage> = {}): SourcedEpisode {
  const lineage: Lineage = {
    participant: 'prn_one',
    salt: new Uint8Array(32).fill(1),
    segments: ['1'.repeat(64)],
    receipts: ['2'.repeat(64)],
    policies: ['3'.repeat(64)],
    redactor: 'redact-1',
    recording: 'rec_one',
    ...over,
  };
  return { episode, lineage, frame: async () => PNG };
}

export function sourceOf(...episodes: SourcedEpisode[]): EpisodeSource {
  return {
    async *episodes() {
      yield* episodes;
    },
  };
}

export const recipe = (over: Record<string, unknown> = {}) =>
  parseRecipe({
    format: 'overt-recipe',
    version: 1,
    name: 'office-2026',
    purpose: 'train-cua',
    endUse: 'assist',
    mandate: MANDATE_ID,
    formats: ['agentnet', 'episodes', 'parquet'],
    ...over,
  });

export function options(over: Partial<BuildOptions> & Pick<BuildOptions, 'tree' | 'source'>): BuildOptions {
  return {
    recipe: recipe(),
    mandate: { terms: mandate, digest: '4'.repeat(64) },
    signer,
    noTrain: { digest: '5'.repeat(64), hitsText: (text) => text.includes('Contoso') },
    clock: { now: () => new Date('2026-11-23T10:00:00Z') },
    code: '0.1.0',
    categoryOf: (place) => (place === 'office.crm' ? 'crm' : undefined),
    ...over,
  };
}
