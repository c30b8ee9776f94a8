// Keys of solo recording: one person, one machine, no server. They lie in the user's config directory and nowhere else.

import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { bytes, type DeviceId, formatId, type ParticipantId, type Primitives } from '@overt/events';
import { nodePrimitives } from '@overt/events/node';
import { createSigner, type Signer } from '@overt/ledger';
import { CaptureFault } from '../fault.ts';

export interface SoloKeys {
  /** Where the keys and the solo ledger lie. */
  readonly directory: string;
  readonly primitives: Primitives;
  readonly participant: ParticipantId;
  /** Countersigns receipts and signs the policy and the ledger; its vkey is the trust anchor. */
  readonly signer: Signer;
  /** Opens the envelopes. */
  readonly broker: { readonly id: string; readonly secret: Uint8Array; readonly publicKey: Uint8Array };
  readonly subjectSecret: Uint8Array;
}

interface Stored {
  readonly format: 'overt-solo-keys';
  readonly version: 1;
  readonly participant: ParticipantId;
  readonly seed: string;
  readonly broker: { readonly id: string; readonly secret: string; readonly publicKey: string };
  readonly subjectSecret: string;
}

const FILE = 'solo-keys.json';
const SIGNER_NAME = 'solo.overt.invalid';

/** The keys in `directory`, made there (mode 0600, directory 0700) if it has none. */
export async function openSoloKeys(directory: string): Promise<SoloKeys> {
  const primitives = nodePrimitives();
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const stored = (await readStored(directory)) ?? (await makeStored(directory, primitives));
  return {
    directory,
    primitives,
    participant: stored.participant,
    signer: createSigner(SIGNER_NAME, bytes.fromBase64(stored.seed)),
    broker: {
      id: stored.broker.id,
      secret: bytes.fromBase64(stored.broker.secret),
      publicKey: bytes.fromBase64(stored.broker.publicKey),
    },
    subjectSecret: bytes.fromBase64(stored.subjectSecret),
  };
}

async function readStored(directory: string): Promise<Stored | undefined> {
  let text: string;
  try {
    text = await readFile(join(directory, FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stored = JSON.parse(text) as Stored; // written by makeStored, mode 0600
    if (stored.format === 'overt-solo-keys' && stored.version === 1) return stored;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CaptureFault(
    'RECORDING_MALFORMED',
    `keys: ${FILE} in the config directory is not a version 1 key file; restore it, recordings made with it cannot be read otherwise`,
    {},
  );
}

async function makeStored(directory: string, primitives: Primitives): Promise<Stored> {
  const pair = primitives.x25519.keypair();
  const stored: Stored = {
    format: 'overt-solo-keys',
    version: 1,
    participant: formatId('prn', primitives.random(16)) as ParticipantId,
    seed: bytes.toBase64(primitives.random(32)),
    broker: {
      id: `solo-${bytes.toHex(primitives.random(4))}`,
      secret: bytes.toBase64(pair.secret),
      publicKey: bytes.toBase64(pair.publicKey),
    },
    subjectSecret: bytes.toBase64(primitives.random(32)),
  };
  await writeDurably(join(directory, FILE), `${JSON.stringify(stored, null, 2)}\n`, 0o600);
  await chmod(directory, 0o700);
  return stored;
}

/** A name for a device that enrols. */
export function newDevice(primitives: Primitives): DeviceId {
  return formatId('dev', primitives.random(16)) as DeviceId;
}

/** Writes a file that is whole and on disk when this resolves. */
export async function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  const file = await open(temporary, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
