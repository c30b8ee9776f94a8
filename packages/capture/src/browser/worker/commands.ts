// Answers the control interface. Every command is one row here; faults become coded answers.

import { type ExemptionScope, exemptionScope } from '@overt/policy';
import { EXEMPTION_REASONS, type ExemptionReason } from '../../consent.ts';
import { CaptureFault } from '../../fault.ts';
import type { ControlAnswer, ControlRequest, ControlResults, TaskFinish, TaskStart } from '../control.ts';
import { codeOf } from './coded.ts';
import { explainAddress, tryProposal } from './outlook.ts';
import type { RecordingHost } from './recording-host.ts';
import { wallNow } from './session.ts';
import { statusOf } from './status.ts';

/** Exhaustive by type: a request without a row here does not compile. */
const COMMANDS: Readonly<Record<ControlRequest['do'], true>> = {
  status: true,
  enrol: true,
  notice: true,
  consent: true,
  withdraw: true,
  start: true,
  stop: true,
  pause: true,
  resume: true,
  forget: true,
  task: true,
  held: true,
  content: true,
  delete: true,
  release: true,
  personal: true,
  exempt: true,
  exemptions: true,
  explain: true,
  proposal: true,
};

export function isControlRequest(message: unknown): message is ControlRequest {
  return (
    typeof message === 'object' &&
    message !== null &&
    'do' in message &&
    typeof message.do === 'string' &&
    Object.hasOwn(COMMANDS, message.do)
  );
}

export async function answerControl(host: RecordingHost, request: ControlRequest): Promise<ControlAnswer> {
  try {
    return { ok: true, result: await run(host, request) };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unknown';
    return { ok: false, code: codeOf(error) ?? 'BUG', message };
  }
}

async function run(
  host: RecordingHost,
  request: ControlRequest,
): Promise<ControlResults[keyof ControlResults]> {
  const { account, hold, counting, standing, exemptions } = await host.rooms();
  switch (request.do) {
    case 'status':
      return statusOf(host);
    case 'enrol':
      return { device: (await account.enrol(request)).device };
    case 'notice': {
      const notice = await account.notice(request.language);
      await standing.noteNoticeShown();
      return notice;
    }
    case 'consent': {
      const { hash } = await account.consent(request.notice, request.jurisdiction);
      await counting.agreed();
      await host.reconsider();
      return { receipt: hash };
    }
    case 'withdraw':
      await host.withdraw(request.erase);
      return {};
    case 'start':
    case 'resume':
      return { recording: await host.begin() };
    case 'stop':
      return { recording: await host.stop() };
    case 'pause':
      return { recording: await host.pause(minutesOf(request.minutes)) };
    case 'forget':
      return host.forget(minutesOf(request.minutes) ?? 0);
    case 'task':
      await putTask(host, request);
      return {};
    case 'held':
      return { segments: await hold.list() };
    case 'content':
      return hold.content(request.id);
    case 'delete':
      return { deleted: await ('place' in request ? hold.deleteAt(request.place) : hold.delete(request.id)) };
    case 'release':
      return hold.release(request.id);
    case 'personal': {
      if (request.personal === undefined) return { personal: await standing.personal() };
      const personal = await standing.setPersonal(request.personal);
      await host.reconsider();
      return { personal };
    }
    case 'exempt':
      await exempt(host, request);
      return { exemptions: await exemptions.list() };
    case 'exemptions':
      await exemptions.poll();
      return { exemptions: await exemptions.list() };
    case 'explain':
      return explainAddress(host, request.url);
    case 'proposal':
      return tryProposal(host);
  }
}

const MINUTES_MAX = 7 * 24 * 60;

function minutesOf(minutes: number | undefined): number | undefined {
  if (minutes === undefined || (minutes > 0 && minutes <= MINUTES_MAX)) return minutes;
  throw new CaptureFault(
    'REQUEST_MALFORMED',
    `minutes: expected more than 0 and at most ${MINUTES_MAX}, a week`,
    {},
  );
}

async function exempt(
  host: RecordingHost,
  request: Extract<ControlRequest, { do: 'exempt' }>,
): Promise<void> {
  const { exemptions } = await host.rooms();
  if ('act' in request) await exemptions.act(request.id, request.act);
  else await exemptions.ask(readScope(request.scope), readReason(request.reason));
  // In force from here on, whatever the server says to it.
  await host.reconsider();
}

function readScope(scope: unknown): ExemptionScope {
  const parsed = exemptionScope.safeParse(scope);
  if (parsed.success) return parsed.data;
  throw new CaptureFault('REQUEST_MALFORMED', 'exemption: its scope is no place, host, or everything', {});
}

function readReason(reason: unknown): ExemptionReason {
  const known = EXEMPTION_REASONS.find((each) => each === reason);
  if (known) return known;
  throw new CaptureFault(
    'REQUEST_MALFORMED',
    `exemption: expected one of ${EXEMPTION_REASONS.join(', ')}`,
    {},
  );
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
