// What an administrator can have done, and what comes of it. The door that proves who asks is elsewhere (route.ts).

import { EXEMPTION_REASONS } from '@overt/governance';
import { signDsse } from '@overt/ledger';
import {
  JURISDICTION_IDS,
  type JurisdictionId,
  PACK_TYPE,
  PACKS,
  type Policy,
  packBytes,
} from '@overt/policy';
import { z } from 'zod';
import { ServerFault } from '../fault.ts';
import type { ServerParts } from '../parts.ts';

const envelope = z.looseObject({ payloadType: z.string(), payload: z.string() });
const id = z.enum(JURISDICTION_IDS);

export const adminCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('jurisdictions.list') }),
  /** Signs the pack as the server's own administrator, and puts the policy that names it in force or proposes it. */
  z.strictObject({ do: z.literal('jurisdictions.sign'), id }),
  z.strictObject({ do: z.literal('jurisdictions.end'), id }),
  z.strictObject({ do: z.literal('policy.show') }),
  /** A policy, or its envelope with signatures of co-signers. */
  z.strictObject({ do: z.literal('policy.propose'), policy: z.unknown() }),
  z.strictObject({ do: z.literal('policy.cosign'), envelope }),
  /** Puts the proposal in force. */
  z.strictObject({ do: z.literal('policy.activate') }),
  z.strictObject({ do: z.literal('policy.drop') }),
  z.strictObject({ do: z.literal('policy.halt'), on: z.boolean() }),
  z.strictObject({ do: z.literal('exemptions.list') }),
  z.strictObject({
    do: z.literal('exemptions.decide'),
    id: z.string(),
    /** Who decides: any name, in the ledger it is not; an appeal needs another one. */
    reviewer: z.string().min(1).max(100),
    grant: z.boolean(),
    until: z.iso.datetime().optional(),
  }),
]);
export type AdminCommand = z.infer<typeof adminCommand>;

type Parts = Pick<ServerParts, 'governance' | 'signer'>;

/** @throws {GovernanceFault}, {PolicyFault}, {ServerFault} `COMMAND_UNKNOWN` */
export async function runCommand(parts: Parts, input: unknown): Promise<object> {
  const { governance } = parts;
  const { policies, jurisdictions, exemptions } = governance;
  const command = parseCommand(input);
  switch (command.do) {
    case 'jurisdictions.list':
      return { jurisdictions: await jurisdictions.list() };
    case 'jurisdictions.sign':
      return signPack(parts, command.id);
    case 'jurisdictions.end':
      await jurisdictions.deactivate(command.id);
      return { pack: command.id, state: 'ended' };
    case 'policy.show':
      return showPolicy(parts);
    case 'policy.propose':
      return shownProposal(await policies.propose(command.policy as Policy));
    case 'policy.cosign':
      return shownProposal(await policies.cosign(command.envelope as never));
    case 'policy.activate':
      return shownPolicy(await policies.activateProposal());
    case 'policy.drop':
      await policies.dropProposal();
      return { dropped: true };
    case 'policy.halt':
      return shownPolicy(await (command.on ? policies.halt() : policies.lift()));
    case 'exemptions.list':
      return { open: await exemptions.open(), reasons: EXEMPTION_REASONS };
    case 'exemptions.decide': {
      const { reviewer, grant, until } = command;
      await exemptions.decide(command.id, { reviewer, grant, until });
      return { id: command.id, state: grant ? 'granted' : 'refused' };
    }
  }
}

function parseCommand(input: unknown): AdminCommand {
  const parsed = adminCommand.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ServerFault(
    'COMMAND_UNKNOWN',
    'administration: there is no such command, or it lacks something',
    {
      where: parsed.error.issues[0]?.path.join('.') || 'do',
    },
  );
}

/** In one step what a person means by "this law applies here": the pack is signed, and the policy names it as soon as it may. */
async function signPack({ governance, signer }: Parts, id: JurisdictionId): Promise<object> {
  const pack = PACKS.find((one) => one.id === id)!;
  const {
    pack: name,
    version,
    digest,
  } = await governance.jurisdictions.activate(signDsse(PACK_TYPE, packBytes(pack), signer));
  const { policy } = await governance.policies.current();
  const signed = { pack: name, version, digest, review: pack.review };
  if (policy.jurisdictions.some((active) => active.pack === name && active.digest === digest))
    return { ...signed, state: 'in-force' };
  const others = policy.jurisdictions.filter((active) => active.pack !== name);
  const next: Policy = {
    ...policy,
    serial: policy.serial + 1,
    jurisdictions: [...others, { pack: name, version, digest }],
  };
  const { days, missing } = await governance.policies.weigh(next);
  if (missing.length === 0 && days === 0) {
    await governance.policies.activate(next);
    return { ...signed, state: 'in-force' };
  }
  const { effective } = await governance.policies.propose(next);
  return missing.length > 0
    ? { ...signed, state: 'uncosigned', missing, effective: effective.toISOString() }
    : { ...signed, state: 'proposed', effective: effective.toISOString() };
}

async function showPolicy({ governance }: Parts): Promise<object> {
  const proposal = await governance.policies.proposal();
  return {
    ...shownPolicy(await governance.policies.current()),
    proposal: proposal ? shownProposal(proposal) : null,
  };
}

type Shown = { readonly policy: Policy; readonly hash: string; readonly envelope: object };

const shownPolicy = ({ policy, hash, envelope }: Shown) => ({
  hash,
  id: policy.id,
  serial: policy.serial,
  halt: policy.halt,
  notAfter: policy.notAfter,
  jurisdictions: policy.jurisdictions.map(({ pack, version }) => `${pack}@${version}`),
  envelope,
});

/** With its envelope, which is what co-signers sign. */
const shownProposal = ({
  effective,
  material,
  changes,
  missing,
  ...offered
}: Awaited<ReturnType<Parts['governance']['policies']['propose']>>) => ({
  ...shownPolicy(offered),
  effective: effective.toISOString(),
  material,
  changes,
  missing,
});
