// What a device knows of itself and of its server. Kept sealed; the secrets never leave it.

import type { DeviceId, IsoWeek, ParticipantId, Primitives, SubjectId } from '@overt/events';
import { bytes } from '@overt/events';

export interface DeviceIdentity {
  /** Origin of the server, e.g. `https://overt.example`. */
  readonly server: string;
  readonly device: DeviceId;
  readonly participant: ParticipantId;
  /** Base64, 32 bytes: Ed25519 seed. */
  readonly seed: string;
  /** Base64: names the participant's weekly pseudonyms. */
  readonly subjectSecret: string;
  readonly token: string;
  /** C2SP verifier key of the server. */
  readonly serverKey: string;
  readonly label: string;
}

/** The participant's pseudonym in a week: `sub_` and 32 hex digits of HMAC-SHA-256(secret, week). */
export function subjectOf(secret: Uint8Array, week: IsoWeek, primitives: Primitives): SubjectId {
  return `sub_${bytes.toHex(primitives.hmac(secret, bytes.toUtf8(week))).slice(0, 32)}` as SubjectId;
}

/** Name under which a device signs. */
export function signerName(device: DeviceId): string {
  return `overt-device/${device}`;
}
