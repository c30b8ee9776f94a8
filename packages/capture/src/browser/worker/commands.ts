// Answers the control interface. Every command is one row here; faults become coded answers.

import { Fault } from '@overt/events';
import { CaptureFault } from '../../fault.ts';
import type {
  ControlAnswer,
  ControlRequest,
  ControlResults,
  ControlState,
  Status,
  TaskFinish,
  TaskStart,
} from '../control.ts';
import type { RecordingHost } from './recording-host.ts';
import { wallNow } from './session.ts';

const COMMANDS = new Set([
  'status',
  'enrol',
  'notice',
  'consent',
  'withdraw',
  'start',
  'stop',
  'pause',
  'resume',
  'task',
  'held',
  'content',
  'delete',
  'release',
]);

export function isControlRequest(message: unknown): message is ControlRequest {
  return (
    typeof message === 'object' &&
    message !== null &&
    'do' in message &&
    typeof message.do === 'string' &&
    COMMANDS.has(message.do)
  );
}

export async function answerControl(host: RecordingHost, request: ControlRequest): Promise<ControlAnswer> {
  try {
    return { ok: true, result: await run(host, request) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, code: error.code, message: error.message };
    return {
      ok: false,
      code: 'BUG',
      message: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    };
  }
}

async function run(
  host: RecordingHost,
  request: ControlRequest,
): Promise<ControlResults[keyof ControlResults]> {
  const { account, hold } = await host.rooms();
  switch (request.do) {
    case 'status':
      return statusOf(host);
    case 'enrol':
      return { device: (await account.enrol(request)).device };
    case 'notice':
      return account.notice();
    case 'consent':
      return { receipt: (await account.consent(request.notice)).hash };
    case 'withdraw':
      await host.withdraw(request.erase);
      return {};
    case 'start':
    case 'resume':
      return { recording: await host.begin() };
    case 'stop':
    case 'pause':
      return { recording: await host.end(request.do === 'pause') };
    case 'task':
      await putTask(host, request);
      return {};
    case 'held':
      return { segments: await hold.list() };
    case 'content':
      return hold.content(request.id);
    case 'delete':
      return { deleted: await hold.delete(request.id) };
    case 'release':
      return hold.release(request.id);
  }
}

async function putTask(host: RecordingHost, request: TaskStart | TaskFinish): Promise<void> {
  await host.enqueue(async () => {
    const session = await host.session();
    if (!session)
      throw new CaptureFault('NOT_RECORDING', 'task: no recording is running; start one first', {});
    const t = session.timeOf(wallNow());
    if (request.phase === 'start') {
      const event = {
        kind: 'task' as const,
        t,
        phase: 'start' as const,
        type: request.type,
        slots: Object.keys(request.slots),
        goal: request.goal,
        outcome: 'unknown' as const,
      };
      session.admit({ event, facts: { urls: [], incognito: false, slots: request.slots } }, true);
      session.task = { type: request.type, goal: request.goal };
    } else {
      const event = {
        kind: 'task' as const,
        t,
        phase: 'finish' as const,
        type: session.task?.type ?? '',
        slots: [],
        outcome: request.outcome,
      };
      session.admit({ event, facts: { urls: [], incognito: false } }, true);
      session.task = undefined;
    }
    await session.commit();
  });
}

async function statusOf(host: RecordingHost): Promise<Status> {
  const { account, hold } = await host.rooms();
  const identity = await account.identity();
  const session = await host.session();
  const segments = await hold.list();
  const held = segments.filter(({ status }) => status !== 'leaving');
  const sum = (of: 'events' | 'frames' | 'bytes'): number =>
    held.reduce((total, segment) => total + segment[of], 0);
  return {
    state: await stateOf(host),
    ...(identity ? { server: identity.server, programme: (await account.policy()).policy.programme } : {}),
    ...(session ? { recording: session.recording } : {}),
    ...(session?.task ? { task: session.task } : {}),
    held: { segments: held.length, events: sum('events'), frames: sum('frames'), bytes: sum('bytes') },
    withheld: session?.gate.withheld ?? {},
    leaving: segments.length - held.length,
    uploadFault: hold.lastFault,
  };
}

async function stateOf(host: RecordingHost): Promise<ControlState> {
  const { account } = await host.rooms();
  if (await host.session()) return 'recording';
  if (!(await account.identity())) return 'not-enrolled';
  if (!(await account.hasConsent())) return 'no-consent';
  return (await host.settings()).paused ? 'paused' : 'off';
}
