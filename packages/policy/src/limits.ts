// Limits of this package: name, unit, reason. Normative in docs/spec/policy.md.

/** Bytes of a policy; more is refused before it is parsed. A register of 10,000 names fits. */
export const POLICY_MAX_BYTES = 1_048_576;
/** Months a policy may last: notices go stale, and so does consent. */
export const POLICY_MAX_MONTHS = 12;
/** Hours a device may go without hearing that its policy still holds. */
export const TTL_MAX_H = 168;
/** Entries of any list in a policy. */
export const LIST_MAX = 10_000;
/** Rules a participant may add on one device. */
export const PERSONAL_MAX = 1_000;
/** Retention ceilings per class, in the units of the fields. */
export const ACTION_MAX_MONTHS = 24;
export const TEXT_MAX_DAYS = 180;
export const PIXELS_MAX_DAYS = 180;
/** Megabytes a device may keep in a day: a home connection with a monthly quota must survive it. */
export const MB_PER_DAY_MAX = 10_000;
/** Windows of a schedule. */
export const WINDOWS_MAX = 42;
/** Minutes without input after which a recording ends; a longer one would record an empty chair. */
export const IDLE_MAX_MIN = 60;
/** Days whose counters are compared with the notice. */
export const NOTICE_CHECK_DAYS = 7;
/** Days of counters a dry run looks at; older ones are deleted. */
export const COUNTER_DAYS = 14;
