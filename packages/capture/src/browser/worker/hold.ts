// The hold: what is kept on this device until its participant, or the end of the hold, lets it go.

import {
  bytes,
  DATA_CLASSES,
  type DataClass,
  type Envelope,
  type Primitives,
  readSegment,
  recoverBlob,
  SCHEMA_HASH,
  type SegmentId,
} from '@overt/events';
import type { DsseEnvelope } from '@overt/ledger';
import type { Policy } from '@overt/policy';
import { CaptureFault } from '../../fault.ts';
import { type ChainHead, joinPieces, releaseSegment } from '../../release.ts';
import { uploadSegment } from '../../upload.ts';
import type { ControlResults, HeldSegment, SegmentContent } from '../control.ts';
import { byRisk, lookSeconds, riskOf } from '../risk.ts';
import type { Account } from './account.ts';
import { deksOf, isHoldOver, SEGMENT, type SegmentRecord } from './segment-record.ts';
import type { Vault } from './vault.ts';

const CHAIN = 'chain:';
const LEAVING = 'leaving:';

/** A signed segment on its way: its pieces stay in the vault until the server has it. */
interface Leaving {
  readonly segment: SegmentId;
  readonly manifest: DsseEnvelope;
  readonly envelope: Envelope;
}

export class Hold {
  readonly #vault: Vault;
  readonly #account: Account;
  readonly #primitives: Primitives;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(vault: Vault, account: Account, primitives: Primitives) {
    this.#vault = vault;
    this.#account = account;
    this.#primitives = primitives;
  }

  /** What is held, most telling first; among equals the one that takes least to look at. */
  async list(): Promise<HeldSegment[]> {
    const records = [...(await this.#vault.list<SegmentRecord>(SEGMENT)).values()];
    return records.map(shownOf).sort(byRisk);
  }

  /** Records of what is here that was written after a moment, ms since 1970. */
  async since(moment_ms: number): Promise<SegmentRecord[]> {
    const records = [...(await this.#vault.list<SegmentRecord>(SEGMENT)).values()];
    return records.filter(({ endedAt }) => endedAt >= moment_ms);
  }

  /** A segment as it is stored, opened on this device. @throws {CaptureFault} `NOT_HELD` */
  async content(id: string): Promise<SegmentContent> {
    const record = await this.#require(id);
    const deks = deksOf(record);
    const blobs: Partial<Record<DataClass, { bytes: Uint8Array; dek: Uint8Array }>> = {};
    for (const { class: name, bytes: content } of await this.#blobs(record))
      blobs[name] = { bytes: content, dek: deks[name] };
    const { events, frames } = readSegment(blobs, this.#primitives);
    const images: Record<number, string> = {};
    for (const [number, png] of frames) images[number] = `data:image/png;base64,${bytes.toBase64(png)}`;
    return { id, startedAt: record.startedAt, events: [...events], frames: images };
  }

  /** Destroys keys and pieces of held segments. Nothing that was chained is among them: no hole is left. */
  delete(id: string): Promise<number> {
    return this.#alone(() => this.#delete(id));
  }

  async #delete(id: string): Promise<number> {
    const ids =
      id === 'all' ? (await this.#held()).map((held) => held.id) : [(await this.#require(id, 'held')).id];
    return this.#drop(ids);
  }

  /** Deletes every held segment in which something happened at a place. */
  deleteAt(place: string): Promise<number> {
    return this.#alone(async () => {
      const there = (await this.#held()).filter(({ places }) => places.includes(place));
      return this.#drop(there.map(({ id }) => id));
    });
  }

  async #drop(ids: readonly string[]): Promise<number> {
    for (const each of ids)
      await this.#vault.commit({ records: { [SEGMENT + each]: undefined }, dropped: [each] });
    return ids.length;
  }

  /** Signs and uploads held segments, oldest first. What the server does not answer for now waits for the next alarm. */
  release(id: string): Promise<ControlResults['release']> {
    return this.#alone(async () => {
      await this.#sign(id === 'all' ? await this.#held() : [await this.#require(id, 'held')]);
      return this.#send();
    });
  }

  /** Releases what the hold is over for, and sends what still waits. */
  releaseDue(presence: number): Promise<void> {
    return this.#alone(async () => {
      const { policy } = await this.#account.policy();
      await this.#sign((await this.#held()).filter((record) => isHoldOver(record, presence, policy)));
      await this.#send();
    });
  }

  async #held(): Promise<SegmentRecord[]> {
    return [...(await this.#vault.list<SegmentRecord>(SEGMENT)).values()]
      .filter(({ status }) => status === 'held')
      .sort((a, b) => a.startedAt - b.startedAt);
  }

  async #sign(records: readonly SegmentRecord[]): Promise<void> {
    if (records.length === 0) return;
    const identity = await this.#account.requireIdentity();
    const { policy } = await this.#account.policy();
    const broker = await (await this.#account.client()).brokerKey();
    const releaser = this.#account.releaser(identity, broker);
    for (const record of records) {
      const chainName = CHAIN + record.track;
      const head = (await this.#vault.read<ChainHead>(chainName)) ?? { n: 0, previous: null };
      const deks = deksOf(record);
      const blobs = (await this.#blobs(record)).map((blob) => ({ ...blob, dek: deks[blob.class] }));
      const released = releaseSegment(
        {
          recording: record.recording,
          track: record.track,
          source: 'browser',
          startedAt: new Date(record.startedAt),
          blobs,
          receipt: record.receipt,
          policyHash: record.policyHash,
          policy: { ...policy, retention: shorter(policy.retention, record.retention) },
          schema: SCHEMA_HASH,
          redactor: record.redactor,
        },
        head,
        releaser,
      );
      const leaving: Leaving = {
        segment: released.segment,
        manifest: released.manifest,
        envelope: released.envelope,
      };
      await this.#vault.commit({
        records: {
          [chainName]: released.head,
          [SEGMENT + record.id]: { ...record, status: 'leaving' } satisfies SegmentRecord,
          [LEAVING + record.id]: leaving,
        },
      });
    }
  }

  /** Uploads what was signed, in the order of each chain, and forgets here what the server has. */
  async #send(): Promise<ControlResults['release']> {
    const result = { released: 0, quarantined: 0, waiting: 0 };
    const waiting = await this.#vault.list<Leaving>(LEAVING);
    if (waiting.size === 0) return result;
    const records = await this.#vault.list<SegmentRecord>(SEGMENT);
    const order = [...waiting]
      .map(([name, leaving]) => ({ id: name.slice(LEAVING.length), leaving }))
      .sort(
        (a, b) =>
          (records.get(SEGMENT + a.id)?.startedAt ?? 0) - (records.get(SEGMENT + b.id)?.startedAt ?? 0),
      );
    const client = await this.#account.client();
    for (const [i, { id, leaving }] of order.entries()) {
      try {
        const blobs = leaving.envelope.wraps.map((wrap) => ({ id: wrap.blob, class: wrap.class }));
        const record = records.get(SEGMENT + id);
        const pieces = record ? await this.#blobs(record) : [];
        const content = blobs.map((blob) => ({
          id: blob.id,
          bytes: pieces.find((piece) => piece.class === blob.class)?.bytes ?? new Uint8Array(),
        }));
        const answer = await uploadSegment(client, {
          manifest: leaving.manifest,
          envelope: leaving.envelope,
          blobs: content,
        });
        if (answer.status === 'quarantined') result.quarantined++;
        else result.released++;
        await this.#vault.commit({
          records: { [SEGMENT + id]: undefined, [LEAVING + id]: undefined },
          dropped: [id],
        });
      } catch (error) {
        if (!(error instanceof CaptureFault)) throw error;
        this.lastFault = error.code;
        return { ...result, waiting: order.length - i };
      }
    }
    this.lastFault = '';
    return result;
  }

  /** Code of the last fault of an upload; empty if it went well. */
  lastFault = '';

  /** Whole blobs of a segment. One that is open, or was torn, gets the footer it lacks. */
  async #blobs(record: SegmentRecord): Promise<{ class: DataClass; bytes: Uint8Array }[]> {
    const blobs: { class: DataClass; bytes: Uint8Array }[] = [];
    for (const name of DATA_CLASSES) {
      const pieces = await this.#vault.chunks(record.id, name);
      if (pieces.length === 0) continue;
      const joined = joinPieces(pieces);
      const whole = record.status !== 'open' && !record.torn;
      blobs.push({
        class: name,
        bytes: whole ? joined : recoverBlob(joined, deksOf(record)[name], this.#primitives).bytes,
      });
    }
    return blobs;
  }

  /** One at a time: two would give two segments the same number. */
  #alone<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(run);
    this.#queue = done.catch(() => undefined); // whoever asked is told
    return done;
  }

  async #require(id: string, status?: SegmentRecord['status']): Promise<SegmentRecord> {
    const record = await this.#vault.read<SegmentRecord>(SEGMENT + id);
    if (!record || (status && record.status !== status))
      throw new CaptureFault(
        'NOT_HELD',
        'hold: no such segment is held; it is still being written, was deleted, or has left',
        {},
      );
    return record;
  }
}

function shownOf(record: SegmentRecord): HeldSegment {
  const { id, recording, status, startedAt, endedAt, places, events, frames, bytes: size } = record;
  const risk = riskOf(record);
  const look_s = lookSeconds(record);
  return { id, recording, status, startedAt, endedAt, places, events, frames, bytes: size, risk, look_s };
}

/** A policy that has become stricter since holds for what was recorded before it. */
function shorter(a: Policy['retention'], b: Policy['retention']): Policy['retention'] {
  return {
    action_months: Math.min(a.action_months, b.action_months),
    text_days: Math.min(a.text_days, b.text_days),
    pixels_days: Math.min(a.pixels_days, b.pixels_days),
  };
}
