// The state of this device in words and numbers, for its participant.

import { PolicyFault, reasonInWords, recent, type StopReason, stopOf } from '@overt/policy';
import type { ControlState, HeldSegment, Status } from '../control.ts';
import { withoutFault } from './coded.ts';
import { localDay } from './counting.ts';
import type { RecordingHost, Rooms } from './recording-host.ts';
import { contextOf, momentOf, type Terms } from './standing.ts';

export async function statusOf(host: RecordingHost): Promise<Status> {
  const rooms = await host.rooms();
  const { account, hold, standing } = rooms;
  const identity = await account.identity();
  const session = await host.session();
  const segments = await hold.list();
  const managedFault = await faultOfManaged(rooms);
  const terms = identity && (await standing.terms().catch((error: unknown) => withoutFault(error)));
  const intent = await host.intent.read();
  const stop = terms && stopUnder(host, terms);
  const policyFault = await account.followed.fault();
  const policy = identity && (await account.policy().catch((error: unknown) => withoutFault(error)));
  return {
    state: await stateOf(host, { isEnrolled: identity !== undefined, hasConsent: terms !== undefined }),
    ...(stop ? { stop: { reason: stop, says: reasonInWords(stop) } } : {}),
    ...(intent.wants === 'paused' && intent.until !== undefined ? { resumesAt: intent.until } : {}),
    noticeDue: stop === 'notice' && terms?.noticeBroken !== true,
    unnamed: terms ? standing.unnamed(terms.permission) : [],
    ...(policyFault === '' ? {} : { policyFault }),
    ...(managedFault === undefined ? {} : { managedFault }),
    ...(identity ? { server: identity.server } : {}),
    ...(policy ? { programme: policy.policy.programme } : {}),
    ...(session ? { recording: session.recording } : {}),
    ...(session?.task ? { task: session.task } : {}),
    withheld: session?.gate.withheld ?? {},
    usage: host.watch.facts(Date.now()).usage,
    counted: countedBy(rooms),
    ...heldOf(segments),
    uploadFault: hold.lastFault,
  };
}

async function stateOf(
  host: RecordingHost,
  { isEnrolled, hasConsent }: { readonly isEnrolled: boolean; readonly hasConsent: boolean },
): Promise<ControlState> {
  if (await host.session()) return 'recording';
  if (!isEnrolled) return 'not-enrolled';
  if (!hasConsent) return 'no-consent';
  const { wants } = await host.intent.read();
  return wants === 'on' ? 'waiting' : wants;
}

function stopUnder(host: RecordingHost, terms: Terms): StopReason | undefined {
  const moment = momentOf(host.watch.facts(Date.now()));
  return stopOf(contextOf(terms), moment)?.reason as StopReason | undefined;
}

async function faultOfManaged({ managed }: Rooms): Promise<string | undefined> {
  try {
    await managed.read();
    return undefined;
  } catch (error) {
    if (error instanceof PolicyFault) return error.code;
    throw error;
  }
}

function countedBy({ counting }: Rooms): Status['counted'] {
  const rows = recent(counting.rows, localDay(Date.now()));
  const sum = (of: 'seen' | 'kept'): number => rows.reduce((total, row) => total + row[of], 0);
  return { days: new Set(rows.map(({ day }) => day)).size, seen: sum('seen'), kept: sum('kept') };
}

function heldOf(segments: readonly HeldSegment[]): Pick<Status, 'held' | 'leaving'> {
  const held = segments.filter(({ status }) => status !== 'leaving');
  const sum = (of: 'events' | 'frames' | 'bytes'): number =>
    held.reduce((total, segment) => total + segment[of], 0);
  return {
    held: { segments: held.length, events: sum('events'), frames: sum('frames'), bytes: sum('bytes') },
    leaving: segments.length - held.length,
  };
}
