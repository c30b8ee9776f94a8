// Exemptions: asked for by a device, decided by a reviewer or by the clock, answered to all devices of the person.
//
// A row is whose it is and ciphertext. Reviewers see what is asked and not by whom; nothing counts exemptions by person.

import type { ParticipantId } from '@overt/events';
import { bytes } from '@overt/events';
import {
  type DsseEnvelope,
  encodeEntry,
  LedgerFault,
  minuteOf,
  parseDsse,
  signDsse,
  verifyDsse,
} from '@overt/ledger';
import type { ExemptionScope, ExemptionState } from '@overt/policy';
import type { Device } from './devices.ts';
import {
  deadlineOf,
  EXEMPTION_TYPE,
  EXEMPTIONS_TYPE,
  type ExemptionCase,
  type ExemptionDecision,
  type ExemptionReason,
  type ExemptionStatement,
  encodeExemption,
  isOpen,
  parseExemption,
  stateAt,
} from './exemption.ts';
import { fault } from './fault.ts';
import { EXEMPTIONS_MAX } from './limits.ts';
import type { GovernanceContext } from './ports.ts';
import { sha256Hex } from './secrets.ts';
import { dateOf } from './times.ts';

/** As the person and her devices see it. */
export interface HeldExemption {
  readonly id: string;
  readonly scope: ExemptionScope;
  readonly state: ExemptionState;
  readonly until?: string;
}

/** As a reviewer sees it: what is asked, not who asks. */
export interface OpenExemption {
  readonly id: string;
  readonly scope: ExemptionScope;
  readonly reason: ExemptionReason;
  readonly appealed: boolean;
  /** `YYYY-MM-DD`: granted by itself from then on. */
  readonly due: string;
}

export interface Exemptions {
  /**
   * Takes what a device says: a request, an appeal, a withdrawal. The same again changes nothing.
   *
   * @throws {GovernanceFault} `EXEMPTION_*`
   */
  fromDevice(device: Device, envelope: unknown): Promise<HeldExemption[]>;
  of(participant: ParticipantId): Promise<HeldExemption[]>;
  /** {@link of}, signed by the server: what devices follow. */
  answer(participant: ParticipantId): Promise<DsseEnvelope>;
  /** What waits for a decision, oldest first. */
  open(): Promise<OpenExemption[]>;
  /**
   * @throws {GovernanceFault} `EXEMPTION_UNKNOWN`; `EXEMPTION_DECIDED` if nothing is open; `EXEMPTION_REVIEWER` if an
   *   appeal is decided by whoever refused, or somebody decides about herself.
   */
  decide(id: string, decision: ExemptionDecision & { readonly reviewer: string }): Promise<void>;
  appeal(participant: ParticipantId, id: string): Promise<void>;
  withdraw(participant: ParticipantId, id: string): Promise<void>;
  /** Writes down what the clock has granted meanwhile. @returns how many. */
  settle(): Promise<number>;
}

interface Row {
  readonly id: string;
  readonly person: ParticipantId;
  readonly sealed: Uint8Array;
}

