// Fidelity: how much of a place may be kept. A total order, so composition is a meet and order never matters.

export const FIDELITIES = ['none', 'structure', 'workflow', 'content'] as const;

/**
 * - `none`: nothing; the observation is dropped and counted.
 * - `structure`: kinds of actions, roles, geometry; no text, no pixels, no bindings.
 * - `workflow`: plus interface text, typed placeholders and bindings; pixels with every content slot filled.
 * - `content`: plus redacted text and pixels.
 */
export type Fidelity = (typeof FIDELITIES)[number];

const RANK: Readonly<Record<Fidelity, number>> = { none: 0, structure: 1, workflow: 2, content: 3 };

/** The stricter of the two. Commutative, associative, idempotent; `content` is neutral, `none` absorbs. */
export function meet(a: Fidelity, b: Fidelity): Fidelity {
  return RANK[a] <= RANK[b] ? a : b;
}

/** Negative if `a` is stricter than `b`, 0 if equal, positive if `a` keeps more. */
export function compareFidelity(a: Fidelity, b: Fidelity): number {
  return RANK[a] - RANK[b];
}

/** True if `a` keeps at least what `b` keeps. */
export function isAtLeast(a: Fidelity, b: Fidelity): boolean {
  return RANK[a] >= RANK[b];
}
