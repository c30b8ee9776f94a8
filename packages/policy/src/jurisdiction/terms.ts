// What a jurisdiction asks, in the form in which several of them compose: the strictest of each (docs/spec/jurisdictions.md).

import type { Fidelity } from '../fidelity.ts';
import type { PolicyClass } from '../schema.ts';

/** Who signs besides the administrator before a policy may be in force there. */
export const COSIGNERS = ['works-council', 'privacy-officer'] as const;
export type CosignerRole = (typeof COSIGNERS)[number];

export interface JurisdictionTerms {
  readonly maxFidelity: Fidelity;
  readonly classes: readonly PolicyClass[];
  readonly notice: {
    /** `acknowledged`: read and agreed to once. `daily`: also shown again on every day of recording. */
    readonly form: 'acknowledged' | 'daily';
    /** Days between the notice and the first capture. */
    readonly days: number;
    /** Days between the notice of a material change and its effect. */
    readonly changeDays: number;
  };
  /** What happens to other people's words and names. Everywhere `withhold`; there is no other value. */
  readonly bystander: 'withhold';
  /** Everywhere voluntary; there is no other value. */
  readonly participation: 'voluntary';
  readonly retention: {
    readonly action_months: number;
    readonly text_days: number;
    readonly pixels_days: number;
  };
  readonly cosigners: readonly CosignerRole[];
}
