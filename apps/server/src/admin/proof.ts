// Proof that somebody at this machine may administer this server: she can read its root key file.
//
// The proof is a statement wrapped under the root key: for one command, by its hash, and for a minute. The key itself
// travels nowhere.

import { createHash } from 'node:crypto';
import { bytes } from '@overt/events';
import { type RootKey, StoreFault } from '@overt/store';
import { PROOF_MS } from '../limits.ts';

const CONTEXT = 'server:admin';

/** @param command as text, exactly as it is sent. */
export async function proveAdministrator(rootKey: RootKey, command: string, now: Date): Promise<string> {
  const statement = { until: now.getTime() + PROOF_MS, command: hashOf(command) };
  return bytes.toBase64(await rootKey.wrap(bytes.toUtf8(JSON.stringify(statement)), CONTEXT));
}

export async function isAdministrator(
  rootKey: RootKey,
  command: string,
  given: { readonly proof: string; readonly now: Date },
): Promise<boolean> {
  try {
    const opened = await rootKey.unwrap(Buffer.from(given.proof, 'base64'), CONTEXT);
    const { until, command: hash } = JSON.parse(bytes.fromUtf8(opened)) as { until: number; command: string };
    return (
      hash === hashOf(command) && given.now.getTime() <= until && until <= given.now.getTime() + PROOF_MS
    );
  } catch (cause) {
    if (cause instanceof StoreFault) return false;
    throw cause;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
