// What the demo plays on: an office, a server on the embedded default, and a browser with the recorder in it.

import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { POLICY_TYPE } from '@overt/governance';
import { countersignDsse, createSigner, type DsseEnvelope, type Signer, signDsse, vkey } from '@overt/ledger';
import { createWorld, type Office, startOffice } from '@overt/office';
import { demoPolicy, encodePolicy, PACK_TYPE, PACKS, type Policy, packBytes } from '@overt/policy';
import { defaultConfig, type RunningServer, startServer } from '@overt/server';
import type { BrowserContext } from 'playwright-core';
import { openBrowser, Recorder } from '../recorder/browser.ts';
import { demoTasks, RECORDED_SEEDS } from './plan.ts';

export interface Scene {
  readonly office: Office;
  readonly server: RunningServer;
  readonly browser: BrowserContext;
  readonly recorder: Recorder;
  /** What the server serves and the recorder follows. */
  readonly policy: Policy;
  /** Folder of everything the demo leaves behind. */
  readonly out: string;
  close(): Promise<void>;
}

/** The demo's policy: the built-in one, with the office's guarded customers, and no embargo, so that a dataset can be built at once. */
function policyOf(now: Date): Policy {
  const worlds = RECORDED_SEEDS.map((seed) => createWorld(seed));
  const noTrain = {
    names: worlds.map((world) => world.noTrain.name),
    domains: worlds.map((world) => world.noTrain.domain),
  };
  return { ...demoPolicy(now, { noTrain, tasks: demoTasks }), embargo_days: 0 };
}

/** Who has a say in the demo's organisation, each with a key of its own: packs and policy are signed as they would be there. */
function organisation(policy: Policy, council: Signer) {
  const officer = createSigner('privacy.demo.invalid', new Uint8Array(randomBytes(32)));
  const administrator = createSigner('admin.demo.invalid', new Uint8Array(randomBytes(32)));
  return {
    cosigners: [
      { role: 'works-council', vkey: vkey(council) },
      { role: 'privacy-officer', vkey: vkey(officer) },
    ] as const,
    administrators: [vkey(administrator)],
    packs: PACKS.map((pack): DsseEnvelope => signDsse(PACK_TYPE, packBytes(pack), administrator)),
    policy: countersignDsse(signDsse(POLICY_TYPE, encodePolicy(policy), council), officer),
  };
}

/** Starts all three; what was started is stopped again if one fails. */
export async function openScene(
  out: string,
  options: { readonly headed: boolean; readonly council: Signer },
): Promise<Scene> {
  const endings: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    await mkdir(join(out, 'logs'), { recursive: true, mode: 0o700 });
    const policy = policyOf(new Date());
    const office = await startOffice({ seed: RECORDED_SEEDS[0] ?? 1 });
    endings.push(() => office.close());
    const server = await startServer({
      ...defaultConfig(join(out, 'server')),
      keyFile: join(out, 'keys/root.key'),
      logFile: join(out, 'logs/server.log'),
      log: 'info',
      ...organisation(policy, options.council),
    });
    endings.push(() => server.close());
    const browser = await openBrowser({
      profile: join(out, 'profile'),
      headed: options.headed,
      withExtension: true,
    });
    endings.push(() => browser.close());
    const recorder = await Recorder.attach(browser);
    return { office, server, browser, recorder, policy, out, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
