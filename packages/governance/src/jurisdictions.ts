// Which law is in force here: packs come with the software, inactive, and an administrator who has read one signs it.
//
// What she signs are the bytes of the pack itself. A version of the software that brings other terms under the same name
// brings another digest, and the pack is inactive again until somebody has read the new terms.

import { bytes } from '@overt/events';
import {
  type DsseEnvelope,
  encodeEntry,
  keyIdOf,
  LedgerFault,
  parseDsse,
  parseVkey,
  payloadOf,
  verifyDsse,
} from '@overt/ledger';
import {
  type CosignerRole,
  type JurisdictionId,
  PACK_TYPE,
  PACKS,
  type Policy,
  packBytes,
  packDigest,
} from '@overt/policy';
import { hasSigned } from './cosigning.ts';
import { fault } from './fault.ts';
import type { GovernanceContext } from './ports.ts';
import { sha256 } from './secrets.ts';
import { dateOf } from './times.ts';

export interface JurisdictionStatus {
  readonly pack: JurisdictionId;
  readonly name: string;
  readonly version: number;
  /** SHA-256 hex of the bytes that are signed. */
  readonly digest: string;
  readonly review: string;
  readonly active: boolean;
  /** Roles that must co-sign a policy which names it. */
  readonly cosigners: readonly CosignerRole[];
  /** Key id of the administrator who signed, if it is active. */
  readonly by?: string;
  /** `YYYY-MM-DD` */
  readonly since?: string;
}

export interface Jurisdictions {
  /** Every pack this version brings. */
  list(): Promise<JurisdictionStatus[]>;
  /** Those in force here, as a policy names them. */
  active(): Promise<Policy['jurisdictions']>;
  /**
   * @param envelope DSSE over the bytes of a pack (`packBytes`), of `PACK_TYPE`, by an administrator.
   * @throws {GovernanceFault} `JURISDICTION_MALFORMED`; `JURISDICTION_UNSIGNED` if no administrator signed it;
   *   `JURISDICTION_UNKNOWN` if this version has no such pack.
   */
  activate(envelope: unknown): Promise<JurisdictionStatus>;
  /** Ends it here. Whoever may stop may do so without a signature; not being active is fine. */
  deactivate(pack: JurisdictionId): Promise<void>;
}

interface Row {
  readonly pack: JurisdictionId;
  readonly version: number;
  readonly digest: string;
  readonly signer: string;
  readonly since: string;
}

export function createJurisdictions(context: GovernanceContext): Jurisdictions {
  const { sql, log, clock } = context;
  const rows = () =>
    sql.query<Row>(
      `select pack, version, digest, signer, to_char(since, 'YYYY-MM-DD') as since from governance_jurisdiction where active`,
    );
  const list = async () => {
    const signed = new Map((await rows()).map((row) => [row.pack, row]));
    return PACKS.map((pack) => statusOf(pack, signed.get(pack.id)));
  };
  return {
    list,
    active: async () =>
      (await list()).flatMap(({ pack, version, digest, active }) =>
        active ? [{ pack, version, digest }] : [],
      ),
    activate: async (input) => {
      const { envelope, pack, signer } = openPack(context, input);
      const status = (await list()).find((one) => one.pack === pack.id)!;
      if (status.active) return status;
      const { index } = await log.append(
        encodeEntry('jurisdiction.activated', clock.now(), {
          digest: `sha256:${status.digest}`,
          pack: pack.id,
          version: pack.version,
          by: signer,
        }),
      );
      await sql.query(
        `insert into governance_jurisdiction (pack, version, digest, envelope, signer, since, log_index, active)
         values ($1, $2, $3, $4, $5, $6, $7, true)
         on conflict (pack) do update set version = excluded.version, digest = excluded.digest, envelope = excluded.envelope,
           signer = excluded.signer, since = excluded.since, log_index = excluded.log_index, active = true`,
        [pack.id, pack.version, status.digest, JSON.stringify(envelope), signer, dateOf(clock.now()), index],
      );
      return (await list()).find((one) => one.pack === pack.id)!;
    },
    deactivate: async (pack) => {
      if (!(await rows()).some((row) => row.pack === pack)) return;
      await log.append(encodeEntry('jurisdiction.ended', clock.now(), { pack }));
      await sql.query('update governance_jurisdiction set active = false where pack = $1', [pack]);
    },
  };
}

type Pack = (typeof PACKS)[number];

/** A signature over other terms than this version's counts for nothing. */
function statusOf(pack: Pack, row: Row | undefined): JurisdictionStatus {
  const digest = packDigest(pack, { sha256 });
  const active = row !== undefined && row.version === pack.version && row.digest === digest;
  return {
    pack: pack.id,
    name: pack.name,
    version: pack.version,
    digest,
    review: pack.review,
    cosigners: pack.terms.cosigners,
    active,
    ...(active ? { by: row.signer, since: row.since } : {}),
  };
}

function openPack(
  { administrators }: GovernanceContext,
  input: unknown,
): { envelope: DsseEnvelope; pack: Pack; signer: string } {
  const envelope = parseEnvelope(input);
  const administrator = administrators.find((key) => hasSigned(envelope, key));
  if (administrator === undefined)
    throw fault(
      'JURISDICTION_UNSIGNED',
      'jurisdiction: none of the administrators of this server has signed it',
    );
  const { name, publicKey } = parseVkey(administrator);
  const { payload } = verifyDsse(envelope, [{ publicKey }]);
  const signed = bytes.toHex(payload);
  const pack = PACKS.find((one) => bytes.toHex(packBytes(one)) === signed);
  if (!pack)
    throw fault(
      'JURISDICTION_UNKNOWN',
      'jurisdiction: this version of Overt has no pack with these terms; sign the one it has',
    );
  return { envelope, pack, signer: `${name}+${keyIdOf(name, publicKey)}` };
}

function parseEnvelope(input: unknown): DsseEnvelope {
  try {
    const envelope = parseDsse(input);
    payloadOf(envelope);
    if (envelope.payloadType === PACK_TYPE) return envelope;
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
  }
  throw fault('JURISDICTION_MALFORMED', `jurisdiction: expected a DSSE envelope of the type ${PACK_TYPE}`);
}
