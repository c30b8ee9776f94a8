import { type JurisdictionId, type Policy, retentionOf, termsOf } from '@overt/policy';

/** How long each class may be kept, as `expiryOf` of `@overt/events` takes it. */
export interface Terms {
  readonly action: { readonly months: number };
  readonly text: { readonly days: number };
  readonly pixels: { readonly days: number };
}

/** The shorter of what the policy and the law of a jurisdiction allow; unknown means the strictest law. */
export function termsUnder(policy: Policy, jurisdiction: JurisdictionId | undefined): Terms {
  const { action_months, text_days, pixels_days } = retentionOf(policy, termsOf(jurisdiction));
  return { action: { months: action_months }, text: { days: text_days }, pixels: { days: pixels_days } };
}
