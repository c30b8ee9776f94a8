// Exemptions as this device knows them: asked for here, decided elsewhere.
//
// From the moment she asks, the scope is suspended, whether the server has heard of it or not. Only its signed answer can
// change that. Everything is sealed in the vault; a request leaves as a statement signed by this device.

import { formatId, type Primitives } from '@overt/events';
import { type DsseEnvelope, minuteOf } from '@overt/ledger';
import type { Exemption, ExemptionScope } from '@overt/policy';
import {
  type ExemptionReason,
  type ExemptionStatement,
  openExemptions,
  signExemption,
} from '../../consent.ts';
import { CaptureFault } from '../../fault.ts';
import type { ExemptionAsked } from '../control.ts';
import type { Account } from './account.ts';
import { withoutFault } from './coded.ts';
import type { Vault } from './vault.ts';

const EXEMPTIONS = 'exemptions';

interface Own {
  readonly id: string;
  readonly scope: ExemptionScope;
  readonly reason: ExemptionReason;
  readonly state: Exemption['state'];
  readonly until?: string;
  /** Statements the server has not heard yet, in order. */
  readonly unsent: readonly DsseEnvelope[];
}

export class Exemptions {
  readonly #vault: Vault;
  readonly #account: Account;
  readonly #primitives: Primitives;

  constructor(vault: Vault, account: Account, primitives: Primitives) {
    this.#vault = vault;
    this.#account = account;
    this.#primitives = primitives;
  }

  async list(): Promise<readonly ExemptionAsked[]> {
    return (await this.#read()).map(({ unsent, ...own }) => ({ ...own, isUnsent: unsent.length > 0 }));
  }

  async ask(scope: ExemptionScope, reason: ExemptionReason): Promise<void> {
    const id = formatId('exm', this.#primitives.random(16));
    const statement = await this.#sign({ format: 'overt-exemption', id, scope, reason });
    await this.#write([
      ...(await this.#read()),
      { id, scope, reason, state: 'pending', unsent: [statement] },
    ]);
    await this.poll();
  }

  async act(id: string, act: 'withdraw' | 'appeal'): Promise<void> {
    const all = await this.#read();
    if (!all.some((own) => own.id === id))
      throw new CaptureFault('REQUEST_MALFORMED', 'exemption: none of that id was asked for here', {});
    const format = act === 'withdraw' ? 'overt-exemption-withdrawal' : 'overt-exemption-appeal';
    const statement = await this.#sign({ format, id });
    const state = act === 'withdraw' ? 'withdrawn' : 'pending';
    await this.#write(
      all.map((own) => (own.id === id ? { ...own, state, unsent: [...own.unsent, statement] } : own)),
    );
    await this.poll();
  }

  /** Sends what the server has not heard, and takes over what it decided. A server that is away changes nothing. */
  async poll(): Promise<void> {
    const own = await this.#read();
    const identity = await this.#account.requireIdentity();
    const client = await this.#account.client();
    try {
      for (const { id, unsent } of own)
        for (const statement of unsent) {
          await client.sendExemption(statement);
          await this.#sent(id, statement);
        }
      const answers = openExemptions(await client.exemptions(), identity);
      const before = await this.#read();
      const after = [...before.map((each) => decided(each, answers)), ...askedElsewhere(before, answers)];
      if (JSON.stringify(after) !== JSON.stringify(before)) await this.#write(after);
    } catch (error) {
      withoutFault(error);
    }
  }

  async #sent(id: string, statement: DsseEnvelope): Promise<void> {
    const { payload } = statement;
    await this.#write(
      (await this.#read()).map((own) =>
        own.id === id ? { ...own, unsent: own.unsent.filter((each) => each.payload !== payload) } : own,
      ),
    );
  }

  async #sign(
    said:
      | { format: 'overt-exemption'; id: string; scope: ExemptionScope; reason: ExemptionReason }
      | { format: 'overt-exemption-appeal' | 'overt-exemption-withdrawal'; id: string },
  ): Promise<DsseEnvelope> {
    const identity = await this.#account.requireIdentity();
    const { participant, device } = identity;
    const statement: ExemptionStatement = {
      ...said,
      version: 1,
      participant,
      device,
      asked: minuteOf(new Date()),
    };
    return signExemption(statement, this.#account.signer(identity));
  }

  async #read(): Promise<readonly Own[]> {
    return (await this.#vault.read<readonly Own[]>(EXEMPTIONS)) ?? [];
  }

  async #write(own: readonly Own[]): Promise<void> {
    await this.#vault.commit({ records: { [EXEMPTIONS]: own } });
  }
}

/** What she asked for on another device of hers holds on this one, too. */
function askedElsewhere(own: readonly Own[], answers: readonly Exemption[]): readonly Own[] {
  return answers
    .filter((answer) => !own.some(({ id }) => id === answer.id))
    .map(({ id, scope, state, until }) => ({
      id,
      scope,
      reason: 'none-given', // it was said elsewhere, and no device is told
      state,
      ...(until === undefined ? {} : { until }),
      unsent: [],
    }));
}

/** The server's word on a request; one that still has something to tell it keeps its own state. */
function decided(own: Own, answers: readonly Exemption[]): Own {
  const answer = answers.find(({ id }) => id === own.id);
  if (!answer || own.unsent.length > 0) return own;
  const { until: _before, ...rest } = own;
  return { ...rest, state: answer.state, ...(answer.until === undefined ? {} : { until: answer.until }) };
}
