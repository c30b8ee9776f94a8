// Receipts: accepted from a device, countersigned, in the ledger; then asked for before anything is captured or kept (P1).
//
// Withdrawing takes the same path as giving: one signed statement to the same door, effective at once. It is effective
// in the database first and reaches the ledger second, so that a ledger that is down never keeps anyone in.

import type { DeviceId, ParticipantId } from '@overt/events';
import {
  attachProof,
  countersignDsse,
  type DsseEnvelope,
  encodeEntry,
  type LoggedEnvelope,
  minuteOf,
  parseDsse,
  payloadOf,
  signDsse,
  verifyDsse,
} from '@overt/ledger';
import type { JurisdictionId } from '@overt/policy';
import type { Sql } from '@overt/store';
import type { Device } from './devices.ts';
import { fault } from './fault.ts';
import { RECEIPTS_REMEMBERED } from './limits.ts';
import type { Policies } from './policies.ts';
import type { GovernanceContext } from './ports.ts';
import {
  consentRecord,
  encodeStatement,
  parseReceipt,
  parseWithdrawal,
  RECEIPT_TYPE,
  type Receipt,
  WITHDRAWAL_TYPE,
  type Withdrawal,
} from './receipt.ts';
import { openStatement, requireBasis, requireOwner } from './receipt-checks.ts';
import { remember } from './remember.ts';
import { sha256Hex } from './secrets.ts';

export type ReceiptState = 'valid' | 'unknown' | 'withdrawn' | 'expired' | 'other-policy';

export interface HeldReceipt {
  readonly hash: string;
  readonly device: DeviceId;
  readonly policy: string;
  /** UTC, to the minute. */
  readonly given: string;
  readonly notAfter: string;
  readonly withdrawn?: string;
  readonly state: 'valid' | 'withdrawn' | 'expired';
  /** Index of its ledger entry. */
  readonly index: number;
}

export interface AcceptedReceipt {
  /** Signed by the device and by the server. */
  readonly receipt: DsseEnvelope;
  /** c2sp.org/tlog-proof@v1 text. */
  readonly proof: string;
  /** SHA-256 hex of the payload. */
  readonly hash: string;
}

export interface Receipts {
  /**
   * Accepts a receipt that the device signed. The same receipt again gives the same answer.
   *
   * @throws {GovernanceFault} `RECEIPT_*`: malformed, not signed by this device, of another device or person, not for the
   *   policy in force or a notice of it, a term that is over or beyond the policy's, or a clock that is far off.
   */
  accept(device: Device, envelope: unknown): Promise<AcceptedReceipt>;
  /** The state of one receipt, read in the caller's transaction; a withdrawal waits until that ends, or is seen. */
  state(
    tx: Sql,
    q: {
      readonly device: Pick<Device, 'device' | 'participant'>;
      readonly receipt: string;
      readonly policy: string;
    },
  ): Promise<ReceiptState>;
  /**
   * A receipt that permits capture on this device under this policy now: for it, or for one that it is nowhere wider than.
   *
   * @throws {GovernanceFault} `RECEIPT_*`
   */
  require(q: {
    readonly participant: ParticipantId;
    readonly device: DeviceId;
    readonly policy: string;
  }): Promise<HeldReceipt>;
  /** Where whoever gave this receipt usually works; undefined if she did not say, or it is not known here. */
  jurisdictionOf(hash: string): Promise<JurisdictionId | undefined>;
  of(participant: ParticipantId): Promise<HeldReceipt[]>;
  /** The receipt with its proof, and the consent record made from it; `undefined` if it is not hers. */
  artefact(
    participant: ParticipantId,
    hash: string,
  ): Promise<{ receipt: LoggedEnvelope; record: object } | undefined>;
  /** Ends all receipts of a person by a statement that her device signed. @throws {GovernanceFault} `RECEIPT_*` */
  withdrawBy(device: Device, envelope: unknown): Promise<Withdrawal>;
  /** The same, from the portal; the server signs what she did there. */
  withdraw(participant: ParticipantId, erase: boolean): Promise<Withdrawal>;
  /** Logs withdrawals that a crash or a ledger outage left unlogged. */
  settle(): Promise<number>;
}

