// A whole server side for tests: real PostgreSQL, real broker, real ledger in a directory; only the clock is ours.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, createBroker } from '@overt/broker';
import { bytes, type ParticipantId } from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import {
  createGovernance,
  type Device,
  encodeMandate,
  encodeStatement,
  type Governance,
  MANDATE_TYPE,
  type Mandate,
  migrations,
  newId,
  noticesOf,
  POLICY_TYPE,
  RECEIPT_TYPE,
  type Receipt,
} from '@overt/governance';
import {
  countersignDsse,
  type DsseEnvelope,
  type Log,
  minuteOf,
  openLog,
  type Signer,
  signDsse,
  vkey,
} from '@overt/ledger';
import { nativeHash, nativeSigner } from '@overt/ledger/node';
import { demoPolicy, encodePolicy, PACK_TYPE, PACKS, type Policy, packBytes } from '@overt/policy';
import { migrate } from '@overt/store';
import { type EmbeddedStore, openEmbedded, removeEmbedded } from '@overt/store/embedded';

export const START = new Date('2026-11-23T09:00:00Z'); // a Monday, week 48
const DAY_MS = 86_400_000;

/** A device with its own key, enrolled for a participant. */
export interface TestDevice extends Device {
  readonly signer: Signer;
  readonly token: string;
}

export class World {
  readonly store: EmbeddedStore;
  readonly log: Log;
  readonly broker: Broker;
  readonly governance: Governance;
  readonly signer: Signer;
  /** Co-signs for the works council. */
  readonly council: Signer;
  /** Co-signs for the privacy officer. */
  readonly officer: Signer;
  /** Signs jurisdiction packs. */
  readonly administrator: Signer;
  /** Subjects that the erasure adapter was asked to remove. */
  readonly removed: string[];
  readonly #time: { now: Date };
  readonly #dir: string;

  constructor(
    parts: Pick<
      World,
      | 'store'
      | 'log'
      | 'broker'
      | 'governance'
      | 'signer'
      | 'council'
      | 'officer'
      | 'administrator'
      | 'removed'
    >,
    time: { now: Date },
    dir: string,
  ) {
    this.store = parts.store;
    this.log = parts.log;
    this.broker = parts.broker;
    this.governance = parts.governance;
    this.signer = parts.signer;
    this.council = parts.council;
    this.officer = parts.officer;
    this.administrator = parts.administrator;
    this.removed = parts.removed;
    this.#time = time;
    this.#dir = dir;
  }

  get now(): Date {
    return this.#time.now;
  }

  pass(days: number): void {
    this.#time.now = new Date(this.#time.now.getTime() + days * DAY_MS);
  }

  at(moment: Date): void {
    this.#time.now = moment;
  }

  async participant(): Promise<ParticipantId> {
    return this.governance.people.add(['participant']);
  }

  async enrol(participant: ParticipantId): Promise<TestDevice> {
    const seed = nodePrimitives().random(32);
    const { publicKey } = nativeSigner('enrolling', seed);
    const { code } = await this.governance.devices.enrolmentCode(participant);
    const enrolled = (await this.governance.devices.enrol({ code, publicKey, label: 'Work laptop' }))!;
    return { ...enrolled, publicKey, signer: nativeSigner(enrolled.device, seed) };
  }

  receipt(
    device: TestDevice,
    policy: { readonly hash: string; readonly policy: Policy },
    change: Partial<Receipt> = {},
  ): DsseEnvelope {
    const receipt: Receipt = {
      format: 'overt-receipt',
      version: 1,
      participant: device.participant,
      device: device.device,
      notice: noticesOf(policy.policy).get(change.language ?? 'en')!,
      policy: policy.hash,
      given: minuteOf(this.now),
      notAfter: policy.policy.notAfter,
      nonce: bytes.toHex(nodePrimitives().random(8)),
      ...change,
    };
    return signDsse(RECEIPT_TYPE, encodeStatement(receipt), device.signer);
  }

  /** The policy as works council and privacy officer signed it. */
  cosigned(policy: Policy): DsseEnvelope {
    return countersignDsse(signDsse(POLICY_TYPE, encodePolicy(policy), this.council), this.officer);
  }

  /** A policy like the one in force, numbered after it. */
  async next(change: Partial<Policy>): Promise<Policy> {
    const { policy } = await this.governance.policies.current();
    return { ...policy, serial: policy.serial + 1, ...change };
  }

