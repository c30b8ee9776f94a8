// DSSE envelopes (secure-systems-lab/dsse v1): bytes, their type, and signatures over both.

import { concat, fromAnyBase64, fromUtf8, isWellFormed, toBase64, toUtf8 } from './encoding.ts';
import { fault, LedgerFault } from './fault.ts';
import { MAX_DSSE_PAYLOAD_BYTES, MAX_DSSE_SIGNATURES } from './limits.ts';
import { isSignedBy, keyIdOf, type Signer } from './signer.ts';

/** The JSON form. Unknown members are kept out of what is verified. */
export interface DsseEnvelope {
  readonly payloadType: string;
  /** Base64. */
  readonly payload: string;
  /** At least one. `keyid` is a hint that nobody signed: it never decides anything. */
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
}

/** A public key that the caller trusts; `keyid` only narrows the search. */
export interface DsseKey {
  readonly keyid?: string;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
}

export interface VerifiedDsse {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  /** The trusted keys that signed, each once. */
  readonly signedBy: readonly DsseKey[];
}

/** `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`. */
export function pae(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = toUtf8(payloadType);
  return concat(toUtf8(`DSSEv1 ${type.length} `), type, toUtf8(` ${payload.length} `), payload);
}

export function signDsse(payloadType: string, payload: Uint8Array, signer: Signer): DsseEnvelope {
  return { payloadType, payload: toBase64(payload), signatures: [signatureOf(payloadType, payload, signer)] };
}

/** Adds one more signature over the same bytes. @throws {LedgerFault} `DSSE_MALFORMED` */
export function countersignDsse(envelope: DsseEnvelope, signer: Signer): DsseEnvelope {
  const payload = payloadOf(envelope);
  return {
    ...envelope,
    signatures: [...envelope.signatures, signatureOf(envelope.payloadType, payload, signer)],
  };
}

/** Reads JSON (text, bytes or a parsed value) into an envelope; nothing is verified. @throws {LedgerFault} `DSSE_MALFORMED` */
export function parseDsse(input: unknown): DsseEnvelope {
  const value = readJson(input);
  if (!isRecord(value)) throw malformed('it is not a JSON object');
  const { payloadType, payload, signatures } = value;
  if (typeof payloadType !== 'string' || payloadType.length === 0 || !isWellFormed(payloadType)) {
    throw malformed('`payloadType` is not a text');
  }
  if (typeof payload !== 'string') throw malformed('`payload` is not a text');
  if (payload.length > Math.ceil(MAX_DSSE_PAYLOAD_BYTES / 3) * 4)
    throw malformed('`payload` is larger than 16 MiB');
  if (!Array.isArray(signatures) || signatures.length === 0)
    throw malformed('`signatures` is not a list of at least one');
  if (signatures.length > MAX_DSSE_SIGNATURES)
    throw malformed(`it has more than ${MAX_DSSE_SIGNATURES} signatures`);
  return { payloadType, payload, signatures: signatures.map(parseSignature) };
}

/** The payload's bytes, unverified: only for finding out which key to ask for. @throws {LedgerFault} `DSSE_MALFORMED` */
export function payloadOf(envelope: DsseEnvelope): Uint8Array {
  return decode(envelope.payload, 'payload');
}

/**
 * Returns the payload if at least `threshold` different trusted keys have signed it.
 *
 * @throws {LedgerFault} `DSSE_MALFORMED`, `DSSE_UNVERIFIED`.
 * @see DSSE protocol, Multi-signature Verification
 */
export function verifyDsse(input: unknown, publicKeys: readonly DsseKey[], threshold = 1): VerifiedDsse {
  const envelope = parseDsse(input);
  const payload = payloadOf(envelope);
  const message = pae(envelope.payloadType, payload);
  const signatures = envelope.signatures.map((s) => decode(s.sig, 'signature'));
  const unique = publicKeys.filter(
    (key, i) => publicKeys.findIndex((k) => toBase64(k.publicKey) === toBase64(key.publicKey)) === i,
  );
  const signedBy = unique.filter((key) => signatures.some((sig) => isSignedBy(key.publicKey, message, sig)));
  if (threshold < 1 || signedBy.length < threshold) {
    throw fault(
      'DSSE_UNVERIFIED',
      `envelope ${JSON.stringify(envelope.payloadType.slice(0, 100))}: ${signedBy.length} of ${unique.length} trusted keys have signed it, expected ${threshold}`,
      { found: signedBy.length, expected: threshold },
    );
  }
  return { payload, payloadType: envelope.payloadType, signedBy };
}

function signatureOf(payloadType: string, payload: Uint8Array, signer: Signer) {
  return {
    keyid: `${signer.name}+${keyIdOf(signer.name, signer.publicKey)}`,
    sig: toBase64(signer.sign(pae(payloadType, payload))),
  };
}

function parseSignature(value: unknown): DsseEnvelope['signatures'][number] {
  if (!isRecord(value) || typeof value.sig !== 'string') throw malformed('a signature has no `sig`');
  const { keyid, sig } = value;
  if (keyid === undefined || keyid === null) return { sig };
  if (typeof keyid !== 'string') throw malformed('a `keyid` is not a text');
  return { keyid, sig };
}

function readJson(input: unknown): unknown {
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) return input;
  try {
    return JSON.parse(typeof input === 'string' ? input : fromUtf8(input));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof LedgerFault) throw malformed('it is not JSON');
    throw cause;
  }
}

function decode(text: string, what: string): Uint8Array {
  try {
    return fromAnyBase64(text);
  } catch (cause) {
    if (cause instanceof LedgerFault) throw malformed(`a ${what} is not base64`, cause);
    throw cause;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(reason: string, cause?: unknown): LedgerFault {
  return fault('DSSE_MALFORMED', `DSSE envelope: ${reason}`, {}, cause);
}
