// The demo's storyline. Every claim it prints is checked here; what fails is named, and the exit code says so.

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { ATTESTATION_FILE } from '@overt/dataset';
import { createSigner, verifyArtefact } from '@overt/ledger';
import { belowFloors, declaredSteps, type Episode, yieldOf } from '@overt/trajectory';
import { viewPage } from '../commands/steps.ts';
import { evaluateInOffice } from '../evaluation/evaluate-in-office.ts';
import { CliFault, say } from '../output.ts';
import { type OpenedRecording, openSteps, soloKeys } from '../recording.ts';
import { type DemoSearch, positiveControl, searchDemo } from './leaks.ts';
import { writeOwnCopy } from './own-copy.ts';
import { fidelityUnder } from './place-fidelity.ts';
import { demoTasks, UNSEEN_SEEDS } from './plan.ts';
import { correctionsOf, type DemoReport, pastesOf, tableOf, yieldInReport } from './report.ts';
import { openScene, type Scene } from './scene.ts';
import { teach } from './teach.ts';
import { type Worked, work } from './work.ts';

const STEPS_MS = 60_000;

interface Counted {
  readonly events: number;
  readonly frames: number;
  readonly bytes: number;
}

async function prepareOut(given: string | undefined): Promise<string> {
  if (!given) return mkdtemp(join(tmpdir(), 'overt-demo-'));
  const out = resolve(given);
  await mkdir(out, { recursive: true, mode: 0o700 });
  if ((await readdir(out)).length > 0)
    throw new CliFault('CLI_USE', `demo: ${given} is not empty; choose a new directory`, { out });
  return out;
}