interface ReceiptRow {
  readonly hash: string;
  readonly person: ParticipantId;
  readonly device: DeviceId;
  readonly policy: string;
  readonly notice: string;
  readonly given: string;
  readonly notAfter: string;
  readonly envelope: string;
  readonly index: string;
  readonly withdrawn: string | null;
}

const SELECT = `select hash, person, device, policy, notice, given, not_after as "notAfter", envelope, log_index as index, withdrawn
  from governance_receipt`;

export function createReceipts(context: GovernanceContext, policies: Policies): Receipts {
  const { sql, log, signer, clock } = context;
  /** What a receipt says never changes, and every segment asks. */
  const places = new Map<string, { readonly jurisdiction: JurisdictionId | undefined }>();

  const answer = async (row: ReceiptRow): Promise<AcceptedReceipt> => ({
    receipt: parseDsse(row.envelope),
    proof: await log.prove(Number(row.index)),
    hash: row.hash,
  });

  const end = async (statement: Withdrawal, envelope: DsseEnvelope): Promise<Withdrawal> => {
    await sql.query(
      'update governance_receipt set withdrawn = $2, withdrawal = $3 where person = $1 and withdrawn is null',
      [statement.participant, statement.withdrawn, JSON.stringify(envelope)],
    );
    await settle(context);
    return statement;
  };

  return {
    accept: async (device, input) => {
      const { payload, envelope } = openStatement(input, device, RECEIPT_TYPE);
      const receipt = parseReceipt(payload);
      requireOwner(receipt, device);
      const hash = sha256Hex(payload);
      const [known] = await sql.query<ReceiptRow>(`${SELECT} where hash = $1`, [hash]);
      if (known) {
        if (known.withdrawn)
          throw fault(
            'RECEIPT_WITHDRAWN',
            'receipt: it was withdrawn; consent again, not earlier than the next minute',
          );
        return answer(known);
      }
      await requireBasis(receipt, policies, clock.now());
      const fields = {
        digest: `sha256:${hash}`,
        policy: `sha256:${receipt.policy}`,
        notice: `sha256:${receipt.notice}`,
      };
      const { index } = await log.append(encodeEntry('receipt.given', clock.now(), fields));
      const countersigned = countersignDsse(envelope, signer);
      await sql.query(
        `insert into governance_receipt (hash, person, device, policy, notice, given, not_after, envelope, log_index)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (hash) do nothing`,
        [
          hash,
          receipt.participant,
          receipt.device,
          receipt.policy,
          receipt.notice,
          receipt.given,
          receipt.notAfter,
          JSON.stringify(countersigned),
          index,
        ],
      );
      const [row] = await sql.query<ReceiptRow>(`${SELECT} where hash = $1`, [hash]);
      return answer(row!);
    },

    state: async (tx, { device, receipt, policy }) => {
      const [row] = await tx.query<ReceiptRow>(`${SELECT} where hash = $1 for share`, [receipt]);
      if (!row || row.device !== device.device || row.person !== device.participant) return 'unknown';
      if (!(await policies.covers(policy, row.policy))) return 'other-policy';
      return stateOf(row, clock.now());
    },

    require: async (q) => {
      const rows = await sql.query<ReceiptRow>(
        `${SELECT} where person = $1 and device = $2 order by log_index desc`,
        [q.participant, q.device],
      );
      if (rows.length === 0)
        throw fault('RECEIPT_MISSING', 'receipt: this device has none; read the notice and consent first');
      const fitting: ReceiptRow[] = [];
      for (const row of rows) if (await policies.covers(q.policy, row.policy)) fitting.push(row);
      if (fitting.length === 0) {
        throw fault(
          'RECEIPT_OTHER_POLICY',
          'receipt: the policy keeps more than the one it is for; read the new notice and consent again',
        );
      }
      const valid = fitting.find((row) => stateOf(row, clock.now()) === 'valid');
      if (valid) return held(valid, clock.now());
      const state = stateOf(fitting[0]!, clock.now());
      throw fault(
        state === 'withdrawn' ? 'RECEIPT_WITHDRAWN' : 'RECEIPT_EXPIRED',
        `receipt: it is ${state}; nothing may be captured`,
      );
    },

    jurisdictionOf: async (hash) => {
      const known = places.get(hash);
      if (known) return known.jurisdiction;
      const [row] = await sql.query<ReceiptRow>(`${SELECT} where hash = $1`, [hash]);
      if (!row) return undefined;
      const { jurisdiction } = receiptOf(row);
      remember(places, hash, { jurisdiction }, RECEIPTS_REMEMBERED);
      return jurisdiction;
    },

    of: async (participant) => {
      const rows = await sql.query<ReceiptRow>(`${SELECT} where person = $1 order by log_index desc`, [
        participant,
      ]);
      return rows.map((row) => held(row, clock.now()));
    },

    artefact: async (participant, hash) => {
      const [row] = await sql.query<ReceiptRow>(`${SELECT} where hash = $1 and person = $2`, [
        hash,
        participant,
      ]);
      if (!row) return undefined;
      const { receipt: envelope, proof: logProof } = await answer(row);
      const { policy } = (await policies.byHash(row.policy))!;
      const { payload } = verifyDsse(envelope, [signer]);
      const withdrawn = row.withdrawn ? { withdrawn: row.withdrawn } : {};
      const record = consentRecord({
        receipt: parseReceipt(payload),
        hash,
        policy,
        envelope,
        logProof,
        ...withdrawn,
      });
      return { receipt: attachProof(envelope, logProof), record };
    },

    withdrawBy: async (device, input) => {
      const { payload, envelope } = openStatement(input, device, WITHDRAWAL_TYPE);
      const statement = parseWithdrawal(payload);
      requireOwner(statement, device);
      return end(statement, countersignDsse(envelope, signer));
    },

    withdraw: async (participant, erase) => {
      const withdrawn = minuteOf(clock.now());
      const statement: Withdrawal = { format: 'overt-withdrawal', version: 1, participant, withdrawn, erase };
      return end(statement, signDsse(WITHDRAWAL_TYPE, encodeStatement(statement), signer));
    },

    settle: () => settle(context),
  };
}

