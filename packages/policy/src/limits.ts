// Limits of this package: name, unit, reason. Normative in docs/spec/policy.md.

/** Bytes of a policy; more is refused before it is parsed. A register of 10,000 names fits. */
export const POLICY_MAX_BYTES = 1_048_576;
/** Months a policy may last: notices go stale, and so does consent. */
export const POLICY_MAX_MONTHS = 12;
/** Hours a device may go without hearing that its policy still holds. */
export const TTL_MAX_H = 168;
/** Entries of any list in a policy. */
export const LIST_MAX = 10_000;
/** Retention ceilings per class, in the units of the fields. */
export const ACTION_MAX_MONTHS = 24;
export const TEXT_MAX_DAYS = 180;
export const PIXELS_MAX_DAYS = 180;
