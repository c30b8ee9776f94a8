// Exemptions on one's own machine: whoever records herself grants them to herself at once.

import { bytes, type ParticipantId } from '@overt/events';
import { type DsseEnvelope, parseDsse, type Signer, signDsse, verifyDsse } from '@overt/ledger';
import type { Exemption } from '@overt/policy';
import { EXEMPTION_TYPE, EXEMPTIONS_TYPE, type ExemptionStatement } from '../consent.ts';
import { CaptureFault } from '../fault.ts';

export class OwnExemptions {
  readonly #participant: ParticipantId;
  readonly #signer: Signer;
  readonly #known = new Map<string, Exemption>();

  constructor(participant: ParticipantId, signer: Signer) {
    this.#participant = participant;
    this.#signer = signer;
  }

  /** @throws {LedgerFault} unless the device signed it; {CaptureFault} `REQUEST_MALFORMED`. */
  hear(statement: unknown, devicePublicKey: Uint8Array): void {
    const { payload, payloadType } = verifyDsse(parseDsse(statement), [{ publicKey: devicePublicKey }]);
    const said = JSON.parse(bytes.fromUtf8(payload)) as ExemptionStatement; // signed by the device that encoded it
    if (payloadType !== EXEMPTION_TYPE || said.participant !== this.#participant)
      throw new CaptureFault('REQUEST_MALFORMED', 'exemption: it is another kind of statement', {});
    const { id } = said;
    if (said.format === 'overt-exemption') this.#known.set(id, { id, scope: said.scope, state: 'granted' });
    else {
      const known = this.#known.get(id);
      const state = said.format === 'overt-exemption-withdrawal' ? 'withdrawn' : 'granted';
      if (known) this.#known.set(id, { ...known, state });
    }
  }

  list(): DsseEnvelope {
    const list = [...this.#known.values()];
    const body = { format: 'overt-exemptions', version: 1, participant: this.#participant, list };
    return signDsse(EXEMPTIONS_TYPE, bytes.toUtf8(JSON.stringify(body)), this.#signer);
  }
}
