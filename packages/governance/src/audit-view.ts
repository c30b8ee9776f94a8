// What the portal shows a participant about herself, in one answer: what is held, who may look, who looked, until when.
//
// Every question here is about the person who asks. What other packages hold is asked through two functions, so that
// rights reach it and governance still knows none of it.

import { type Access, decideLease, PURPOSES, type Purpose, ROLES, type Role } from '@overt/broker';
import { type DataClass, isoWeek, type ParticipantId, type SubjectId } from '@overt/events';
import { vkey } from '@overt/ledger';
import { retentionOf, termsOf } from '@overt/policy';
import type { DatasetSummary, Datasets } from './datasets.ts';
import type { Devices, EnrolledDevice } from './devices.ts';
import type { Erasure } from './erasure.ts';
import type { Mandates, Objection } from './mandates.ts';
import type { Policies } from './policies.ts';
import type { GovernanceContext } from './ports.ts';
import type { HeldReceipt, Receipts } from './receipts.ts';
import type { Retention } from './retention.ts';

export interface AuditSources<Held> {
  /** What is held under these pseudonyms, as its owner describes it. */
  readonly held: (subjects: readonly SubjectId[]) => Promise<Held>;
}

export interface AuditView<Held> {
  readonly participant: ParticipantId;
  readonly programme: string;
  readonly participation: 'active' | 'withdrawn' | 'none';
  readonly devices: readonly EnrolledDevice[];
  readonly receipts: readonly HeldReceipt[];
  readonly objections: readonly Objection[];
  readonly policy: {
    readonly hash: string;
    readonly notAfter: string;
    readonly holdHours: number;
    readonly embargoDays: number;
    readonly retention: Readonly<Record<DataClass, string>>;
    readonly purposes: readonly string[];
    readonly halt: boolean;
  };
  /** Until when what is recorded this week is kept, by class. */
  readonly keptUntil: Readonly<Record<DataClass, string>>;
  readonly held: Held;
  /** Who may ask for keys at all, and what for. */
  readonly mayLook: readonly Grant[];
  /** Who looked: each with the proof that it is in the ledger. */
  readonly looked: readonly Access[];
  readonly datasets: readonly DatasetSummary[];
  readonly ledger: { readonly key: string; readonly entries: number };
}

export interface Grant {
  readonly role: Role;
  readonly purposes: readonly Purpose[];
}

interface Parts {
  readonly policies: Policies;
  readonly devices: Devices;
  readonly receipts: Receipts;
  readonly mandates: Mandates;
  readonly datasets: Datasets;
  readonly erasure: Erasure;
  readonly retention: Retention;
}

/** @throws {GovernanceFault} `POLICY_MISSING` */
export async function auditView<Held>(
  { keys, log, signer, clock }: GovernanceContext,
  parts: Parts,
  participant: ParticipantId,
  sources: AuditSources<Held>,
): Promise<AuditView<Held>> {
  const { policy, hash } = await parts.policies.current();
  const receipts = await parts.receipts.of(participant);
  const subjects = await parts.erasure.subjects(participant);
  const [newest] = receipts;
  const law = termsOf(newest && (await parts.receipts.jurisdictionOf(newest.hash)));
  const { action_months, text_days, pixels_days } = retentionOf(policy, law);
  return {
    participant,
    programme: policy.programme,
    participation: participationOf(receipts),
    devices: await parts.devices.of(participant),
    receipts,
    objections: await parts.mandates.objections(participant),
    policy: {
      hash,
      notAfter: policy.notAfter.slice(0, 10),
      holdHours: policy.hold_h,
      embargoDays: policy.embargo_days,
      retention: {
        action: `${action_months} months`,
        text: `${text_days} days`,
        pixels: `${pixels_days} days`,
      },
      purposes: policy.purposes,
      halt: policy.halt,
    },
    keptUntil: await parts.retention.expiries(participant, isoWeek(clock.now())),
    held: await sources.held(subjects),
    mayLook: grants(),
    looked: await keys.accesses(subjects),
    datasets: await parts.datasets.with(subjects),
    ledger: { key: vkey(signer), entries: log.size() },
  };
}

/** `none` until the first receipt; `withdrawn` once none is valid any more. */
export function participationOf(receipts: readonly HeldReceipt[]): 'active' | 'withdrawn' | 'none' {
  if (receipts.length === 0) return 'none';
  return receipts.some((receipt) => receipt.state === 'valid') ? 'active' : 'withdrawn';
}

/** The broker's own table, asked cell by cell: a pair it would never lease for is not shown as allowed. */
export function grants(): Grant[] {
  return ROLES.map((role) => ({
    role,
    purposes: PURPOSES.filter((purpose) =>
      [undefined, ['one']].some(
        (subjects) => decideLease({ role, purpose, items: 1, mandate: 'any', subjects }).allow,
      ),
    ),
  }));
}