  /** Enrols a device and gives consent on it. */
  async consenting(
    participant?: ParticipantId,
    change: Partial<Receipt> = {},
  ): Promise<{ device: TestDevice; hash: string; participant: ParticipantId }> {
    const who = participant ?? (await this.participant());
    const device = await this.enrol(who);
    const { hash } = await this.governance.receipts.accept(
      device,
      this.receipt(device, await this.governance.policies.current(), change),
    );
    return { device, hash, participant: who };
  }

  /** Puts keys of this week under the participant's pseudonym, as an accepted segment would. */
  async holdKeys(participant: ParticipantId): Promise<void> {
    const { isoWeek, sealEnvelope } = await import('@overt/events');
    const primitives = nodePrimitives();
    const week = isoWeek(this.now);
    const subject = await this.broker.subjectOf(participant, week);
    const segment = bytes.toHex(primitives.random(32)) as Parameters<typeof sealEnvelope>[0];
    const blob = () => bytes.toHex(primitives.random(32)) as never;
    const deks = (['action', 'text', 'pixels'] as const).map((name) => ({
      class: name,
      blob: blob(),
      dek: primitives.random(32),
    }));
    const envelope = sealEnvelope(segment, deks, await this.broker.sealingKey(), primitives);
    await this.store.sql.transaction((tx) => this.broker.admit(tx, { subject, week, segment, envelope }));
  }

  mandate(change: Partial<Mandate> = {}): Mandate {
    return {
      format: 'overt-mandate',
      version: 1,
      id: newId('mdt') as Mandate['id'],
      programme: 'Overt demonstration',
      tasks: ['office.invoice'],
      places: ['office.mail', 'category:spreadsheet'],
      purposes: ['train-cua', 'eval-cua'],
      endUses: ['assist'],
      benefit: 'A share of the time saved.',
      issued: this.now.toISOString(),
      effective: this.now.toISOString(),
      notAfter: new Date(this.now.getTime() + 300 * DAY_MS).toISOString(),
      cosigners: [vkey(this.council)],
      ...change,
    };
  }

  signMandate(mandate: Mandate): DsseEnvelope {
    return countersignDsse(signDsse(MANDATE_TYPE, encodeMandate(mandate), this.signer), this.council);
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.broker.close();
    await this.store.close();
    await removeEmbedded({ dir: join(this.#dir, 'store'), keyFile: join(this.#dir, 'root.key') });
    await rm(this.#dir, { recursive: true, force: true });
  }
}

export async function openWorld(policy?: Policy): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'overt-governance-'));
  await chmod(dir, 0o755); // PostgreSQL's own user has to walk through
  const time = { now: START };
  const clock = { now: () => time.now };
  const store = await openEmbedded({ dir: join(dir, 'store'), keyFile: join(dir, 'root.key'), clock });
  const signer = nativeSigner('overt.example/audit', nodePrimitives().random(32));
  const council = nativeSigner('council.example', nodePrimitives().random(32));
  const officer = nativeSigner('privacy.example', nodePrimitives().random(32));
  const administrator = nativeSigner('admin.example', nodePrimitives().random(32));
  const log = await openLog({ origin: signer.name, signer, store: store.tiles, hash: nativeHash });
  const broker = await createBroker({ ...store, log, signer, primitives: nodePrimitives() });
  await migrate(store.sql, migrations);
  const removed: string[] = [];
  const governance = await createGovernance({
    ...store,
    log,
    signer,
    keys: broker,
    cosigners: [
      { role: 'works-council', vkey: vkey(council) },
      { role: 'privacy-officer', vkey: vkey(officer) },
    ],
    administrators: [vkey(administrator)],
    erasers: [
      {
        name: 'segments',
        erase: async (subjects) => {
          removed.push(...subjects);
          return { removed: subjects.length };
        },
      },
    ],
  });
  const world = new World(
    { store, log, broker, governance, signer, council, officer, administrator, removed },
    time,
    dir,
  );
  for (const pack of PACKS)
    await governance.jurisdictions.activate(signDsse(PACK_TYPE, packBytes(pack), administrator));
  await governance.policies.activate(world.cosigned(policy ?? demoPolicy(START)));
  return world;
}