export function createExemptions(context: GovernanceContext): Exemptions {
  const { sql, log, signer, clock, rootKey } = context;
  const openCase = async ({ id, sealed }: Row): Promise<ExemptionCase> =>
    JSON.parse(bytes.fromUtf8(await rootKey.unwrap(sealed, contextOf(id)))) as ExemptionCase;
  const seal = (id: string, exemption: ExemptionCase) =>
    rootKey.wrap(bytes.toUtf8(JSON.stringify(exemption)), contextOf(id));

  const of = async (participant: ParticipantId): Promise<HeldExemption[]> => {
    const rows = await sql.query<Row>(
      'select id, person, sealed from governance_exemption where person = $1 order by id',
      [participant],
    );
    const cases = await Promise.all(
      rows.map(async (row) => ({ id: row.id, exemption: await openCase(row) })),
    );
    return cases
      .sort((a, b) => (a.exemption.since < b.exemption.since ? -1 : 1))
      .map(({ id, exemption }) => ({ id, scope: exemption.scope, ...stateAt(exemption, clock.now()) }));
  };

  const change: Change = (id, by, become) =>
    sql.transaction(async (tx) => {
      const [row] = await tx.query<Row>(
        'select id, person, sealed from governance_exemption where id = $1 for update',
        [id],
      );
      if (!row || (by.participant !== undefined && row.person !== by.participant))
        throw fault('EXEMPTION_UNKNOWN', 'exemption: there is none with this id', { where: id });
      const next = await become(granted(await openCase(row), clock.now()), row);
      await tx.query('update governance_exemption set sealed = $2 where id = $1', [id, await seal(id, next)]);
    });

  const ask = async (
    statement: Extract<ExemptionStatement, { format: 'overt-exemption' }>,
    envelope: DsseEnvelope,
  ): Promise<void> => {
    const { id, participant, scope, reason } = statement;
    const [known] = await sql.query<Row>(
      'select id, person, sealed from governance_exemption where id = $1',
      [id],
    );
    if (known?.person === participant) return;
    if (known) throw fault('EXEMPTION_OF_ANOTHER', 'exemption: this id is taken; choose a random one');
    const standing = (await of(participant)).filter(
      ({ state }) => state === 'pending' || state === 'granted',
    );
    if (standing.length >= EXEMPTIONS_MAX)
      throw fault('EXEMPTION_LIMIT', 'exemption: there are too many already; withdraw one first', {
        expected: EXEMPTIONS_MAX,
      });
    await log.append(
      encodeEntry('exemption.asked', clock.now(), { digest: digestOf(encodeExemption(statement)) }),
    );
    const exemption: ExemptionCase = {
      scope,
      reason,
      since: minuteOf(clock.now()),
      decisions: [],
      appealed: false,
      withdrawn: false,
      statements: [envelope],
    };
    await sql.query(
      'insert into governance_exemption (id, person, sealed) values ($1, $2, $3) on conflict do nothing',
      [id, participant, await seal(id, exemption)],
    );
  };

  const appeal = (participant: ParticipantId, id: string, said: readonly object[] = []): Promise<void> =>
    change(id, { participant }, (exemption) => {
      if (exemption.appealed && isOpen(exemption)) return exemption;
      if (exemption.appealed || stateAt(exemption, clock.now()).state !== 'refused')
        throw fault('EXEMPTION_DECIDED', 'exemption: only a first refusal can be appealed', { where: id });
      const statements = [...exemption.statements, ...said];
      return { ...exemption, appealed: true, since: minuteOf(clock.now()), statements };
    });

  const withdraw = (participant: ParticipantId, id: string, said: readonly object[] = []): Promise<void> =>
    change(id, { participant }, (exemption) =>
      exemption.withdrawn
        ? exemption
        : { ...exemption, withdrawn: true, statements: [...exemption.statements, ...said] },
    );

  return {
    of,
    fromDevice: async (device, input) => {
      const { statement, envelope } = openStatement(device, input);
      const { participant, id } = statement;
      if (statement.format === 'overt-exemption') await ask(statement, envelope);
      else if (statement.format === 'overt-exemption-appeal') await appeal(participant, id, [envelope]);
      else await withdraw(participant, id, [envelope]);
      return of(participant);
    },
    answer: async (participant) => {
      const list = await of(participant);
      const payload = { format: 'overt-exemptions', version: 1, participant, list };
      return signDsse(EXEMPTIONS_TYPE, bytes.toUtf8(JSON.stringify(payload)), signer);
    },
    open: async () => {
      const rows = await sql.query<Row>('select id, person, sealed from governance_exemption');
      const cases = await Promise.all(
        rows.map(async (row) => ({ id: row.id, exemption: await openCase(row) })),
      );
      return cases
        .filter(({ exemption }) => isOpen(exemption) && stateAt(exemption, clock.now()).state === 'pending')
        .sort((a, b) => (a.exemption.since < b.exemption.since ? -1 : 1))
        .map(({ id, exemption: { scope, reason, appealed, ...rest } }) => {
          return { id, scope, reason, appealed, due: dateOf(deadlineOf(rest)) };
        });
    },
    decide: (id, { grant, reviewer, until }) =>
      change(id, {}, async (exemption, row) => {
        requireReviewer(exemption, row.person, reviewer);
        const state = grant ? 'granted' : 'refused';
        const fields = { exemption: firstDigestOf(exemption), state, by: 'reviewer' };
        await log.append(encodeEntry('exemption.decided', clock.now(), fields));
        return { ...exemption, decisions: [...exemption.decisions, { grant, reviewer, until }] };
      }),
    appeal: (participant, id) => appeal(participant, id),
    withdraw: (participant, id) => withdraw(participant, id),
    settle: () => settle(context, openCase, change),
  };
}

