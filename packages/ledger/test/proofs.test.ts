import {
  consistencyProof,
  fromBase64,
  hashLeaf,
  inclusionProof,
  LedgerFault,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import probes from './vectors/merkle-probes.golden.json' with { type: 'json' };

const leafHashes = (count: number) =>
  Array.from({ length: count }, (_, i) => hashLeaf(Uint8Array.of(i, i >> 8)));
const refusal = (run: () => void): LedgerFault | undefined => {
  try {
    run();
    return undefined;
  } catch (cause) {
    if (cause instanceof LedgerFault) return cause;
    throw cause;
  }
};

// 196 published probes of github.com/transparency-dev/merkle, 184 of them forged: see the file's head.
describe('the published probes', () => {
  test.each(probes.inclusion)('inclusion: $name', (probe) => {
    const found = refusal(() =>
      verifyInclusion({
        index: probe.leafIdx,
        size: probe.treeSize,
        leafHash: fromBase64(probe.leafHash),
        root: fromBase64(probe.root),
        proof: probe.proof.map(fromBase64),
      }),
    );
    expect(found !== undefined).toBe(probe.wantErr);
  });

  test.each(probes.consistency)('consistency: $name', (probe) => {
    const found = refusal(() =>
      verifyConsistency({
        olderSize: probe.size1,
        newerSize: probe.size2,
        olderRoot: fromBase64(probe.root1),
        newerRoot: fromBase64(probe.root2),
        proof: probe.proof.map(fromBase64),
      }),
    );
    expect(found !== undefined).toBe(probe.wantErr);
  });
});

describe('inclusion proofs', () => {
  test('verify for every leaf of every size up to 70', () => {
    for (let size = 1; size <= 70; size++) {
      const leaves = leafHashes(size);
      const root = rootOf(leaves);
      for (const [index, leafHash] of leaves.entries()) {
        verifyInclusion({ index, size, leafHash, root, proof: inclusionProof(leaves, index) });
      }
    }
  });

  test('fail with a code when anything about the claim is changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(0, 1, 2, 3, 4, 5, 6),
        (size, a, b, change) => {
          const leaves = leafHashes(size);
          const index = a % size;
          const honest = {
            index,
            size,
            leafHash: leaves[index]!,
            root: rootOf(leaves),
            proof: inclusionProof(leaves, index),
          };
          const proof = honest.proof.map((hash) => hash.slice());
          const bit = (hash: Uint8Array) => hash.with(b % 32, hash[b % 32]! ^ (1 << (b % 8)));
          const forged = [
            { ...honest, index: (index + 1) % size },
            { ...honest, leafHash: bit(honest.leafHash) },
            { ...honest, root: bit(honest.root) },
            { ...honest, proof: proof.with(b % proof.length, bit(proof[b % proof.length]!)) },
            { ...honest, proof: proof.slice(1) },
            { ...honest, proof: [...proof, honest.root] },
            { ...honest, proof: [honest.leafHash, ...proof] },
          ][change]!;
          expect(refusal(() => verifyInclusion(honest))).toBeUndefined();
          expect(refusal(() => verifyInclusion(forged))?.code).toMatch(/^(PROOF_MALFORMED|PROOF_MISMATCH)$/);
        },
      ),
    );
  });
});

describe('consistency proofs', () => {
  test('verify between all sizes up to 40', () => {
    for (let newer = 1; newer <= 40; newer++) {
      const leaves = leafHashes(newer);
      for (let older = 1; older <= newer; older++) {
        verifyConsistency({
          olderSize: older,
          newerSize: newer,
          olderRoot: rootOf(leaves.slice(0, older)),
          newerRoot: rootOf(leaves),
          proof: consistencyProof(leaves, older),
        });
      }
    }
  });

  test('fail when the older tree had other entries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (newerSize, a, b) => {
        const leaves = leafHashes(newerSize);
        const olderSize = 1 + (a % (newerSize - 1));
        const rewritten = leaves.slice(0, olderSize).with(b % olderSize, hashLeaf(Uint8Array.of(9, 9, 9)));
        const claim = {
          olderSize,
          newerSize,
          newerRoot: rootOf(leaves),
          proof: consistencyProof(leaves, olderSize),
        };
        expect(
          refusal(() => verifyConsistency({ ...claim, olderRoot: rootOf(leaves.slice(0, olderSize)) })),
        ).toBeUndefined();
        expect(refusal(() => verifyConsistency({ ...claim, olderRoot: rootOf(rewritten) }))?.code).toBe(
          'PROOF_MISMATCH',
        );
      }),
    );
  });
});

test('arbitrary hashes, sizes and lengths give a verdict, never another exception', () => {
  const hash = fc.uint8Array({ maxLength: 40 });
  const number = fc.oneof(fc.nat(), fc.double(), fc.constant(2 ** 64), fc.integer());
  fc.assert(
    fc.property(number, number, hash, hash, fc.array(hash, { maxLength: 80 }), (a, b, x, y, proof) => {
      refusal(() => verifyInclusion({ index: a, size: b, leafHash: x, root: y, proof }));
      refusal(() => verifyConsistency({ olderSize: a, newerSize: b, olderRoot: x, newerRoot: y, proof }));
    }),
  );
});
