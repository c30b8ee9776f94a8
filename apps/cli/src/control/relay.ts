// Hands what another terminal asks on to the extension, and takes back what is already on disk.

import { forgetSince, type SoloKeys, type SoloReceiver } from '@overt/capture/solo';
import type { Policy } from '@overt/policy';
import type { Recorder } from '../recorder/browser.ts';
import type { Answered, Asked } from './protocol.ts';

export interface Relayed {
  readonly recorder: Recorder;
  readonly receiver: SoloReceiver;
  readonly keys: SoloKeys;
  /** The recording directory. */
  readonly dir: string;
  /** As its maker wrote it; what is served may be narrower. */
  readonly written: Policy;
  readonly since: Date;
}

const SETTLE_MS = 10_000;
const LOOK_MS = 200;
const MINUTE_MS = 60_000;

/** Answers one request of the control socket. */
export async function relay(to: Relayed, request: Asked): Promise<Answered[Asked['do']]> {
  const { recorder } = to;
  switch (request.do) {
    case 'status':
      return {
        ...(await recorder.ask({ do: 'status' })),
        since: to.since.toISOString(),
        written: (await to.receiver.segments()).length,
      };
    case 'bounds':
      return { policy: to.written, personal: (await recorder.ask({ do: 'personal' })).personal };
    case 'forget':
      return forget(to, request.minutes);
    case 'pause':
      await recorder.ask(request);
      return {};
    case 'resume':
      await recorder.ask({ do: 'resume' });
      return {};
    case 'held':
      return recorder.ask({ do: 'held' });
    case 'release':
      return recorder.ask({ do: 'release', id: request.id });
    case 'delete':
      return recorder.ask({ do: 'delete', id: request.id });
  }
}

/** First what is held, then what was written: a piece on its way in between is waited for. */
async function forget(to: Relayed, minutes: number): Promise<Answered['forget']> {
  const since_ms = Date.now() - minutes * MINUTE_MS;
  const held = await to.recorder.ask({ do: 'forget', minutes });
  const left = await settle(to.recorder);
  const written = await forgetSince(to.dir, to.keys, since_ms);
  return {
    segments: held.segments + written.segments,
    events: held.events + written.events,
    frames: held.frames + written.frames,
    left,
  };
}

/** Waits until nothing is on its way any more. @returns how much still is after ten seconds. */
async function settle(recorder: Recorder): Promise<number> {
  for (let waited = 0; ; waited += LOOK_MS) {
    const { leaving } = await recorder.ask({ do: 'status' });
    if (leaving === 0 || waited >= SETTLE_MS) return leaving;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
