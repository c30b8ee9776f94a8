// Composes the device API from governance and the broker.

import type { Broker } from '@overt/broker';
import { bytes as codec, type ParticipantId } from '@overt/events';
import { type Device, type Governance, GovernanceFault } from '@overt/governance';
import { type Signer, vkey } from '@overt/ledger';
import type { Answer, DeviceApi } from './device-routes.ts';

export interface DeviceParts {
  readonly governance: Governance;
  readonly broker: Broker;
  readonly signer: Signer;
  /** Ends what the person no longer permits: cached tokens, open looks, and after an erasure the bytes. */
  readonly onWithdrawal: (participant: ParticipantId, erased: boolean) => Promise<void>;
}

export function createDeviceApi(parts: DeviceParts): DeviceApi {
  const { governance, broker, signer } = parts;
  const brokerKey = async () => {
    const { id, publicKey, notAfter } = await broker.sealingKey();
    return { id, publicKey: codec.toBase64(publicKey), notAfter };
  };
  const exemptions = async ({ participant }: Device) => ({
    exemptions: await governance.exemptions.answer(participant),
  });
  return {
    async enrol(request) {
      const enrolled = await governance.devices.enrol(request);
      if (!enrolled) return undefined;
      return {
        ...enrolled,
        subjectSecret: codec.toBase64(await broker.subjectSecret(enrolled.participant)),
        serverKey: vkey(signer),
        policy: (await governance.policies.current()).envelope,
        broker: await brokerKey(),
      };
    },
    policy: async () => (await governance.policies.current()).envelope,
    brokerKey,
    proposal: () => governance.policies.announcement(),
    exemptions,
    acceptExemption: (device, statement) =>
      answered(async () => {
        await governance.exemptions.fromDevice(device, statement);
        return exemptions(device);
      }),
    acceptStatement: (device, statement) =>
      answered(async () => {
        const done = await governance.fromDevice(device, statement);
        if ('receipt' in done) return done;
        await parts.onWithdrawal(device.participant, done.erased !== undefined);
        return { withdrawn: true, certificate: done.certificate ?? null };
      }),
  };
}

/** A statement without a valid basis is an answer, not a failure. */
async function answered(accept: () => Promise<object>): Promise<Answer> {
  try {
    return { ok: await accept() };
  } catch (fault) {
    if (fault instanceof GovernanceFault) return { refused: fault.code };
    throw fault;
  }
}
