// One row per number that a state, a register or an insurer gives out.

export interface IdKind {
  /** `de-tax`: country first, where there is one. */
  readonly kind: string;
  /** One class per character: `d` figure, `l` letter, `a` either; a capital stands for itself. Without separators. */
  readonly mask: string;
  /** Words near it, folded; any of them. */
  readonly cues: ReadonlySet<string>;
  /** What form and checksum prove without a cue, 0 to 1. A checksum of one digit alone proves little: one in ten holds. */
  readonly proof: number;
  readonly holds: (compact: string) => boolean;
  /** Sizes of the groups as it is usually written: `3 3 4`. */
  readonly grouping: string | undefined;
}

export interface IdRow {
  readonly proof?: number;
  readonly holds?: (compact: string) => boolean;
  readonly grouping?: string;
}

/** A row, one kind per mask: `d9`, `l2d6l1`, `DEd9`. */
export function row(
  kind: string,
  masks: string,
  cues: string,
  { proof = 0, holds = () => true, grouping }: IdRow = {},
): IdKind[] {
  const words = new Set(cues.split(' '));
  return masks.split(' ').map((mask) => ({ kind, mask: expand(mask), cues: words, proof, holds, grouping }));
}

function expand(mask: string): string {
  return mask.replace(/([dla])(\d+)/g, (_all, name: string, count: string) => name.repeat(Number(count)));
}
