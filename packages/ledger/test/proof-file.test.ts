import {
  createSigner,
  formatEntryProof,
  formatProof,
  hashLeaf,
  inclusionProof,
  LedgerFault,
  parseProof,
  rootOf,
  signCheckpoint,
  toBase64,
  toUtf8,
  verifierOf,
  verifyProof,
} from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const HASH = toBase64(hashLeaf(toUtf8('hash1')));
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (cause) {
    if (cause instanceof LedgerFault) return cause.code;
    throw cause;
  }
};

// the cases of transparency-dev/formats@0b850f1 proof/tlog_proof_test.go (Apache-2.0)
describe('the form of a proof file', () => {
  test.each([
    ['without extra data', `c2sp.org/tlog-proof@v1\nindex 5\n${HASH}\n${HASH}\n\ntest checkpoint\n`],
    [
      'with extra data',
      `c2sp.org/tlog-proof@v1\nextra ${toBase64(toUtf8('extra information'))}\nindex 10\n${HASH}\n\ncheckpoint data\n`,
    ],
    ['without hashes', 'c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n'],
  ])('%s is read and written the same', (_, text) => {
    expect(formatProof(parseProof(text))).toBe(text);
  });

  test.each([
    ['another header', 'wrong-header\nindex 0\n\ncheckpoint\n'],
    ['extra data that is not base64', 'c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n'],
    ['no index', 'c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n'],
    ['an index that is no number', 'c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n'],
    ['a negative index', 'c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n'],
    ['a leading zero', 'c2sp.org/tlog-proof@v1\nindex 05\n\ncheckpoint\n'],
    ['a hash that is not base64', 'c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n'],
    [
      'a hash of 64 bytes',
      `c2sp.org/tlog-proof@v1\nindex 0\n${toBase64(new Uint8Array(64))}\n\ncheckpoint\n`,
    ],
    ['an endless line', `c2sp.org/tlog-proof@v1\nindex 0\n${'a'.repeat(65 * 1024)}\n\n`],
    ['65 hashes', `c2sp.org/tlog-proof@v1\nindex 0\n${`${HASH}\n`.repeat(65)}\ncheckpoint\n`],
    ['two megabytes', `c2sp.org/tlog-proof@v1\nindex 0\n\n${'a'.repeat(2_000_000)}`],
    ['no blank line', 'c2sp.org/tlog-proof@v1\nindex 0\n'],
  ])('with %s is refused', (_, text) => {
    expect(codeOf(() => parseProof(text))).toBe('PROOF_MALFORMED');
  });
});

describe('verifyProof', () => {
  const signer = createSigner('overt.example/audit', new Uint8Array(32).fill(3));
  const log = verifierOf(signer);
  const entries = Array.from({ length: 9 }, (_, i) => toUtf8(`entry ${i}`));
  const leaves = entries.map((entry) => hashLeaf(entry));
  const checkpoint = signCheckpoint({ origin: signer.name, size: 9, root: rootOf(leaves) }, signer);
  const proof = formatEntryProof({ index: 4, hashes: inclusionProof(leaves, 4), checkpoint }, entries[4]!);

  test('returns the entry that the file carries', () => {
    expect(verifyProof(proof, { log })).toMatchObject({ index: 4, entry: entries[4] });
  });

  test('takes the caller’s entry before the file’s, which nobody signed', () => {
    expect(codeOf(() => verifyProof(proof, { log, entry: entries[5]! }))).toBe('PROOF_MISMATCH');
  });

  test('needs an entry from somewhere: a large one does not travel in the file', () => {
    const large = new Uint8Array(60_000);
    const bare = formatEntryProof(
      {
        index: 0,
        hashes: [],
        checkpoint: signCheckpoint({ origin: signer.name, size: 1, root: hashLeaf(large) }, signer),
      },
      large,
    );
    expect(bare).not.toContain('extra');
    expect(codeOf(() => verifyProof(bare, { log }))).toBe('PROOF_MALFORMED');
    expect(verifyProof(bare, { log, entry: large }).index).toBe(0);
  });

  test('gives a code for any change of any byte, never another exception', () => {
    const bytes = toUtf8(proof);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(codeOf(() => verifyProof(bytes.with(at, bytes[at]! ^ change), { log }))).toMatch(
          /^(PROOF|NOTE|CHECKPOINT|INDEX)_/,
        );
      }),
      { numRuns: 300 },
    );
  });
});
