// Everything that is wrong with a policy, or that its author may not have meant, at once.

import { createHash } from 'node:crypto';
import {
  CATALOGUE,
  PACK_DIGESTS,
  type Policy,
  PolicyFault,
  packOf,
  policyHash,
  policySchema,
  requireSuccessor,
} from '@overt/policy';
import { nearMatches } from './near.ts';
import { parsePolicyFile } from './policy-file.ts';

export interface Problem {
  readonly code: string;
  readonly where?: string;
  readonly message: string;
}

export interface Examined {
  /** Any of them and no device follows it. */
  readonly problems: readonly Problem[];
  /** It holds, and may not do what was meant. */
  readonly remarks: readonly string[];
  /** Absent if it is none. */
  readonly policy: Policy | undefined;
  readonly hash: string;
}

export function examine(path: string, content: Uint8Array, now: Date): Examined {
  const hash = policyHash(content, { sha256: (bytes) => createHash('sha256').update(bytes).digest() });
  const read = attempt(() => parsePolicyFile(path, content));
  if ('problem' in read)
    return {
      problems: [read.problem, ...furtherIssues(path, content)],
      remarks: [],
      policy: undefined,
      hash,
    };
  const policy = read.value;
  const tried = attempt(() => requireSuccessor({ policy, hash }, undefined, now.getTime()));
  const problems = 'problem' in tried ? [tried.problem] : [];
  return { problems: [...problems, ...foreignPacks(policy)], remarks: remarksOn(policy), policy, hash };
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly problem: Problem } {
  try {
    return { value: run() };
  } catch (error) {
    if (!(error instanceof PolicyFault)) throw error;
    const { where } = error.detail;
    return { problem: { code: error.code, ...(where ? { where } : {}), message: error.message } };
  }
}

/** A device tells the first issue; whoever mends the file wants all of them. */
function furtherIssues(path: string, content: Uint8Array): Problem[] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(content));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  const isCurrent = typeof value === 'object' && value !== null && 'version' in value && value.version === 2;
  const parsed = isCurrent ? policySchema.safeParse(value) : undefined;
  return (parsed?.error?.issues.slice(1) ?? []).map((issue) => {
    const where = issue.path.map(String).join('.') || 'top level';
    return { code: 'POLICY_SHAPE', where, message: `${path}: policy at ${where}: ${issue.message}` };
  });
}

/** Packs whose signed terms are not the ones known here: a device cannot put them into force. */
function foreignPacks({ jurisdictions }: Policy): Problem[] {
  return jurisdictions.flatMap(({ pack, version, digest }, n) => {
    const where = `jurisdictions.${n}`;
    const known = packOf(pack).version;
    if (version === known && digest === PACK_DIGESTS[pack]) return [];
    const message = `policy at ${where}: found ${pack} version ${version} with another digest than the pack known here, expected version ${known} with ${PACK_DIGESTS[pack].slice(0, 12)}…; it would not be in force on this version of Overt`;
    return [{ code: 'POLICY_JURISDICTION', where, message }];
  });
}

function remarksOn(policy: Policy): string[] {
  const ids = CATALOGUE.map(({ id }) => id);
  const categories = new Set(CATALOGUE.map(({ category }) => `category:${category}`));
  const idle = policy.places.flatMap(({ place, hosts }, n) => {
    if (hosts || ids.includes(place) || categories.has(place)) return [];
    if (policy.places.some((other) => other.place === place && other.hosts)) return [];
    const near = nearMatches(place, [...ids, ...categories]);
    return [
      `places.${n}: nobody knows ${place}, so the rule bounds nothing${near.length > 0 ? `; did you mean ${near.join(', ')}?` : '; give it hosts to define it'}`,
    ];
  });
  return [
    ...idle,
    ...(policy.jurisdictions.length === 0
      ? ['jurisdictions: it names no pack, so nothing is captured anywhere']
      : []),
    ...(policy.classes.includes('action') ? [] : ['classes: without action nothing is kept at all']),
    ...(policy.halt ? ['halt: it stops capture everywhere'] : []),
    ...(policy.maxFidelity === 'none' ? ['maxFidelity: none keeps nothing anywhere'] : []),
  ];
}
