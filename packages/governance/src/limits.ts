// See docs/spec/governance.md#limits.

/** Minutes a sign-in link may be used. */
export const SIGN_IN_MINUTES = 60;
/** Minutes an enrolment code may be used. */
export const ENROLMENT_MINUTES = 60;
/** Hours after which a person signs in again: one working day, so that a forgotten browser does not stay open. */
export const SESSION_HOURS = 12;
/** Minutes by which a device's clock may run ahead of the server's when it states that consent was given. */
export const CLOCK_AHEAD_MINUTES = 10;
/** Hours that may pass between giving consent on a device and its arrival here: a device can be offline for a weekend. */
export const RECEIPT_ARRIVAL_HOURS = 96;
/** Months a mandate may run. */
export const MANDATE_MAX_MONTHS = 12;
/** Days between issue and effect of a mandate that allows more than the one it replaces. */
export const MANDATE_NOTICE_DAYS = 30;
/** Months that receipts are kept after they ended: the proof that taking part was agreed. */
export const RECEIPT_KEEP_MONTHS = 36;
/** Policies kept unsealed in memory, each up to a megabyte; in force at a time is one. */
export const POLICIES_REMEMBERED = 24;
/** Receipts of which the stated jurisdiction is kept in memory. */
export const RECEIPTS_REMEMBERED = 10_000;
/** Working days after which an exemption that nobody decided is granted. */
export const EXEMPTION_WORKING_DAYS = 5;
/** Exemptions of one person that are pending or granted: a list that a device still reads at every poll. */
export const EXEMPTIONS_MAX = 200;
/** Characters of a device's label. */
export const LABEL_MAX_CHARS = 100;
/** Bytes of a receipt, a withdrawal or a mandate. */
export const STATEMENT_MAX_BYTES = 65_536;