/** Waits until the workers have built the episodes of every segment that arrived. */
async function untilStepsAreBuilt({ server }: Scene): Promise<void> {
  const end = Date.now() + STEPS_MS;
  while (Date.now() < end) {
    const counts = await server.parts.store.jobs.counts();
    if (counts.ready === 0 && counts.locked === 0 && counts.waiting === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new CliFault('CLI_TIMEOUT', `demo: the steps were not built within ${STEPS_MS / 1000} s`, {});
}

async function count(opened: OpenedRecording): Promise<Counted> {
  let events = 0;
  let frames = 0;
  let bytes = 0;
  for await (const segment of opened.recording.segments()) {
    events += segment.events.length;
    frames += segment.frames.size;
    for (const blob of segment.manifest.blobs) bytes += blob.bytes;
  }
  return { events, frames, bytes };
}

/** The attestation with its proof, and a proof of who looked, against the server's key alone. */
async function verifyProofs(scene: Scene, dataset: string): Promise<boolean> {
  const { serverKey, parts } = scene.server;
  const attestation = verifyArtefact(await readFile(join(dataset, ATTESTATION_FILE)), { origin: serverKey });
  const [access] = await parts.broker.accesses(await parts.governance.erasure.subjects(parts.owner));
  const looked = access && verifyArtefact(new TextEncoder().encode(access.proof), { origin: serverKey });
  if (access) await writeFile(join(scene.out, 'who-looked.tlog-proof'), access.proof);
  await writeFile(join(scene.out, 'ledger.vkey'), `${serverKey}\n`);
  return attestation.ok && looked?.ok === true;
}

interface Told {
  readonly scene: Scene;
  readonly worked: Worked;
  readonly opened: OpenedRecording;
  readonly counted: Counted;
  readonly dataset: string;
  readonly verified: boolean;
  readonly learned: DemoReport['learned'];
  readonly started: number;
}

function failuresOf(report: DemoReport, controlMissed: readonly string[]): string[] {
  const failures: string[] = [];
  if (report.leaks > 0) failures.push(`${report.leaks} planted values were found where they must not be`);
  for (const missed of controlMissed)
    failures.push(
      `positive control: the leak search does not find ${missed} where redaction is disconnected`,
    );
  if (report.pastes === 0) failures.push('no paste is linked to its copy');
  if (report.corrections === 0) failures.push('no correction was kept');
  for (const share of belowFloors(report.yield)) failures.push(`too little is left to learn from: ${share}`);
  if (!report.verified) failures.push('the dataset or a ledger proof does not verify');
  if (!Object.values(report.learned).some(({ ok }) => ok > 0))
    failures.push('nothing was learned: no task was solved in an unseen world');
  return failures;
}

function reportOf(told: Told, search: DemoSearch, episodes: readonly Episode[]): DemoReport {
  return {
    ...told.counted,
    steps: episodes.reduce((sum, episode) => sum + episode.steps.length, 0),
    withheld: told.worked.withheld,
    leaks: search.leaks.length,
    searched: { values: search.values, files: search.files, bytes: search.bytes, pictures: search.pictures },
    verified: told.verified,
    pastes: pastesOf(episodes),
    corrections: correctionsOf(episodes),
    yield: yieldInReport(yieldOf(declaredSteps(episodes), fidelityUnder(told.scene.policy))),
    learned: told.learned,
    seconds: (Date.now() - told.started) / 1000,
    recording: 'recording',
    dataset: relative(told.scene.out, told.dataset),
  };
}

/** Runs it all. @param options.out a new or empty directory; a temporary one if absent. */
export async function runDemo(options: {
  readonly out?: string;
  readonly headed: boolean;
}): Promise<{ report: DemoReport; text: string; failures: string[] }> {
  const started = Date.now();
  const out = await prepareOut(options.out);
  const council = createSigner('council.demo.invalid', new Uint8Array(randomBytes(32)));
  const stage = (text: string): void =>
    say(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  stage(`1 starting the office, the server and a browser with the recorder (everything in ${out})`);
  const scene = await openScene(out, { headed: options.headed, council });
  try {
    stage(`2 working: ${demoTasks.length} tasks by real input, some of them twice; then review and release`);
    const worked = await work(scene);
    await scene.browser.close();
    stage(`3 ${worked.released} segments released, ${worked.deleted} deleted in the hold; building steps`);
    await untilStepsAreBuilt(scene);
    const recording = join(out, 'recording');
    await writeOwnCopy(scene.server, await soloKeys(), recording);
    const opened = await openSteps(recording, await soloKeys());
    const dataset = join(out, 'dataset');
    stage('4 mandate, dataset, attestation, model');
    const taught = await teach(scene.server, council, dataset);
    await writeFile(join(out, 'model.json'), JSON.stringify(taught.model, null, 1));
    stage(`5 the model does the work in worlds it has not seen (${UNSEEN_SEEDS.join(', ')})`);
    const { learned, attempts } = await evaluateInOffice(taught.model, {
      tasks: demoTasks,
      seeds: UNSEEN_SEEDS,
      control: 'none',
    });
    await writeFile(join(out, 'evaluation.json'), JSON.stringify(attempts, null, 1));
    const verified = taught.verified && (await verifyProofs(scene, dataset));
    stage('6 searching every byte for what was planted');
    const { directories } = scene.server.parts.store;
    await scene.server.close();
    const found = await searchDemo(out, directories, opened);
    const missed = await positiveControl(join(out, 'control'));
    const told: Told = {
      scene,
      worked,
      opened,
      counted: await count(opened),
      dataset,
      verified,
      learned,
      started,
    };
    const report = reportOf(told, found, opened.episodes);
    const page = join(out, 'steps.html');
    await writeFile(
      page,
      await viewPage(opened, 'Overt demo: what was recorded, as it is stored', [
        ['Leaks', String(report.leaks)],
      ]),
    );
    const failures = failuresOf(report, missed);
    const lines = [
      tableOf(report),
      '',
      `Each step with its frame: ${page}`,
      ...failures.map((failure) => `FAILED: ${failure}`),
    ];
    for (const leak of found.leaks.slice(0, 20)) lines.push(`  leak: ${leak}`);
    return { report, text: lines.join('\n'), failures };
  } finally {
    await scene.close();
  }
}
