// What may come into force, and when: signed by the server and whoever the law asks for, numbered upwards, in the ledger
// before any device can follow it.
//
// A change that keeps more than the policy in force needs co-signatures and days of notice. One that does not, above all
// a halt, takes effect at once: nothing may stand between a person who must stop capture and its stop.

import { type DsseEnvelope, encodeEntry, LedgerFault, parseDsse, payloadOf, signDsse } from '@overt/ledger';
import { diffPolicies, encodePolicy, isMaterial, type Policy, parsePolicy } from '@overt/policy';
import type { Sql } from '@overt/store';
import { changeDaysOf, countersigned, missingRoles } from './cosigning.ts';
import { fault } from './fault.ts';
import type { Jurisdictions } from './jurisdictions.ts';
import { noticesOf } from './notices.ts';
import type { ActivePolicy, PolicyBook } from './policy-book.ts';
import type { GovernanceContext } from './ports.ts';
import type { Offered, PolicyChange, Proposals } from './proposal-rows.ts';
import { sha256Hex } from './secrets.ts';

export const POLICY_TYPE = 'application/vnd.overt.policy.v1+json';

export interface Policies {
  /**
   * Puts a policy in force in place of the one before; the same again changes nothing.
   *
   * @param input a policy, or its DSSE envelope with the signatures of co-signers.
   * @throws {GovernanceFault} `POLICY_ENDED` if its term is over; `POLICY_DOWNGRADED` unless its serial is above every one
   *   of its name here; `POLICY_JURISDICTION` if it names a pack that no administrator signed; for a material change
   *   `POLICY_UNCOSIGNED`, and `POLICY_NOTICE_DAYS` unless it was proposed long enough ago. {PolicyFault} if it is none.
   */
  activate(input: Policy | DsseEnvelope): Promise<ActivePolicy>;
  /** Stops capture everywhere, at once. Already stopped is fine. */
  halt(): Promise<ActivePolicy>;
  /** Lets it go on under the policy as it was. */
  lift(): Promise<ActivePolicy>;
  /** The policy in force without this pack, at once. */
  without(pack: Policy['jurisdictions'][number]['pack']): Promise<ActivePolicy | undefined>;
  /** What putting it in force would change and need. @throws as {@link activate}, but for signatures and days. */
  weigh(input: Policy | DsseEnvelope): Promise<Offered & PolicyChange>;
  /** @throws {GovernanceFault} `POLICY_MISSING` before the first one was activated. */
  current(): Promise<ActivePolicy>;
  /** True if exactly this was in force here at some time. */
  knows(input: Policy | DsseEnvelope): Promise<boolean>;
  /** Any policy that ever was in force here. */
  byHash(hash: string): Promise<ActivePolicy | undefined>;
  /** True if whoever agreed to policy `agreed` has agreed to what is captured under `policy`. */
  covers(policy: string, agreed: string): Promise<boolean>;
}

export interface PolicyParts {
  readonly book: PolicyBook;
  readonly jurisdictions: Pick<Jurisdictions, 'active'>;
  readonly proposals: Pick<Proposals, 'find' | 'forget'>;
}

export function createPolicies(context: GovernanceContext, parts: PolicyParts): Policies {
  const { book, proposals } = parts;
  const alone = oneAtATime();

  const weigh = async (input: Policy | DsseEnvelope): Promise<Offered & PolicyChange> => {
    const offered = offeredOf(context, input);
    await requireAcceptable(context, parts, offered.policy);
    const waiting = await proposals.find(offered.hash);
    const envelopes = waiting ? [offered.envelope, waiting.envelope] : [offered.envelope];
    const envelope = countersigned(envelopes, context.signer, context.cosigners);
    const change = await changeTo(context, await book.current(), { ...offered, envelope });
    return { ...offered, envelope, ...change };
  };

  const put = async (next: Offered): Promise<ActivePolicy> => {
    const before = await book.current();
    const notices = [...new Set(noticesOf(next.policy).values())].sort();
    const { index } = await context.log.append(
      encodeEntry('policy.activated', context.clock.now(), { digest: `sha256:${next.hash}`, notices }),
    );
    if (before !== undefined && before.policy.halt !== next.policy.halt)
      await context.log.append(
        encodeEntry(next.policy.halt ? 'halt.set' : 'halt.lifted', context.clock.now(), {
          policy: `sha256:${next.hash}`,
        }),
      );
    await context.sql.transaction(async (tx) => {
      await book.replace(tx, { ...next, notices, index });
      await proposals.forget(tx, next.hash);
    });
    await context.onPolicy?.();
    return (await book.byHash(next.hash))!;
  };

  /** The policy in force with something taken away, or a halt given back: nothing that anybody has to agree to again. */
  const again = async (change: Partial<Policy>): Promise<ActivePolicy> => {
    const { policy } = await current();
    return put(offeredOf(context, { ...policy, ...change, serial: policy.serial + 1 }));
  };

  const current = async (): Promise<ActivePolicy> => {
    const found = await book.current();
    if (!found) throw fault('POLICY_MISSING', 'policy: none was activated here yet; nothing may be captured');
    return found;
  };

  return {
    current,
    weigh,
    byHash: (hash) => book.byHash(hash),
    knows: async (input) => (await book.byHash(offeredOf(context, input).hash)) !== undefined,
    covers: (policy, agreed) => book.covers(policy, agreed),
    activate: (input) =>
      alone(async () => {
        const { hash } = offeredOf(context, input);
        const before = await book.current();
        if (before?.hash === hash) return before;
        const offer = await weigh(input);
        if (offer.material) {
          requireCosigned(offer);
          await requireNoticed(context, offer, await proposals.find(hash));
        }
        return put(offer);
      }),
    halt: () => alone(async () => ((await current()).policy.halt ? current() : again({ halt: true }))),
    lift: () => alone(async () => ((await current()).policy.halt ? again({ halt: false }) : current())),
    without: (pack) =>
      alone(async () => {
        const before = await book.current();
        const rest = before?.policy.jurisdictions.filter((active) => active.pack !== pack);
        if (!before || rest?.length === before.policy.jurisdictions.length) return before;
        return again({ jurisdictions: rest ?? [] });
      }),
  };
}

