import { readFile } from 'node:fs/promises';
import { type Policy, PolicyFault, parsePolicy } from '@overt/policy';
import { CliFault } from '../output.ts';

/** The bytes of a file that was named on the command line. */
export async function readGiven(path: string, expected: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new CliFault('CLI_NOT_FOUND', `${path} cannot be read (${code}); expected ${expected}`, { path });
  }
}

/**
 * A policy from a file. Its signature is no question here: it is a proposal, or the policy of one's own recording.
 *
 * @throws {PolicyFault} with the file and the place in it; {CliFault} `CLI_NOT_FOUND`
 */
export async function readPolicyFile(path: string): Promise<Policy> {
  return parsePolicyFile(path, await readGiven(path, 'a policy (make one: overt policy init FILE)'));
}

/** As {@link readPolicyFile}, for bytes that are read already. */
export function parsePolicyFile(path: string, content: Uint8Array): Policy {
  try {
    return parsePolicy(content);
  } catch (cause) {
    if (!(cause instanceof PolicyFault)) throw cause;
    throw new PolicyFault(cause.code, `${path}: ${cause.message}`, cause.detail, { cause });
  }
}
