// The stand-alone verifier behind `overt verify FILE --origin KEY`: one artefact, one trust anchor from the person who asks.
//
// It depends on nothing else of ours and reads no clock, file or network. A problem in the artefact is a value in the
// report, never an exception: hostile bytes are the normal case here.

import { sha256 } from '@noble/hashes/sha2.js';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { type DsseEnvelope, parseDsse, verifyDsse } from './dsse.ts';
import { fromUtf8, toHex } from './encoding.ts';
import { type LogEntry, parseEntry } from './entry.ts';
import { fault, LedgerFault, type LedgerFaultCode } from './fault.ts';
import { PROOF_HEADER, type ProvenEntry, verifyProof } from './proof-file.ts';
import { parseVkey, type Verifier } from './signer.ts';

/** An envelope with the proof that its payload's digest is in the log. The proof is not part of what was signed. */
export interface LoggedEnvelope extends DsseEnvelope {
  /** c2sp.org/tlog-proof@v1 text with the entry in its `extra` line. */
  readonly logProof: string;
}

export interface TrustAnchor {
  /** The log's vkey, as the person got it from somebody she trusts; its name is the log's origin. */
  readonly origin: string;
  /** Vkeys (type 0x04) of witnesses, and how many of them must have cosigned. */
  readonly witnesses?: { readonly vkeys: readonly string[]; readonly quorum: number };
  /** Further vkeys whose signature on an envelope counts: a device, a council. */
  readonly keys?: readonly string[];
  /** `optional`: an envelope without a proof is judged by its signature alone. Default `required`. */
  readonly logged?: 'required' | 'optional';
  /** What a proof file is about, if it does not carry its entry. */
  readonly entry?: Uint8Array;
}

export interface VerifyCheck {
  readonly name: 'form' | 'signature' | 'logged' | 'witnessed';
  readonly ok: boolean;
  /** For people: what was found. */
  readonly says: string;
  readonly code?: LedgerFaultCode;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly kind: 'checkpoint' | 'proof' | 'envelope' | 'unknown';
  readonly checks: readonly VerifyCheck[];
  readonly origin?: string;
  /** Entries of the log at the checkpoint. */
  readonly size?: number;
  readonly index?: number;
  readonly entry?: LogEntry;
  readonly payloadType?: string;
  /** `sha256:` + hex of the envelope's payload. */
  readonly digest?: string;
  /** Names of the trusted keys that signed. */
  readonly signedBy?: readonly string[];
  readonly witnesses?: readonly { readonly name: string; readonly time: number }[];
}

interface Trust {
  readonly log: Verifier;
  readonly witnesses: readonly Verifier[];
  readonly quorum: number;
  readonly keys: readonly Verifier[];
  readonly anchor: TrustAnchor;
}

/**
 * Judges one artefact: a checkpoint, a proof file, or a DSSE envelope with `logProof`.
 *
 * @throws {LedgerFault} `KEY_INVALID` only, if the caller's own keys have the wrong form.
 * @see docs/spec/ledger.md#verifying
 */
export function verifyArtefact(artefact: Uint8Array, anchor: TrustAnchor): VerifyReport {
  const trust: Trust = {
    log: parseVkey(anchor.origin),
    witnesses: (anchor.witnesses?.vkeys ?? []).map(parseVkey),
    quorum: anchor.witnesses?.quorum ?? 0,
    keys: (anchor.keys ?? []).map(parseVkey),
    anchor,
  };
  const report = new Report();
  const text = report.check('form', () => ({ value: fromUtf8(artefact), says: 'valid UTF-8' }));
  if (text === undefined) return report.done('unknown');
  if (text.startsWith(PROOF_HEADER)) return verifyProofFile(text, trust, report);
  if (text.trimStart().startsWith('{')) return verifyEnvelope(text, trust, report);
  if (text.includes('\n\n— ')) return verifyCheckpoint(text, trust, report);
  report.check('form', () => {
    throw fault('ARTEFACT_UNKNOWN', 'artefact: neither a checkpoint, nor a log proof, nor a DSSE envelope');
  });
  return report.done('unknown');
}

/** Puts a proof beside the envelope whose payload's digest the proven entry records. */
export function attachProof(envelope: DsseEnvelope, logProof: string): LoggedEnvelope {
  return { ...envelope, logProof };
}

/** `sha256:` + 64 hex digits: how entries name an artefact. */
export function digestOf(payload: Uint8Array): string {
  return `sha256:${toHex(sha256(payload))}`;
}

function verifyCheckpoint(text: string, trust: Trust, report: Report): VerifyReport {
  const checkpoint = report.check('signature', () => {
    const value = openCheckpoint(text, trust.log, trust.witnesses);
    return { value, says: `signed by ${trust.log.name}, ${value.size} entries` };
  });
  return checkpoint
    ? report.done('checkpoint', ofCheckpoint(checkpoint, trust, report))
    : report.done('checkpoint');
}

