// Opens sealed episodes again: what the participant's page and the dataset builder see.

import type { BlobId, Primitives } from '@overt/events';
import type { BlobStore } from '@overt/store';
import type { Episode } from '@overt/trajectory';
import { ServerFault } from '../fault.ts';
import type { EpisodeRow } from './episode-index.ts';
import type { Lineage } from './episode-parts.ts';
import { openPart } from './sealed-part.ts';
import { type Json, joinText } from './split-text.ts';

export interface OpenedEpisode {
  readonly row: EpisodeRow;
  readonly episode: Episode;
  readonly lineage: Lineage;
}

interface Ports {
  readonly blobs: BlobStore;
  readonly primitives: Primitives;
}

/** Text is `null` throughout if its part has expired or is not among `deks`. @throws {ServerFault} `EPISODE_UNREADABLE` */
export async function readEpisode(
  ports: Ports,
  row: EpisodeRow,
  deks: ReadonlyMap<BlobId, Uint8Array>,
): Promise<OpenedEpisode> {
  const action = await read(ports, row, 'action', deks);
  const texts = await read(ports, row, 'text', deks);
  if (typeof action !== 'object' || action === null || !('episode' in action)) {
    throw new ServerFault(
      'EPISODE_UNREADABLE',
      `episode ${row.episode}: its action part is not there or of another version`,
      { class: 'action' },
    );
  }
  const { episode, lineage } = action as { readonly episode: Json; readonly lineage: unknown };
  return {
    row,
    episode: joinText(
      episode,
      Array.isArray(texts) ? (texts as readonly string[]) : undefined,
    ) as unknown as Episode,
    lineage: lineage as Lineage,
  };
}

async function read(
  ports: Ports,
  row: EpisodeRow,
  name: 'action' | 'text',
  deks: ReadonlyMap<BlobId, Uint8Array>,
): Promise<Json | undefined> {
  const part = row.parts.find((one) => one.class === name);
  const dek = part && deks.get(part.blob);
  const bytes = dek && (await ports.blobs.get(part.blob));
  return bytes ? openPart(bytes, dek, { class: name, episode: row.episode }, ports.primitives) : undefined;
}
