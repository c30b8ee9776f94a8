// The policy this device follows: as its server signed it, asked for again every half minute, whatever the device does.
//
// What is refused changes nothing: the policy followed before stays, unconfirmed, until its TTL is over (spec policy §1).

import type { Primitives } from '@overt/events';
import type { DsseEnvelope } from '@overt/ledger';
import { requireSuccessor } from '@overt/policy';
import { openPolicy, type VerifiedPolicy } from '../../consent.ts';
import { CaptureFault } from '../../fault.ts';
import type { ServerClient } from '../../upload.ts';
import { codeOf } from './coded.ts';
import type { Vault } from './vault.ts';

export const POLICY = 'policy';
const FAULT = 'policyFault';

export interface StoredPolicy {
  readonly envelope: DsseEnvelope;
  readonly confirmedAt: number;
}

export class FollowedPolicy {
  readonly #vault: Vault;
  readonly #primitives: Primitives;

  constructor(vault: Vault, primitives: Primitives) {
    this.#vault = vault;
    this.#primitives = primitives;
  }

  /** @throws {CaptureFault} `NOT_ENROLLED` without one; {LedgerFault}, {PolicyFault} if it was changed. */
  async read(
    serverKey: string,
  ): Promise<VerifiedPolicy & { readonly confirmedAt: number; readonly envelope: DsseEnvelope }> {
    const stored = await this.#vault.read<StoredPolicy>(POLICY);
    if (!stored) throw new CaptureFault('NOT_ENROLLED', 'device: it has no policy; enrol again', {});
    return { ...openPolicy(stored.envelope, serverKey, this.#primitives), ...stored };
  }

  /** Asks the server for the policy in force. A server that is away, or offers one that is refused, changes nothing. */
  async renew(client: ServerClient, serverKey: string): Promise<void> {
    try {
      const envelope = await client.policy();
      const next = openPolicy(envelope, serverKey, this.#primitives);
      requireSuccessor(next, await this.read(serverKey), Date.now());
      const stored: StoredPolicy = { envelope, confirmedAt: Date.now() };
      await this.#vault.commit({ records: { [POLICY]: stored } });
      await this.#noteFault('');
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined || code === 'STORAGE_BROKEN' || code === 'SEAL_BROKEN') throw error;
      if (code !== 'SERVER_UNREACHABLE') await this.#noteFault(code);
    }
  }

  /** Code of why the policy last offered was refused; empty if it was not. */
  async fault(): Promise<string> {
    const { [FAULT]: code } = await chrome.storage.session.get(FAULT);
    return typeof code === 'string' ? code : '';
  }

  async #noteFault(code: string): Promise<void> {
    await chrome.storage.session.set({ [FAULT]: code });
  }
}
