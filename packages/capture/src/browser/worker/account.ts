// Enrolment, consent and the policy in force: what must hold before anything may be observed.

import { bytes, type DeviceId, Fault, type Primitives } from '@overt/events';
import { createSigner, type DsseEnvelope, minuteOf, type Signer } from '@overt/ledger';
import type { ReceiptFact } from '@overt/policy';
import {
  noticeHash,
  noticeOf,
  openPolicy,
  requireReceipt,
  signReceipt,
  signWithdrawal,
  type VerifiedPolicy,
} from '../../consent.ts';
import { type DeviceIdentity, signerName, subjectOf } from '../../device.ts';
import { CaptureFault } from '../../fault.ts';
import type { Releaser } from '../../release.ts';
import { type BrokerKey, createClient, type ServerClient } from '../../upload.ts';
import type { ControlResults } from '../control.ts';
import type { Vault } from './vault.ts';

const IDENTITY = 'identity';
const POLICY = 'policy';
const RECEIPT = 'receipt';
const WITHDRAWAL = 'withdrawal';

interface StoredPolicy {
  readonly envelope: DsseEnvelope;
  readonly confirmedAt: number;
}
interface StoredReceipt {
  readonly envelope: DsseEnvelope;
  readonly proof: string;
}

export interface Permission {
  readonly policy: VerifiedPolicy;
  readonly receipt: ReceiptFact;
  readonly policyConfirmedAt: number;
}

export class Account {
  readonly #vault: Vault;
  readonly #primitives: Primitives;

  constructor(vault: Vault, primitives: Primitives) {
    this.#vault = vault;
    this.#primitives = primitives;
  }

  async identity(): Promise<DeviceIdentity | undefined> {
    return this.#vault.read<DeviceIdentity>(IDENTITY);
  }

  async requireIdentity(): Promise<DeviceIdentity> {
    const identity = await this.identity();
    if (!identity)
      throw new CaptureFault(
        'NOT_ENROLLED',
        'device: it is not enrolled; enter the address and the code you were given',
        {},
      );
    return identity;
  }

