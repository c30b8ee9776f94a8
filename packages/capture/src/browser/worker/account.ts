// Enrolment and consent: what must hold before anything may be observed.

import { bytes, type DeviceId, type Primitives } from '@overt/events';
import { createSigner, type DsseEnvelope, minuteOf, type Signer } from '@overt/ledger';
import {
  type JurisdictionId,
  type Language,
  type Managed,
  noticeHash,
  type Policy,
  type ReceiptFact,
  renderNotice,
  requireSuccessor,
} from '@overt/policy';
import {
  openPolicy,
  type Receipt,
  requireReceipt,
  signReceipt,
  signWithdrawal,
  type VerifiedPolicy,
  type VerifiedReceipt,
} from '../../consent.ts';
import { type DeviceIdentity, signerName, subjectOf } from '../../device.ts';
import { CaptureFault } from '../../fault.ts';
import type { Releaser } from '../../release.ts';
import { type BrokerKey, createClient, type ServerClient } from '../../upload.ts';
import type { ControlResults } from '../control.ts';
import { POLL_TIMEOUT_MS } from '../limits.ts';
import { withoutFault } from './coded.ts';
import { FollowedPolicy, POLICY, type StoredPolicy } from './followed-policy.ts';
import type { Vault } from './vault.ts';

const IDENTITY = 'identity';
const RECEIPT = 'receipt';
const WITHDRAWAL = 'withdrawal';

interface StoredReceipt {
  readonly envelope: DsseEnvelope;
  readonly proof: string;
  /** The policy that was agreed to, as the server signed it. */
  readonly agreed: DsseEnvelope;
}

/** Policy and receipt as verified just now. */
export interface Permission extends Omit<VerifiedReceipt, 'fact'> {
  readonly policy: VerifiedPolicy;
  readonly receipt: ReceiptFact;
  readonly policyConfirmedAt: number;
  /** The policy that was agreed to; its notice says what may be kept. */
  readonly agreed: Policy;
}

export class Account {
  readonly followed: FollowedPolicy;
  readonly #vault: Vault;
  readonly #primitives: Primitives;
  readonly #managed: () => Promise<Managed>;

  /** @param managed what an administrator fixed; throws if it cannot be understood. */
  constructor(vault: Vault, primitives: Primitives, managed: () => Promise<Managed>) {
    this.#vault = vault;
    this.#primitives = primitives;
    this.#managed = managed;
    this.followed = new FollowedPolicy(vault, primitives);
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
    const server = new URL(request.server).origin;
    await this.#requireServer(server);
    const seed = this.#primitives.random(32);
    const publicKey = bytes.toBase64(createSigner('enrolling', seed).publicKey);
    const enrolment = await createClient({ server }).enrol({
      code: request.code,
      publicKey,
      label: request.label,
    });
    const { device, participant, subjectSecret, token, serverKey, policy } = enrolment;
    requireSuccessor(openPolicy(policy, serverKey, this.#primitives), undefined, Date.now());
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
        [POLICY]: { envelope: policy, confirmedAt: Date.now() } satisfies StoredPolicy,
        [RECEIPT]: undefined,
      },
    });
    return identity;
  }

  async policy(): Promise<
    VerifiedPolicy & { readonly confirmedAt: number; readonly envelope: DsseEnvelope }
  > {
    return this.followed.read((await this.requireIdentity()).serverKey);
  }

  async renewPolicy(): Promise<void> {
    const { server, token, serverKey } = await this.requireIdentity();
    await this.followed.renew(createClient({ server, token, timeout_ms: POLL_TIMEOUT_MS }), serverKey);
  }

  /** The notice to read: of the policy in force, or, while a receipt holds, of the one that was agreed to. */
  async notice(asked: Language | undefined): Promise<ControlResults['notice']> {
    const permission = await this.permission().catch((error: unknown) => withoutFault(error));
    const policy = permission?.agreed ?? (await this.policy()).policy;
    const { languages, programme } = policy;
    const wanted = asked ?? permission?.language ?? languageOfBrowser();
    const language = languages.find((each) => each === wanted) ?? languages[0]!;
    const notice = renderNotice(policy, language);
    const { title, sections } = notice;
    const hash = noticeHash(notice, this.#primitives);
    return { hash, programme, language, languages, title, sections };
  }

  /** Signs the receipt for the notice the participant read, and has the server countersign it. */
  async consent(hash: string, jurisdiction: JurisdictionId | undefined): Promise<ReceiptFact> {
    const identity = await this.requireIdentity();
    await this.#requireServer(identity.server);
    const policy = await this.policy();
    const language = policy.policy.languages.find(
      (each) => noticeHash(renderNotice(policy.policy, each), this.#primitives) === hash,
    );
    if (!language)
      throw new CaptureFault(
        'NO_RECEIPT',
        'consent: the notice that was shown is not the one of the policy in force; read it again',
        {},
      );
    const receipt: Receipt = {
      format: 'overt-receipt',
      version: 1,
      participant: identity.participant,
      device: identity.device,
      notice: hash,
      policy: policy.hash,
      given: minuteOf(new Date()),
      notAfter: policy.policy.notAfter,
      language,
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
    };
    const answer = await (await this.client()).sendReceipt(signReceipt(receipt, this.signer(identity)));
    const { fact } = requireReceipt(
      answer.receipt,
      this.#expected(identity, policy, policy),
      this.#primitives,
    );
    const stored: StoredReceipt = { envelope: answer.receipt, proof: answer.proof, agreed: policy.envelope };
    await this.#vault.commit({ records: { [RECEIPT]: stored } });
    return fact;
  }

  /** Policy and receipt, verified again now; without both nothing may be observed (promise P1). */
  async permission(): Promise<Permission> {
    const identity = await this.requireIdentity();
    await this.#requireServer(identity.server);
    const policy = await this.policy();
    const stored = await this.#vault.read<StoredReceipt>(RECEIPT);
    if (!stored?.agreed)
      throw new CaptureFault(
        'NO_RECEIPT',
        'consent: there is no receipt on this device; read the notice and consent first',
        {},
      );
    const agreed = openPolicy(stored.agreed, identity.serverKey, this.#primitives);
    const receipt = requireReceipt(
      stored.envelope,
      this.#expected(identity, policy, agreed),
      this.#primitives,
    );
    return {
      policy: { policy: policy.policy, hash: policy.hash },
      receipt: receipt.fact,
      language: receipt.language,
      jurisdiction: receipt.jurisdiction,
      policyConfirmedAt: policy.confirmedAt,
      agreed: agreed.policy,
    };
  }

  /** True if there is a receipt that holds. */
  async hasConsent(): Promise<boolean> {
    const permission = await this.permission().catch((error: unknown) => withoutFault(error));
    return permission !== undefined;
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

  /** @throws {CaptureFault} `SERVER_FORCED` if an administrator named another one. */
  async #requireServer(origin: string): Promise<void> {
    const { server } = await this.#managed();
    if (server === undefined || new URL(server).origin === origin) return;
    throw new CaptureFault(
      'SERVER_FORCED',
      'device: its administrator named the server it may be enrolled at, and this is another one; nothing is recorded',
      {},
    );
  }

  #expected(identity: DeviceIdentity, policy: VerifiedPolicy, agreed: VerifiedPolicy) {
    return {
      device: identity.device,
      participant: identity.participant,
      policy,
      agreed,
      devicePublicKey: this.signer(identity).publicKey,
      serverKey: identity.serverKey,
      now: new Date(),
    };
  }
}

function languageOfBrowser(): string {
  return chrome.i18n.getUILanguage().slice(0, 2);
}
