// The policy that a solo recording runs under: the ready one or a file's, narrowed by whoever manages this computer.

import { narrowPolicy, type Policy, requireSuccessor, soloPolicy } from '@overt/policy';
import { CliFault } from '../output.ts';
import { managedHere } from '../settings/own.ts';
import { readPolicyFile } from '../settings/policy-file.ts';

export interface SoloPolicy {
  /** What the recording runs under. */
  readonly policy: Policy;
  /** Before an administrator of this computer narrowed it. */
  readonly written: Policy;
}

/**
 * @throws {PolicyFault} if the file is no policy or its term is over, or a managed configuration is not understood;
 *   {CliFault} `CLI_MANAGED` if this computer may be enrolled at one server only, which a solo recording is not.
 */
export async function soloPolicyHere(options: {
  readonly policy?: string;
  readonly hold?: number;
}): Promise<SoloPolicy> {
  const now = new Date();
  const managed = await managedHere();
  const forced = managed.find(({ managed: { server } }) => server !== undefined);
  if (forced)
    throw new CliFault(
      'CLI_MANAGED',
      `record: this computer is managed and may be enrolled at ${forced.managed.server} only; a recording without a server is not possible here (${forced.path})`,
    );
  const written = options.policy === undefined ? soloPolicy(now) : await readPolicyFile(options.policy);
  requireSuccessor({ policy: written, hash: '' }, undefined, now.getTime());
  const narrowed = managed.reduce((policy, each) => narrowPolicy(policy, each.managed), written);
  return { policy: { ...narrowed, hold_h: Math.max(narrowed.hold_h, options.hold ?? 0) }, written };
}
