// Checkpoints (C2SP tlog-checkpoint) and the cosignatures of witnesses (C2SP tlog-cosignature, cosignature/v1).

import { concat, fromBase64, parseDecimal, toBase64 } from './encoding.ts';

import { fault, LedgerFault } from './fault.ts';
import { cosignedMessage, openNote, signatureLine, signNote, splitNote } from './note.ts';
import { keyIdOf, type Signer, type Verifier } from './signer.ts';
import { isCount } from './tree.ts';

/** What a checkpoint says: at `size` entries, the log `origin` has this root. */
export interface TreeHead {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

export interface Cosignature {
  readonly name: string;
  /** POSIX seconds at which the witness saw this as the largest consistent tree. */
  readonly time: number;
}

export interface Checkpoint extends TreeHead {
  /** Lines after the third, opaque. Ours have none. */
  readonly extensions: readonly string[];
  readonly cosignatures: readonly Cosignature[];
}

/** The note text: origin, size, base64 root. @throws {LedgerFault} `CHECKPOINT_MALFORMED` */
export function formatTreeHead(head: TreeHead): string {
  if (head.origin.length === 0 || /[\n\r]/.test(head.origin))
    throw malformed('the origin is empty or has a line break');
  if (!isCount(head.size)) throw malformed(`the size ${head.size} is not a whole number below 2^53`);
  if (head.root.length !== 32) throw malformed(`the root has ${head.root.length} bytes, expected 32`);
  return `${head.origin}\n${head.size}\n${toBase64(head.root)}\n`;
}

/** @throws {LedgerFault} `CHECKPOINT_MALFORMED` */
export function parseTreeHead(text: string): TreeHead & { readonly extensions: readonly string[] } {
  if (!text.endsWith('\n')) throw malformed('its text does not end in a newline');
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin || size === undefined || root === undefined) throw malformed('it has fewer than three lines');
  if (extensions.some((line) => line.length === 0)) throw malformed('an extension line is empty');
  const leaves = parseDecimal(size);
  if (leaves === undefined) throw malformed('its second line is not a size below 2^53');
  return { origin, size: leaves, root: decodeRoot(root), extensions };
}

export function signCheckpoint(head: TreeHead, signer: Signer): string {
  return signNote(formatTreeHead(head), signer);
}

/**
 * Opens a checkpoint of the log that `log` names.
 *
 * @param witnesses cosignatures by these keys are returned; lines by others are ignored.
 * @throws {LedgerFault} `NOTE_*`; `CHECKPOINT_MALFORMED`; `CHECKPOINT_ORIGIN` if it speaks for another log than `log.name`.
 */
export function openCheckpoint(
  note: Uint8Array | string,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): Checkpoint {
  const opened = openNote(note, [log, ...witnesses]);
  if (!opened.signatures.some((s) => s.verifier === log)) {
    throw fault(
      'NOTE_UNVERIFIED',
      `checkpoint: ${log.name}+${log.keyId} has not signed it; cosignatures alone do not make it the log's`,
    );
  }
  const head = parseTreeHead(opened.text);
  if (head.origin !== log.name) {
    throw fault('CHECKPOINT_ORIGIN', `checkpoint: it is signed by ${log.name} but speaks for another log`, {
      expected: log.name,
    });
  }
  const cosignatures = opened.signatures.flatMap((s) =>
    s.time === undefined ? [] : [{ name: s.verifier.name, time: s.time }],
  );
  return { ...head, cosignatures };
}

/**
 * Adds a witness's cosignature/v1 to a checkpoint. The witness must have checked consistency with the last one it signed.
 *
 * @param time POSIX seconds.
 * @throws {LedgerFault} `NOTE_MALFORMED`, `CHECKPOINT_MALFORMED`.
 */
export function cosign(checkpoint: string, witness: Signer, time: number): string {
  const { text } = splitNote(checkpoint);
  parseTreeHead(text);
  if (!isCount(time)) throw malformed('the time of a cosignature is whole seconds since 1970');
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  const signature = concat(stamp, witness.sign(cosignedMessage(text, time)));
  return (
    checkpoint +
    signatureLine(witness.name, keyIdOf(witness.name, witness.publicKey, 'cosignature'), signature)
  );
}

function decodeRoot(text: string): Uint8Array {
  try {
    const root = fromBase64(text);
    if (root.length === 32) return root;
  } catch (cause) {
    if (!(cause instanceof LedgerFault)) throw cause;
  }
  throw malformed('its third line is not the base64 of 32 bytes');
}

function malformed(reason: string): LedgerFault {
  return fault('CHECKPOINT_MALFORMED', `checkpoint: ${reason}`);
}
