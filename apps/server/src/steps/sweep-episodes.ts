// Ends parts of episodes on their date, as the segments they came from.

import type { BlobId } from '@overt/events';
import type { StepsContext } from './build-recording.ts';

export async function sweepEpisodes(
  context: Pick<StepsContext, 'sql' | 'blobs' | 'broker'>,
  today: string,
): Promise<void> {
  const due = await context.sql.query<{ blob: BlobId }>(
    'select blob from steps_part where expires <= $1 order by blob',
    [today],
  );
  if (due.length > 0) await context.broker.destroy({ blobs: due.map((row) => row.blob) });
  for (const { blob } of due) {
    await context.blobs.delete(blob);
    await context.sql.query('delete from steps_part where blob = $1', [blob]);
  }
  await context.sql.query(
    'delete from steps_episode e where not exists (select 1 from steps_part p where p.episode = e.episode)',
  );
}