function verifyProofFile(text: string, trust: Trust, report: Report): VerifyReport {
  const proven = checkLogged(text, trust, report);
  return proven ? report.done('proof', ofProof(proven, trust, report)) : report.done('proof');
}

function verifyEnvelope(text: string, trust: Trust, report: Report): VerifyReport {
  const parsed = report.check('form', () => ({ value: readEnvelope(text), says: 'a DSSE envelope' }));
  if (!parsed) return report.done('envelope');
  const signed = report.check('signature', () => {
    const value = verifyDsse(parsed.envelope, [trust.log, ...trust.keys]);
    const signedBy = [trust.log, ...trust.keys]
      .filter((key) => value.signedBy.includes(key))
      .map((key) => key.name);
    return { value: { ...value, names: signedBy }, says: `signed by ${signedBy.join(', ')}` };
  });
  if (!signed) return report.done('envelope');
  const digest = digestOf(signed.payload);
  const facts = { payloadType: signed.payloadType, digest, signedBy: signed.names };
  if (parsed.logProof === undefined) {
    if (trust.anchor.logged !== 'optional') {
      report.check('logged', () => {
        throw fault(
          'ARTEFACT_NOT_LOGGED',
          'envelope: it has no `logProof`, so nothing shows that it was ever in the log',
        );
      });
    }
    return report.done('envelope', facts);
  }
  const proven = checkLogged(parsed.logProof, trust, report, digest);
  return report.done('envelope', proven ? { ...facts, ...ofProof(proven, trust, report) } : facts);
}

/** Steps 1, 2 and 4 of C2SP tlog-proof; step 3, the witnesses, is {@link checkWitnesses}. */
function checkLogged(text: string, trust: Trust, report: Report, digest?: string): ProvenEntry | undefined {
  return report.check('logged', () => {
    const entry = digest === undefined ? trust.anchor.entry : undefined;
    const value = verifyProof(text, {
      log: trust.log,
      witnesses: trust.witnesses,
      ...(entry ? { entry } : {}),
    });
    if (digest !== undefined && parseEntry(value.entry).digest !== digest) {
      throw fault(
        'ARTEFACT_NOT_LOGGED',
        'envelope: the proven entry records the digest of another artefact',
        { expected: digest },
      );
    }
    return { value, says: `entry ${value.index} of ${value.checkpoint.size} in ${trust.log.name}` };
  });
}

function ofProof(proven: ProvenEntry, trust: Trust, report: Report): Facts {
  const facts = { ...ofCheckpoint(proven.checkpoint, trust, report), index: proven.index };
  try {
    return { ...facts, entry: parseEntry(proven.entry) };
  } catch (cause) {
    if (cause instanceof LedgerFault) return facts; // a proof is about any bytes; only ours are JSON
    throw cause;
  }
}

function ofCheckpoint(checkpoint: Checkpoint, trust: Trust, report: Report): Facts {
  checkWitnesses(checkpoint, trust, report);
  return { origin: checkpoint.origin, size: checkpoint.size, witnesses: checkpoint.cosignatures };
}

function checkWitnesses(checkpoint: Checkpoint, trust: Trust, report: Report): void {
  if (trust.quorum === 0) return;
  report.check('witnessed', () => {
    const names = new Set(checkpoint.cosignatures.map((c) => c.name));
    if (names.size < trust.quorum) {
      throw fault(
        'COSIGNATURES_MISSING',
        `checkpoint: ${names.size} of the witnesses you named cosigned it, expected ${trust.quorum}`,
      );
    }
    return { value: names, says: `cosigned by ${[...names].join(', ')}` };
  });
}

function readEnvelope(text: string): { envelope: DsseEnvelope; logProof: string | undefined } {
  const envelope = parseDsse(text);
  const { logProof } = JSON.parse(text) as { logProof?: unknown };
  if (logProof !== undefined && typeof logProof !== 'string')
    throw fault('DSSE_MALFORMED', 'envelope: `logProof` is not a text');
  return { envelope, logProof };
}

type Facts = Omit<VerifyReport, 'ok' | 'kind' | 'checks'>;

class Report {
  readonly #checks: VerifyCheck[] = [];

  /** Runs one step; a LedgerFault becomes a failed check, any other exception is a bug and goes through. */
  check<T>(name: VerifyCheck['name'], run: () => { value: T; says: string }): T | undefined {
    try {
      const { value, says } = run();
      this.#checks.push({ name, ok: true, says });
      return value;
    } catch (cause) {
      if (!(cause instanceof LedgerFault)) throw cause;
      this.#checks.push({ name, ok: false, says: cause.message, code: cause.code });
      return undefined;
    }
  }

  done(kind: VerifyReport['kind'], facts: Facts = {}): VerifyReport {
    return { ok: this.#checks.every((check) => check.ok), kind, checks: this.#checks, ...facts };
  }
}
