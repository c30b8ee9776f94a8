// Composes what the signed-in person sees of herself. Her pseudonyms are computed from her own id, here and nowhere else;
// no query below takes a person, a device or a subject from the request.

import type { Broker } from '@overt/broker';
import type { ParticipantId, RecordingId, SegmentId, SubjectId } from '@overt/events';
import type { Governance } from '@overt/governance';
import { deleteSegment, type Ingest, quarantined, segmentsOf } from '@overt/ingest';
import type { Policy } from '@overt/policy';
import type { Store } from '@overt/store';
import { isRefusal } from '../fault.ts';
import type { Person, PortalApi } from '../http/portal-routes.ts';
import { NOTHING_ACTIVE } from '../policy-at-start.ts';
import { dropEpisodes, episodesOf } from '../steps/episode-index.ts';
import { heldView } from './held-view.ts';
import type { LeaseBook } from './lease-book.ts';
import type { Looks } from './looks.ts';

export interface PortalParts {
  readonly store: Store;
  readonly broker: Broker;
  readonly governance: Governance;
  readonly ingest: Ingest;
  readonly looks: Looks;
  readonly leases: LeaseBook;
  readonly subjectsOf: (participant: ParticipantId) => Promise<SubjectId[]>;
  readonly onWithdrawal: (participant: ParticipantId, erased: boolean) => Promise<void>;
}

export function createPortalApi(parts: PortalParts): PortalApi {
  return {
    ...session(parts),
    ...reading(parts),
    ...looking(parts),
    ...changing(parts),
    ...exempting(parts),
  };
}

function session({ governance, looks }: PortalParts): Pick<PortalApi, 'signIn' | 'person' | 'signOut'> {
  return {
    signIn: (code) => governance.people.signIn(code),
    async person(token) {
      const person = await governance.people.bySession(token);
      return person && { participant: person.participant, session: token, roles: person.roles };
    },
    async signOut(token) {
      looks.forget(token);
      await governance.people.signOut(token);
    },
  };
}

function reading(parts: PortalParts): Pick<PortalApi, 'me' | 'segments' | 'receipt' | 'datasets'> {
  const { store, governance, leases } = parts;
  return {
    async me({ participant }) {
      const subjects = await parts.subjectsOf(participant);
      // What is held and who looked have routes of their own.
      const view = await governance.auditView(participant, { held: async () => undefined });
      const { programme, participation, devices, receipts, policy, mayLook, ledger } = view;
      return {
        participant,
        programme,
        participation,
        devices: devices.map(({ device, label, state }) => ({ device, label, state })),
        receipts: receipts.map(({ hash, given, withdrawn, state, policy: under, device }) => ({
          hash,
          given,
          ...(withdrawn ? { withdrawn } : {}),
          state,
          policy: under,
          device,
        })),
        policy,
        law: lawOf((await governance.policies.current()).policy),
        proposal: (await proposedIn(governance)) ?? null,
        grants: mayLook,
        leases: leases.covering(subjects, store.clock.now()),
        ledger,
      };
    },
    async segments({ participant }) {
      const subjects = await parts.subjectsOf(participant);
      const devices = await governance.devices.of(participant);
      return heldView({
        segments: await segmentsOf(store.sql, subjects),
        episodes: await episodesOf(store.sql, subjects),
        refused: await quarantined(
          store.sql,
          devices.map((device) => device.device),
        ),
      });
    },
    receipt: (person, hash) => governance.receipts.artefact(person.participant, hash),
    async datasets({ participant }) {
      const datasets = await governance.datasets.with(await parts.subjectsOf(participant));
      return {
        datasets: datasets.map(({ dataset, built, purpose, mandate, expires, state, noTrainHits }) => ({
          dataset,
          built,
          purpose,
          mandate,
          expires,
          state,
          noTrainHits,
        })),
      };
    },
  };
}

/** Which packs are in force, and, if there is none, why nothing is recorded. */
function lawOf({ jurisdictions }: Policy): object {
  const active = jurisdictions.map(({ pack }) => pack);
  return active.length > 0 ? { active } : { active, sentence: NOTHING_ACTIVE };
}

/** What will change, field by field, and from when. */
async function proposedIn(governance: Governance): Promise<object | undefined> {
  const proposal = await governance.policies.proposal().catch((cause: unknown) => {
    if (isRefusal(cause)) return undefined;
    throw cause;
  });
  if (!proposal) return undefined;
  const { effective, material, changes } = proposal;
  return { effective: effective.toISOString().slice(0, 10), material, changes };
}

function exempting({
  governance,
}: PortalParts): Pick<
  PortalApi,
  'exemptions' | 'appealExemption' | 'withdrawExemption' | 'openExemptions' | 'decideExemption'
> {
  const { exemptions } = governance;
  const of = async ({ participant }: Person) => ({ exemptions: await exemptions.of(participant) });
  return {
    exemptions: of,
    async appealExemption(person, id) {
      await exemptions.appeal(person.participant, id);
      return of(person);
    },
    async withdrawExemption(person, id) {
      await exemptions.withdraw(person.participant, id);
      return of(person);
    },
    openExemptions: async () => ({ open: await exemptions.open() }),
    async decideExemption({ participant }, id, decision) {
      await exemptions.decide(id, { ...decision, reviewer: participant });
      return { open: await exemptions.open() };
    },
  };
}

function looking(parts: PortalParts): Pick<PortalApi, 'steps' | 'frame' | 'accesses' | 'proof' | 'evidence'> {
  const { broker, looks } = parts;
  const accessesOf = async ({ participant }: Person) => broker.accesses(await parts.subjectsOf(participant));
  return {
    async steps(person, recording) {
      const subjects = await parts.subjectsOf(person.participant);
      const who = { session: person.session, actor: person.participant, subjects };
      const steps = await looks.steps(who, recording as RecordingId);
      if (!steps) return undefined;
      const [newest] = await accessesOf(person);
      return { recording, looked: newest?.index ?? -1, steps };
    },
    frame: (person, recording, frame) => looks.frame(person.session, recording, frame),
    async accesses(person) {
      const accesses = await accessesOf(person);
      return {
        accesses: accesses.map(({ index, t, role, purpose, items }) => ({ index, t, role, purpose, items })),
      };
    },
    proof: async (person, index) =>
      (await accessesOf(person)).find((access) => access.index === index)?.proof,
    async evidence(person, index) {
      const access = (await accessesOf(person)).find((one) => one.index === index);
      return access && { index, evidence: access.evidence };
    },
  };
}

function changing(parts: PortalParts): Pick<PortalApi, 'deleteSegment' | 'withdraw' | 'enrolmentCode'> {
  const { store, governance, ingest, looks } = parts;
  return {
    async deleteSegment({ participant }, segment) {
      const request = { subjects: await parts.subjectsOf(participant), segment: segment as SegmentId };
      const deleted = await store.sql.transaction(async (tx) => {
        const row = await deleteSegment(tx, store.jobs, request);
        if (row) await dropEpisodes(tx, row.recording);
        return row;
      });
      if (!deleted) return undefined;
      looks.forget();
      await ingest.destroySegment(request.segment); // the queued job does the same again if this process dies here
      return { deleted: segment };
    },
    async withdraw({ participant }, erase) {
      const { certificate } = await governance.withdraw(participant, erase);
      await parts.onWithdrawal(participant, erase);
      return { withdrawn: true, certificate: certificate ?? null };
    },
    async enrolmentCode({ participant }) {
      const { code, expires } = await governance.devices.enrolmentCode(participant);
      return { code, expires: `${expires.toISOString().slice(0, 16)}Z` };
    },
  };
}
