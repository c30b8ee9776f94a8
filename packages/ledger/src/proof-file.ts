// Proof files (C2SP tlog-proof v1): an index, an inclusion proof and the checkpoint, verifiable offline.
//
// Ours carry the entry itself in the `extra` line when it fits, so that one file is enough; it is unauthenticated
// there and counts only because its hash must lead to the signed root.

import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { fromBase64, fromUtf8, parseDecimal, toBase64 } from './encoding.ts';
import { fault, LedgerFault } from './fault.ts';
import { MAX_EXTRA_ENTRY_BYTES, MAX_NOTE_BYTES, MAX_PROOF_HASHES, MAX_PROOF_LINE_CHARS } from './limits.ts';
import { verifyInclusion } from './proofs.ts';
import type { Verifier } from './signer.ts';
import { hashLeaf } from './tree.ts';

export const PROOF_HEADER = 'c2sp.org/tlog-proof@v1';

export interface LogProof {
  readonly index: number;
  /** From the leaf's sibling up, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
  /** The `extra` line; not authenticated by itself. */
  readonly extra?: Uint8Array;
}

export function formatProof(proof: LogProof): string {
  const extra = proof.extra === undefined ? '' : `extra ${toBase64(proof.extra)}\n`;
  const hashes = proof.hashes.map((hash) => `${toBase64(hash)}\n`).join('');
  return `${PROOF_HEADER}\n${extra}index ${proof.index}\n${hashes}\n${proof.checkpoint}`;
}

/** An entry that fits travels in the file. */
export function formatEntryProof(proof: Omit<LogProof, 'extra'>, entry: Uint8Array): string {
  return formatProof(entry.length <= MAX_EXTRA_ENTRY_BYTES ? { ...proof, extra: entry } : proof);
}

/** Reads the form only; nothing is verified. @throws {LedgerFault} `PROOF_MALFORMED` */
export function parseProof(text: string): LogProof {
  if (text.length > MAX_NOTE_BYTES) throw malformed(`it is longer than ${MAX_NOTE_BYTES} characters`);
  const blank = text.indexOf('\n\n');
  if (blank < 0) throw malformed('there is no blank line before the checkpoint');
  const lines = text.slice(0, blank).split('\n');
  if (lines.some((line) => line.length > MAX_PROOF_LINE_CHARS))
    throw malformed('a line is longer than 65,535 characters');
  if (lines.shift() !== PROOF_HEADER) throw malformed(`its first line is not ${PROOF_HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? decode(lines.shift()!.slice('extra '.length)) : undefined;
  const position = lines.shift() ?? '';
  const index = position.startsWith('index ') ? parseDecimal(position.slice('index '.length)) : undefined;
  if (index === undefined) throw malformed('there is no line `index` with a number below 2^53');
  if (lines.length > MAX_PROOF_HASHES) throw malformed(`it has more than ${MAX_PROOF_HASHES} hashes`);
  const hashes = lines.map(decode);
  if (hashes.some((hash) => hash.length !== 32)) throw malformed('a hash does not have 32 bytes');
  const proof = { index, hashes, checkpoint: text.slice(blank + 2) };
  return extra === undefined ? proof : { ...proof, extra };
}

export interface ProvenEntry {
  readonly index: number;
  readonly entry: Uint8Array;
  readonly checkpoint: Checkpoint;
}

/**
 * Returns the entry if the log that `log` names has it at the stated index.
 *
 * @param entry what should be in the log; without it, the file's own `extra` line is taken.
 * @throws {LedgerFault} `PROOF_*`, `INDEX_OUTSIDE_TREE`, `NOTE_*`, `CHECKPOINT_*`.
 * @see C2SP tlog-proof, Verifying a tlog proof
 */
export function verifyProof(
  proof: string | Uint8Array,
  trust: { readonly log: Verifier; readonly witnesses?: readonly Verifier[]; readonly entry?: Uint8Array },
): ProvenEntry {
  const parsed = parseProof(typeof proof === 'string' ? proof : decodeText(proof));
  const entry = trust.entry ?? parsed.extra;
  if (entry === undefined) throw malformed('it does not carry its entry, and none was given');
  const checkpoint = openCheckpoint(parsed.checkpoint, trust.log, trust.witnesses);
  verifyInclusion({
    index: parsed.index,
    size: checkpoint.size,
    leafHash: hashLeaf(entry),
    root: checkpoint.root,
    proof: parsed.hashes,
  });
  return { index: parsed.index, entry, checkpoint };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    if (cause instanceof LedgerFault) throw malformed('it is not valid UTF-8', cause);
    throw cause;
  }
}

function decode(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    if (cause instanceof LedgerFault) throw malformed('a line is not base64', cause);
    throw cause;
  }
}

function malformed(reason: string, cause?: unknown): LedgerFault {
  return fault('PROOF_MALFORMED', `log proof: ${reason}`, {}, cause);
}