  /** Exchanges a one-time code for this device's place on a server. The device key is made here and never leaves. */
  async enrol(request: {
    readonly server: string;
    readonly code: string;
    readonly label: string;
  }): Promise<DeviceIdentity> {
    const seed = this.#primitives.random(32);
    const publicKey = bytes.toBase64(createSigner('enrolling', seed).publicKey);
    const server = new URL(request.server).origin;
    const enrolment = await createClient({ server }).enrol({
      code: request.code,
      publicKey,
      label: request.label,
    });
    openPolicy(enrolment.policy, enrolment.serverKey, this.#primitives);
    const { device, participant, subjectSecret, token, serverKey } = enrolment;
    const identity: DeviceIdentity = {
      server,
      device,
      participant,
      seed: bytes.toBase64(seed),
      subjectSecret,
      token,
      serverKey,
      label: request.label,
    };
    await this.#vault.commit({
      records: {
        [IDENTITY]: identity,
        [POLICY]: { envelope: enrolment.policy, confirmedAt: Date.now() } satisfies StoredPolicy,
        [RECEIPT]: undefined,
      },
    });
    return identity;
  }

  async policy(): Promise<VerifiedPolicy & { readonly confirmedAt: number }> {
    const { serverKey } = await this.requireIdentity();
    const stored = await this.#vault.read<StoredPolicy>(POLICY);
    if (!stored) throw new CaptureFault('NOT_ENROLLED', 'device: it has no policy; enrol again', {});
    return { ...openPolicy(stored.envelope, serverKey, this.#primitives), confirmedAt: stored.confirmedAt };
  }

  /** Asks the server for the policy in force; a server that is away leaves the old one until its TTL ends. */
  async renewPolicy(): Promise<void> {
    const client = await this.client();
    const { serverKey } = await this.requireIdentity();
    try {
      const envelope = await client.policy();
      openPolicy(envelope, serverKey, this.#primitives);
      await this.#vault.commit({
        records: { [POLICY]: { envelope, confirmedAt: Date.now() } satisfies StoredPolicy },
      });
    } catch (error) {
      if (!(error instanceof CaptureFault)) throw error;
    }
  }

  async notice(): Promise<ControlResults['notice']> {
    const { policy } = await this.policy();
    return {
      hash: noticeHash(policy, this.#primitives),
      programme: policy.programme,
      sections: noticeOf(policy),
    };
  }

  /** Signs the receipt for the notice the participant read, and has the server countersign it. */
  async consent(notice: string): Promise<ReceiptFact> {
    const identity = await this.requireIdentity();
    const policy = await this.policy();
    if (notice !== noticeHash(policy.policy, this.#primitives))
      throw new CaptureFault(
        'NO_RECEIPT',
        'consent: the notice that was shown is not the one of the policy in force; read it again',
        {},
      );
    const receipt = signReceipt(
      {
        format: 'overt-receipt',
        version: 1,
        participant: identity.participant,
        device: identity.device,
        notice,
        policy: policy.hash,
        given: minuteOf(new Date()),
        notAfter: policy.policy.notAfter,
      },
      this.signer(identity),
    );
    const answer = await (await this.client()).sendReceipt(receipt);
    const fact = requireReceipt(answer.receipt, this.#expected(identity, policy), this.#primitives);
    await this.#vault.commit({
      records: { [RECEIPT]: { envelope: answer.receipt, proof: answer.proof } satisfies StoredReceipt },
    });
    return fact;
  }

  /** Policy and receipt, verified again now; without both nothing may be observed (promise P1). */
  async permission(): Promise<Permission> {
    const identity = await this.requireIdentity();
    const policy = await this.policy();
    const stored = await this.#vault.read<StoredReceipt>(RECEIPT);
    if (!stored)
      throw new CaptureFault(
        'NO_RECEIPT',
        'consent: there is no receipt on this device; read the notice and consent first',
        {},
      );
    const receipt = requireReceipt(stored.envelope, this.#expected(identity, policy), this.#primitives);
    return {
      policy: { policy: policy.policy, hash: policy.hash },
      receipt,
      policyConfirmedAt: policy.confirmedAt,
    };
  }

  /** True if a recording could start now. */
  async hasConsent(): Promise<boolean> {
    try {
      await this.permission();
      return true;
    } catch (error) {
      if (error instanceof Fault) return false;
      throw error;
    }
  }

  /** The receipt is gone before anything else is tried: a server that is away keeps nobody in. */
  async withdraw(erase: boolean): Promise<void> {
    const identity = await this.requireIdentity();
    const { participant, device } = identity;
    const withdrawal = signWithdrawal(
      { participant, device, withdrawn: minuteOf(new Date()), erase },
      this.signer(identity),
    );
    await this.#vault.commit({ records: { [RECEIPT]: undefined, [WITHDRAWAL]: withdrawal } });
    await this.sendWithdrawal();
  }

  /** Tells the server of a withdrawal it has not heard of yet. */
  async sendWithdrawal(): Promise<void> {
    const withdrawal = await this.#vault.read<DsseEnvelope>(WITHDRAWAL);
    if (!withdrawal) return;
    try {
      await (await this.client()).sendStatement(withdrawal);
    } catch (error) {
      if (!(error instanceof CaptureFault)) throw error;
      if (error.code === 'SERVER_UNREACHABLE') return;
    }
    await this.#vault.commit({ records: { [WITHDRAWAL]: undefined } });
  }

  async client(): Promise<ServerClient> {
    const { server, token } = await this.requireIdentity();
    return createClient({ server, token });
  }

  signer(identity: DeviceIdentity): Signer {
    return createSigner(signerName(identity.device), bytes.fromBase64(identity.seed));
  }

  releaser(identity: DeviceIdentity, broker: BrokerKey): Releaser {
    const secret = bytes.fromBase64(identity.subjectSecret);
    return {
      device: identity.device as DeviceId,
      signer: this.signer(identity),
      broker: { id: broker.id, publicKey: bytes.fromBase64(broker.publicKey) },
      subjectOf: (week) => subjectOf(secret, week, this.#primitives),
      primitives: this.#primitives,
    };
  }

  #expected(identity: DeviceIdentity, policy: VerifiedPolicy) {
    return {
      device: identity.device,
      participant: identity.participant,
      policy,
      devicePublicKey: this.signer(identity).publicKey,
      serverKey: identity.serverKey,
      now: new Date(),
    };
  }
}
