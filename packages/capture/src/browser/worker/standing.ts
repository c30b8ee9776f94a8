// Where this device stands: everything that says what may be captured now, put together from its sources.
//
// Policy and receipt are verified anew each time; the participant's own settings, exemptions, vetoes and the comparison
// with the notice narrow from there.

import {
  type CaptureClass,
  type Context,
  createContext,
  type DeviceFacts,
  type Moment,
  minuteOfWeek,
  NO_PERSONAL,
  type Personal,
  packsOfZone,
  readPersonal,
  renderNotice,
  unnamedClasses,
  type Whereabouts,
} from '@overt/policy';
import type { GateTerms } from '../../gate/index.ts';
import type { Account, Permission } from './account.ts';
import { type Counting, localDay } from './counting.ts';
import type { Exemptions } from './exempt.ts';
import type { Vault } from './vault.ts';
import type { ManagedDevice } from './veto.ts';

const PERSONAL = 'personal';
const NOTICE = 'notice';

/** Terms for the gate, and what they were made from. */
export interface Terms extends GateTerms {
  readonly permission: Permission;
}

export interface StandingParts {
  readonly vault: Vault;
  readonly account: Account;
  readonly exemptions: Exemptions;
  readonly managed: ManagedDevice;
  readonly counting: Counting;
}

export class Standing {
  readonly #parts: StandingParts;
  /** Local day on which the notice was last shown. */
  #noticeDay: string;

  private constructor(parts: StandingParts, noticeDay: string) {
    this.#parts = parts;
    this.#noticeDay = noticeDay;
  }

  static async open(parts: StandingParts): Promise<Standing> {
    const shown = await parts.vault.read<{ readonly day: string }>(NOTICE);
    return new Standing(parts, shown?.day ?? '');
  }

  /** What may be captured now, and under what. @throws if there is no receipt that holds, or nobody may say so. */
  async terms(): Promise<Terms> {
    const { account, exemptions, managed } = this.#parts;
    const permission = await account.permission();
    return {
      permission,
      policy: permission.policy.policy,
      policyHash: permission.policy.hash,
      policyConfirmedAt: permission.policyConfirmedAt,
      receipt: permission.receipt,
      whereabouts: whereaboutsOf(permission),
      personal: await this.personal(),
      exemptions: await exemptions.list(),
      providers: await managed.providers(),
      noticeBroken: this.unnamed(permission).length > 0,
    };
  }

  /** As {@link terms}, also without a receipt: for explaining what would be. */
  async outlook(): Promise<GateTerms> {
    const { account, exemptions, managed } = this.#parts;
    const permission = await account.permission().catch(() => undefined); // a receipt that does not hold explains itself
    if (permission) return this.terms();
    const { policy, hash, confirmedAt } = await account.policy();
    return {
      policy,
      policyHash: hash,
      policyConfirmedAt: confirmedAt,
      receipt: undefined,
      whereabouts: whereaboutsOf(undefined),
      personal: await this.personal(),
      exemptions: await exemptions.list(),
      providers: await managed.providers(),
    };
  }

  /** Classes that were kept in the last 7 days and that the notice agreed to does not name. */
  unnamed({ agreed, language }: Permission): readonly CaptureClass[] {
    return unnamedClasses(renderNotice(agreed, language), this.#parts.counting.kept(localDay(Date.now())));
  }

  async personal(): Promise<Personal> {
    return (await this.#parts.vault.read<Personal>(PERSONAL)) ?? NO_PERSONAL;
  }

  /** Replaces the participant's own settings; pauses that are over go. @throws {PolicyFault} `PERSONAL_SHAPE` */
  async setPersonal(value: unknown): Promise<Personal> {
    const read = readPersonal(value);
    const now = Date.now();
    const personal = {
      ...read,
      pauses: read.pauses.filter(({ until }) => until === undefined || !(Date.parse(until) <= now)),
    };
    await this.#parts.vault.commit({ records: { [PERSONAL]: personal } });
    return personal;
  }

  isNoticeShownOn(at_ms: number): boolean {
    return this.#noticeDay === localDay(at_ms);
  }

  async noteNoticeShown(): Promise<void> {
    this.#noticeDay = localDay(Date.now());
    await this.#parts.vault.commit({ records: { [NOTICE]: { day: this.#noticeDay } } });
  }
}

export function contextOf(terms: GateTerms): Context {
  return createContext({ ...terms, confirmedAt_ms: terms.policyConfirmedAt ?? 0 });
}

/** This moment, with the indicator taken for granted: the pages see to it, each for itself. */
export function momentOf(device: DeviceFacts): Moment {
  const now = new Date();
  return {
    now_ms: now.getTime(),
    minuteOfWeek: minuteOfWeek(now.getTime(), -now.getTimezoneOffset()),
    indicatorVisible: true,
    device,
  };
}

function whereaboutsOf(permission: Permission | undefined): Whereabouts {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    participant: permission?.jurisdiction === undefined ? undefined : [permission.jurisdiction],
    device: packsOfZone(zone),
  };
}
