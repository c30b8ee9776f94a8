// Devices: enrolled by a one-time code, known by an opaque token and an Ed25519 key of their own.

import { type DeviceId, isoWeek, type ParticipantId } from '@overt/events';
import { ENROLMENT_MINUTES, LABEL_MAX_CHARS } from './limits.ts';
import { issueCode, useCode } from './people.ts';
import type { GovernanceContext } from './ports.ts';
import { hashOf, newId, newToken } from './secrets.ts';

/** A device that proved itself by its token. */
export interface Device {
  readonly device: DeviceId;
  readonly participant: ParticipantId;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

export interface EnrolledDevice {
  readonly device: DeviceId;
  readonly label: string;
  readonly state: 'active' | 'revoked';
  readonly since: string;
}

export interface Devices {
  /** A code that enrols one device of `participant`. @throws {GovernanceFault} `PERSON_UNKNOWN` */
  enrolmentCode(participant: ParticipantId): Promise<{ readonly code: string; readonly expires: Date }>;
  /** Uses the code up. `undefined` if it is not one, was used or has run out; a known public key is refused likewise. */
  enrol(request: {
    readonly code: string;
    readonly publicKey: Uint8Array;
    readonly label: string;
  }): Promise<
    { readonly device: DeviceId; readonly participant: ParticipantId; readonly token: string } | undefined
  >;
  byToken(token: string): Promise<Device | undefined>;
  of(participant: ParticipantId): Promise<EnrolledDevice[]>;
  /** Its token stops at once. Absent, or another's: nothing happens. */
  revoke(participant: ParticipantId, device: DeviceId): Promise<void>;
}

export function createDevices(context: GovernanceContext): Devices {
  const { sql, clock, rootKey } = context;
  return {
    enrolmentCode: (participant) => issueCode(context, 'enrol', participant, ENROLMENT_MINUTES),
    enrol: (request) =>
      sql.transaction(async (tx) => {
        const participant = await useCode(tx, 'enrol', request.code, clock.now());
        if (participant === undefined || request.publicKey.length !== 32) return undefined;
        const device = newId('dev') as DeviceId;
        const token = newToken();
        const label = await rootKey.wrap(
          new TextEncoder().encode(request.label.slice(0, LABEL_MAX_CHARS)),
          labelContext(device),
        );
        const written = await tx.query(
          `insert into governance_device (device, person, public_key, token_hash, label, since)
           values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning device`,
          [device, participant, request.publicKey, hashOf(token), label, isoWeek(clock.now())],
        );
        return written.length === 0 ? undefined : { device, participant, token };
      }),
    byToken: async (token) => {
      const [row] = await sql.query<{ device: DeviceId; participant: ParticipantId; publicKey: Uint8Array }>(
        `select device, person as participant, public_key as "publicKey" from governance_device
         where token_hash = $1 and not revoked`,
        [hashOf(token)],
      );
      return row && { ...row, publicKey: new Uint8Array(row.publicKey) };
    },
    of: async (participant) => {
      const rows = await sql.query<{ device: DeviceId; label: Uint8Array; since: string; revoked: boolean }>(
        'select device, label, since, revoked from governance_device where person = $1 order by since, device',
        [participant],
      );
      return Promise.all(
        rows.map(async ({ device, label, since, revoked }) => ({
          device,
          label: new TextDecoder().decode(await rootKey.unwrap(label, labelContext(device))),
          state: revoked ? ('revoked' as const) : ('active' as const),
          since,
        })),
      );
    },
    revoke: async (participant, device) => {
      await sql.query('update governance_device set revoked = true where device = $1 and person = $2', [
        device,
        participant,
      ]);
    },
  };
}

/** A label is what a person wrote about her things: content, so it is sealed. */
const labelContext = (device: DeviceId) => `governance:device-label:${device}`;