/** Changes one exemption under a lock; `become` may refuse by throwing. */
type Change = (
  id: string,
  by: { readonly participant?: ParticipantId },
  become: (exemption: ExemptionCase, row: Row) => ExemptionCase | Promise<ExemptionCase>,
) => Promise<void>;

async function settle(
  { sql, log, clock }: GovernanceContext,
  openCase: (row: Row) => Promise<ExemptionCase>,
  change: Change,
): Promise<number> {
  let count = 0;
  for (const row of await sql.query<Row>('select id, person, sealed from governance_exemption')) {
    const exemption = await openCase(row);
    if (granted(exemption, clock.now()) === exemption) continue;
    await log.append(
      encodeEntry('exemption.decided', clock.now(), {
        exemption: firstDigestOf(exemption),
        state: 'granted',
        by: 'deadline',
      }),
    );
    await change(row.id, {}, (same) => same);
    count += 1;
  }
  return count;
}

/** The case with the decision that time has made, if it has. */
function granted(exemption: ExemptionCase, now: Date): ExemptionCase {
  if (!isOpen(exemption) || now < deadlineOf(exemption)) return exemption;
  return { ...exemption, decisions: [...exemption.decisions, { grant: true }] };
}

function requireReviewer(exemption: ExemptionCase, person: ParticipantId, reviewer: string): void {
  if (!isOpen(exemption))
    throw fault('EXEMPTION_DECIDED', 'exemption: it is decided; only an appeal opens it again');
  const refused = exemption.decisions.at(-1)?.reviewer;
  if (reviewer !== refused && reviewer !== person) return;
  throw fault(
    'EXEMPTION_REVIEWER',
    'exemption: an appeal is decided by somebody else than whoever refused, and nobody decides about herself',
  );
}

function openStatement(
  device: Device,
  input: unknown,
): { statement: ExemptionStatement; envelope: DsseEnvelope } {
  let payload: Uint8Array;
  let envelope: DsseEnvelope;
  try {
    const verified = verifyDsse(input, [{ publicKey: device.publicKey }]);
    envelope = parseDsse(input);
    payload = verified.payload;
    if (verified.payloadType !== EXEMPTION_TYPE)
      throw fault(
        'EXEMPTION_UNSIGNED',
        `exemption: this device signed something else; expected ${EXEMPTION_TYPE}`,
      );
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
    throw fault('EXEMPTION_UNSIGNED', `exemption: this device has not signed it (${cause.code})`);
  }
  const statement = parseExemption(payload);
  if (statement.participant === device.participant && statement.device === device.device)
    return { statement, envelope };
  throw fault(
    'EXEMPTION_OF_ANOTHER',
    'exemption: it names another participant or device than the one that sent it',
  );
}

/** Of the request: random by its id, so it tells nothing of what was asked. */
const firstDigestOf = ({ statements }: ExemptionCase): string =>
  digestOf(Buffer.from((statements[0] as DsseEnvelope).payload, 'base64'));
const digestOf = (payload: Uint8Array): string => `sha256:${sha256Hex(payload)}`;
const contextOf = (id: string): string => `governance:exemption:${id}`;