/** What was signed; its signatures were checked when it was accepted. */
function receiptOf(row: Pick<ReceiptRow, 'envelope'>): Receipt {
  return parseReceipt(payloadOf(parseDsse(row.envelope)));
}

function stateOf(
  row: Pick<ReceiptRow, 'withdrawn' | 'notAfter'>,
  now: Date,
): 'valid' | 'withdrawn' | 'expired' {
  if (row.withdrawn !== null) return 'withdrawn';
  return Date.parse(row.notAfter) > now.getTime() ? 'valid' : 'expired';
}

function held(row: ReceiptRow, now: Date): HeldReceipt {
  const { hash, device, policy, given, notAfter, withdrawn } = row;
  const facts = { hash, device, policy, given, notAfter, state: stateOf(row, now), index: Number(row.index) };
  return withdrawn ? { ...facts, withdrawn } : facts;
}

/** One entry per statement; it names the digest of the statement and of each receipt that it ends. */
async function settle({ sql, log, clock }: GovernanceContext): Promise<number> {
  const rows = await sql.query<{ withdrawal: string; hashes: string[] }>(
    `select withdrawal, array_agg(hash order by hash) as hashes from governance_receipt
     where withdrawn is not null and withdrawal_index is null group by withdrawal`,
  );
  for (const { withdrawal, hashes } of rows) {
    const payload = Buffer.from(parseDsse(withdrawal).payload, 'base64');
    const receipts = hashes.map((hash) => `sha256:${hash}`);
    const { index } = await log.append(
      encodeEntry('receipt.withdrawn', clock.now(), { digest: `sha256:${sha256Hex(payload)}`, receipts }),
    );
    await sql.query('update governance_receipt set withdrawal_index = $2 where hash = any($1)', [
      hashes,
      index,
    ]);
  }
  return rows.length;
}
