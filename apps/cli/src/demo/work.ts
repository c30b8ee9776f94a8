// The participant's part: she enrols, reads and consents, works, looks at what is held, deletes one piece, releases the rest.

import { createWorld, requireTask } from '@overt/office';
import { demonstrate, openStart } from '@overt/office/demonstrations';
import { CliFault, say } from '../output.ts';
import { RECORDED_SEEDS, tasksIn, withCorrection } from './plan.ts';
import type { Scene } from './scene.ts';

export interface Worked {
  readonly withheld: Readonly<Record<string, number>>;
  readonly recordings: readonly string[];
  readonly deleted: number;
  readonly released: number;
}

async function enrol({ recorder, server }: Scene): Promise<void> {
  await recorder.ask({
    do: 'enrol',
    server: server.url,
    code: await server.enrolmentCode(),
    label: 'demo browser',
  });
  const notice = await recorder.ask({ do: 'notice' });
  await recorder.ask({ do: 'consent', notice: notice.hash });
}

async function doTask(scene: Scene, id: string, seed: number): Promise<void> {
  const task = requireTask(id);
  scene.office.reset(seed);
  const slots = task.slots(createWorld(seed));
  const pages = await openStart(scene.browser, task, seed, scene.office.port);
  await scene.recorder.ask({ do: 'task', phase: 'start', type: id, goal: task.goal, slots });
  await demonstrate(task, pages, slots, { corrections: withCorrection(seed), seed });
  const end = task.check(scene.office.state(), slots);
  await scene.recorder.ask({ do: 'task', phase: 'finish', outcome: end.ok ? 'success' : 'failure' });
  if (!end.ok)
    throw new CliFault(
      'CLI_DEMO_FAILED',
      `demo: the demonstration of ${id} did not reach its goal: ${end.reason}`,
      { task: id, seed },
    );
}

/** A short recording that she thinks better of: deleted in the hold, so that it never leaves. */
async function workAndDelete(scene: Scene): Promise<number> {
  await scene.recorder.ask({ do: 'start' });
  await doTask(scene, 'office.open-mail', RECORDED_SEEDS[0] ?? 1);
  const { recording } = await scene.recorder.ask({ do: 'stop' });
  const { segments } = await scene.recorder.ask({ do: 'held' });
  let deleted = 0;
  for (const segment of segments.filter((one) => one.recording === recording))
    deleted += (await scene.recorder.ask({ do: 'delete', id: segment.id })).deleted;
  return deleted;
}

export async function work(scene: Scene): Promise<Worked> {
  await enrol(scene);
  const deleted = await workAndDelete(scene);
  const { recording } = await scene.recorder.ask({ do: 'start' });
  for (const seed of RECORDED_SEEDS) {
    for (const id of tasksIn(seed)) {
      say(`  ${id} (world ${seed}${withCorrection(seed) ? ', with a mistake put right' : ''})`);
      await doTask(scene, id, seed);
    }
  }
  const { withheld } = await scene.recorder.ask({ do: 'status' });
  await scene.recorder.ask({ do: 'stop' });
  const { segments } = await scene.recorder.ask({ do: 'held' });
  for (const segment of segments.slice(0, 1)) await scene.recorder.ask({ do: 'content', id: segment.id }); // she looks before she lets go
  const result = await scene.recorder.ask({ do: 'release', id: 'all' });
  if (result.quarantined > 0 || result.waiting > 0)
    throw new CliFault(
      'CLI_DEMO_FAILED',
      `demo: of the released segments ${result.quarantined} were refused and ${result.waiting} did not arrive`,
      result,
    );
  return {
    withheld: withheld as Record<string, number>,
    recordings: [recording],
    deleted,
    released: result.released,
  };
}
