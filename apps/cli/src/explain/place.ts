// The decision on a place, with every part of it and who says so, as it would be if a recording ran under these bounds now.

import {
  type CapturePolicyProvider,
  type Context,
  compareFidelity,
  createCatalogue,
  createContext,
  DEVICE_AT_WORK,
  type Explanation,
  explain,
  type Moment,
  managedProvider,
  minuteOfWeek,
  narrowPolicy,
  type Personal,
  type Policy,
  packsOfZone,
} from '@overt/policy';
import type { ManagedFile } from '../settings/own.ts';
import { sight } from './sighting.ts';

export interface Bounds {
  /** As its maker wrote it: what an administrator of this computer narrows is told apart from it. */
  readonly policy: Policy;
  readonly personal: Personal;
  readonly managed: readonly ManagedFile[];
}

/**
 * Explains `given` (an id, a host or an address) at `now`, as if its participant had agreed and the mark stood in the
 * page: whether a recording runs is told beside it.
 *
 * @throws {CliFault} `CLI_NOT_FOUND` if nobody knows such a place.
 */
export function explainPlace(given: string, bounds: Bounds, now: Date): Explanation {
  const providers = providersOf(bounds.managed);
  const moment: Moment = {
    now_ms: now.getTime(),
    minuteOfWeek: minuteOfWeek(now.getTime(), -now.getTimezoneOffset()),
    indicatorVisible: true,
    device: DEVICE_AT_WORK,
  };
  const under = (policy: Policy): Explanation =>
    explain(
      sight(given, createCatalogue({ policy })),
      contextOf(policy, { personal: bounds.personal, providers, now }),
      { moment, providers },
    );
  const said = under(bounds.policy);
  const served = under(
    bounds.managed.reduce((policy, { managed }) => narrowPolicy(policy, managed), bounds.policy),
  );
  if (compareFidelity(served.fidelity, said.fidelity) >= 0) return said;
  // A recording without a server knows no ceilings by host but as places (narrowPolicy): the whole place is covered.
  const part = {
    from: 'administrator',
    fidelity: served.fidelity,
    says: 'a ceiling for a host at which this place is seen covers all of it in a recording without a server',
  };
  return { ...said, parts: [...said.parts, part], fidelity: served.fidelity, rule: served.rule };
}

function contextOf(
  policy: Policy,
  by: {
    readonly personal: Personal;
    readonly providers: readonly CapturePolicyProvider[];
    readonly now: Date;
  },
): Context {
  const agreed = 'assumed';
  return createContext({
    policy,
    policyHash: agreed,
    confirmedAt_ms: by.now.getTime(),
    receipt: { hash: agreed, policy: agreed, notAfter: policy.notAfter, given: policy.issued },
    whereabouts: { device: packsOfZone(Intl.DateTimeFormat().resolvedOptions().timeZone) },
    personal: by.personal,
    providers: by.providers,
  });
}

function providersOf(files: readonly ManagedFile[]): readonly CapturePolicyProvider[] {
  const providers = files.map(({ managed, path }) => ({
    ...managedProvider(managed),
    name: `administrator (${path})`,
  }));
  return files.some(({ managed }) => managed.vetoExtension) ? [...providers, UNASKED] : providers;
}

/** An extension that an administrator wants to be asked, and that is not in the browser of a solo recording. */
const UNASKED: CapturePolicyProvider = {
  name: 'the extension your administrator named',
  ceilingOf: () => 'none',
};