/** @throws {PolicyFault} if it is no policy; {GovernanceFault} `POLICY_MALFORMED` if its envelope is none. */
function offeredOf({ signer }: GovernanceContext, input: Policy | DsseEnvelope): Offered {
  if (!('payloadType' in input)) {
    const payload = encodePolicy(input);
    return {
      policy: parsePolicy(payload),
      hash: sha256Hex(payload),
      envelope: signDsse(POLICY_TYPE, payload, signer),
    };
  }
  try {
    const envelope = parseDsse(input);
    const payload = payloadOf(envelope);
    if (envelope.payloadType === POLICY_TYPE)
      return { policy: parsePolicy(payload), hash: sha256Hex(payload), envelope };
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
  }
  throw fault('POLICY_MALFORMED', `policy: expected a DSSE envelope of the type ${POLICY_TYPE}`);
}

async function requireAcceptable(
  { clock }: GovernanceContext,
  { book, jurisdictions }: PolicyParts,
  policy: Policy,
): Promise<void> {
  if (Date.parse(policy.notAfter) <= clock.now().getTime())
    throw fault('POLICY_ENDED', `policy ${policy.id}: its term ended at ${policy.notAfter}; issue a new one`);
  const highest = await book.serialOf(policy.id);
  if (highest !== undefined && policy.serial <= highest)
    throw fault(
      'POLICY_DOWNGRADED',
      `policy ${policy.id} at serial: found ${policy.serial}, expected more than ${highest}; devices refuse a number that does not grow`,
      { found: policy.serial, expected: highest + 1 },
    );
  const active = await jurisdictions.active();
  for (const { pack, version, digest } of policy.jurisdictions) {
    const signed = active.some(
      (one) => one.pack === pack && one.version === version && one.digest === digest,
    );
    if (!signed)
      throw fault(
        'POLICY_JURISDICTION',
        `policy ${policy.id} at jurisdictions: no administrator has signed version ${version} of ${pack} here; read it and sign it first (overt jurisdictions sign ${pack})`,
        { where: pack, found: version },
      );
  }
}

/**
 * A halt is no part of what is compared: setting it is always allowed, and lifting it gives back only what was agreed to.
 * There is nothing to wait for while nobody can have been recorded, or nobody takes part.
 */
async function changeTo(
  { sql, cosigners, clock }: GovernanceContext,
  before: ActivePolicy | undefined,
  next: Offered,
): Promise<PolicyChange> {
  const asked = (material: boolean) => (material ? missingRoles(next.envelope, next.policy, cosigners) : []);
  if (!before) return { changes: [], material: true, days: 0, missing: asked(true) };
  const { halt } = before.policy;
  const changes = diffPolicies(before.policy, next.policy);
  const material = isMaterial(
    diffPolicies({ ...before.policy, halt: false }, { ...next.policy, halt: false }),
  );
  const owed =
    material && before.policy.jurisdictions.length > 0 && (await anyoneTakesPart(sql, clock.now()));
  const shown = halt === next.policy.halt ? changes : changes.filter(({ path }) => path !== 'halt');
  return {
    changes: shown,
    material,
    days: owed ? changeDaysOf(before.policy, next.policy) : 0,
    missing: asked(material),
  };
}

async function anyoneTakesPart(sql: Sql, now: Date): Promise<boolean> {
  const rows = await sql.query(
    'select 1 from governance_receipt where withdrawn is null and not_after > $1 limit 1',
    [now.toISOString()],
  );
  return rows.length > 0;
}

function requireCosigned({ policy, missing }: Offered & PolicyChange): void {
  if (missing.length === 0) return;
  throw fault(
    'POLICY_UNCOSIGNED',
    `policy ${policy.id}: the law of its places asks for the signature of ${missing.join(' and ')}; have it signed by a key that is configured for that role`,
    { expected: missing.join(',') },
  );
}

async function requireNoticed(
  { clock }: GovernanceContext,
  { policy, days }: Offered & PolicyChange,
  proposal: { readonly effective: Date } | undefined,
): Promise<void> {
  if (days === 0 || (proposal && proposal.effective <= clock.now())) return;
  throw fault(
    'POLICY_NOTICE_DAYS',
    proposal
      ? `policy ${policy.id}: it keeps more than the one in force; it may take effect on ${proposal.effective.toISOString().slice(0, 10)}`
      : `policy ${policy.id}: it keeps more than the one in force; propose it first, it may take effect ${days} days later`,
    { expected: days },
  );
}

/** Runs what it is given one after the other: serial numbers are read and used up in one piece. */
function oneAtATime(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const next = last.then(run, run);
    last = next.catch(() => undefined);
    return next;
  };
}
