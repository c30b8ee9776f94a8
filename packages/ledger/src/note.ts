// Signed notes (C2SP signed-note v1): text, a blank line, signature lines.
//
// The text is only handed out together with a verified signature; there is no "parse without a key" for callers.

import { concat, fromBase64, fromHex, fromUtf8, isWellFormed, toBase64, toHex, toUtf8 } from './encoding.ts';
import { fault, LedgerFault } from './fault.ts';
import { MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES } from './limits.ts';
import { isKeyName, isSignedBy, keyIdOf, type Signer, type Verifier } from './signer.ts';

/** One signature line as it stands; nothing is verified yet. */
export interface SignatureLine {
  readonly name: string;
  /** 8 lower-case hex digits. */
  readonly keyId: string;
  /** What follows the key ID: 64 bytes for a note, 8 + 64 for a cosignature. */
  readonly signature: Uint8Array;
}

export interface VerifiedSignature {
  readonly verifier: Verifier;
  /** POSIX seconds; only a cosignature states one. */
  readonly time?: number;
}

export interface OpenedNote {
  /** Ends in a newline; the blank line is not part of it. */
  readonly text: string;
  readonly signatures: readonly VerifiedSignature[];
  /** Names of lines by keys the caller does not know: they say nothing. */
  readonly unknown: readonly string[];
}

/** @throws {LedgerFault} `NOTE_MALFORMED` if `text` is empty, does not end in a newline or has control characters. */
export function signNote(text: string, signer: Signer): string {
  requireText(text);
  return `${text}\n${signatureLine(signer.name, keyIdOf(signer.name, signer.publicKey), signer.sign(toUtf8(text)))}`;
}

export function signatureLine(name: string, keyId: string, signature: Uint8Array): string {
  return `— ${name} ${toBase64(concat(fromHex(keyId), signature))}\n`;
}

/**
 * Opens a note that at least one of `verifiers` has signed.
 *
 * @throws {LedgerFault} `NOTE_MALFORMED`; `NOTE_SIGNATURE_INVALID` if a known key's signature is wrong, whatever
 *   the others say; `NOTE_UNVERIFIED` if no known key has signed.
 */
export function openNote(note: Uint8Array | string, verifiers: readonly Verifier[]): OpenedNote {
  const { text, lines } = splitNote(note);
  const signatures: VerifiedSignature[] = [];
  const unknown: string[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const verifier = verifiers.find((v) => v.name === line.name && v.keyId === line.keyId);
    if (!verifier) {
      unknown.push(line.name);
      continue;
    }
    const key = `${line.name}+${line.keyId}`;
    if (seen.has(key)) continue; // a second line by the same key adds nothing
    seen.add(key);
    signatures.push(verifyLine(text, line, verifier));
  }
  if (signatures.length === 0) {
    throw fault(
      'NOTE_UNVERIFIED',
      `note: none of its ${lines.length} signatures is by a key you trust; it says nothing`,
      {
        found: lines.length,
      },
    );
  }
  return { text, signatures, unknown };
}

/** The text a cosigner signs. @see C2SP tlog-cosignature, Ed25519 signed message */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${time}\n${text}`);
}

function verifyLine(text: string, line: SignatureLine, verifier: Verifier): VerifiedSignature {
  if (verifier.type === 'note') {
    if (!isSignedBy(verifier.publicKey, toUtf8(text), line.signature)) throw badSignature(verifier);
    return { verifier };
  }
  if (line.signature.length !== 72) throw badSignature(verifier);
  const stamp = new DataView(line.signature.buffer, line.signature.byteOffset, 8).getBigUint64(0);
  if (stamp > BigInt(Number.MAX_SAFE_INTEGER)) throw badSignature(verifier);
  const time = Number(stamp);
  if (!isSignedBy(verifier.publicKey, cosignedMessage(text, time), line.signature.subarray(8)))
    throw badSignature(verifier);
  return { verifier, time };
}

function badSignature(verifier: Verifier): LedgerFault {
  const key = `${verifier.name}+${verifier.keyId}`;
  return fault(
    'NOTE_SIGNATURE_INVALID',
    `note: the signature of ${key} is not valid for this text; one of them was changed`,
    {
      where: key,
    },
  );
}

/** Splits without trusting anything. @throws {LedgerFault} `NOTE_MALFORMED` */
export function splitNote(note: Uint8Array | string): { text: string; lines: SignatureLine[] } {
  if (note.length > MAX_NOTE_BYTES) throw malformed(`it is longer than ${MAX_NOTE_BYTES} bytes`);
  const whole = typeof note === 'string' ? note : decode(note);
  if (!isWellFormed(whole)) throw malformed('it is not valid UTF-8');
  if (hasControl(whole)) throw malformed('it has control characters');
  const blank = whole.lastIndexOf('\n\n');
  if (blank < 0) throw malformed('there is no blank line before signatures');
  const text = whole.slice(0, blank + 1);
  const tail = whole.slice(blank + 2);
  if (tail.length === 0 || !tail.endsWith('\n')) throw malformed('it does not end in a signature line');
  const rows = tail.slice(0, -1).split('\n');
  if (rows.length > MAX_NOTE_SIGNATURES)
    throw malformed(`it has more than ${MAX_NOTE_SIGNATURES} signatures`);
  return { text, lines: rows.map(parseLine) };
}

function parseLine(row: string): SignatureLine {
  const [dash, name, encoded, ...more] = row.split(' ');
  if (dash !== '—' || name === undefined || encoded === undefined || more.length > 0 || !isKeyName(name)) {
    throw malformed('a signature line is not `— name base64`');
  }
  const bytes = decodeSignature(encoded);
  if (bytes.length < 5) throw malformed('a signature is shorter than its key ID');
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

function decodeSignature(encoded: string): Uint8Array {
  try {
    return fromBase64(encoded);
  } catch (cause) {
    if (cause instanceof LedgerFault) throw malformed('a signature is not base64', cause);
    throw cause;
  }
}

function decode(note: Uint8Array): string {
  try {
    return fromUtf8(note);
  } catch (cause) {
    if (cause instanceof LedgerFault) throw malformed('it is not valid UTF-8', cause);
    throw cause;
  }
}

function requireText(text: string): void {
  if (!text.endsWith('\n') || !isWellFormed(text) || hasControl(text)) {
    throw malformed('the text to sign must end in a newline and have no other control characters');
  }
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 0x0a) return true;
  }
  return false;
}

function malformed(reason: string, cause?: unknown): LedgerFault {
  return fault('NOTE_MALFORMED', `note: ${reason}`, {}, cause);
}
