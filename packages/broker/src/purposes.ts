// Who may ask for what: roles × purposes, as one table. A pair that is not in it does not exist (P8).
//
// There is no purpose that looks into a person, and no column for one; adding a value is a change of this file, of
// docs/spec/keys.md#purposes and of the test that spells every cell.

export const PURPOSES = ['train-cua', 'eval-cua', 'redaction-qa', 'rights', 'store-incident'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const ROLES = ['participant', 'trainer', 'worker', 'auditor', 'owner', 'privacy-officer'] as const;
export type Role = (typeof ROLES)[number];

export interface Terms {
  /** Whether the lease must name the subjects it reads, must not, or may (which only narrows it). */
  readonly subjects: 'required' | 'refused' | 'optional';
  readonly mandate: 'required' | 'optional';
  /** Blobs over the whole life of a lease. */
  readonly maxItems: number;
  /** Whether artefacts made from what was read may be sealed with the same people's keys. */
  readonly derives: boolean;
}

const MANY = 10_000_000;
const TRAINING: Terms = { subjects: 'refused', mandate: 'required', maxItems: MANY, derives: true };
const PIPELINE: Terms = { subjects: 'optional', mandate: 'optional', maxItems: MANY, derives: true };
/** Samples of everybody's data, small and anonymous: never of a person of one's choice. */
const SAMPLING: Terms = { subjects: 'refused', mandate: 'optional', maxItems: 500, derives: false };
const OWN_DATA: Terms = { subjects: 'required', mandate: 'optional', maxItems: MANY, derives: false };
const INCIDENT: Terms = { subjects: 'refused', mandate: 'optional', maxItems: 100, derives: false };

const TABLE: Readonly<Record<Role, Readonly<Partial<Record<Purpose, Terms>>>>> = {
  participant: { rights: OWN_DATA },
  trainer: { 'train-cua': TRAINING, 'eval-cua': TRAINING },
  worker: { 'train-cua': PIPELINE, 'eval-cua': PIPELINE, 'redaction-qa': { ...PIPELINE, derives: false } },
  auditor: { 'redaction-qa': SAMPLING },
  owner: {},
  'privacy-officer': { 'redaction-qa': SAMPLING, rights: OWN_DATA, 'store-incident': INCIDENT },
};

export type LeaseDecision =
  | { readonly allow: true; readonly terms: Terms }
  | {
      readonly allow: false;
      readonly reason:
        | 'ROLE_PURPOSE'
        | 'SUBJECTS_REQUIRED'
        | 'SUBJECTS_REFUSED'
        | 'MANDATE_REQUIRED'
        | 'TOO_MANY_ITEMS';
    };

/** Decides a request by the table. Pure: the same decision when a lease is given and whenever it is used. */
export function decideLease(request: {
  readonly role: Role;
  readonly purpose: Purpose;
  readonly items: number;
  readonly mandate?: string | undefined;
  readonly subjects?: readonly unknown[] | undefined;
}): LeaseDecision {
  // Own properties only: `constructor` is in every object, and is no purpose.
  const purposes = Object.hasOwn(TABLE, request.role) ? TABLE[request.role] : {};
  const terms = Object.hasOwn(purposes, request.purpose) ? purposes[request.purpose] : undefined;
  if (!terms) return { allow: false, reason: 'ROLE_PURPOSE' };
  if (terms.subjects === 'required' && !request.subjects?.length)
    return { allow: false, reason: 'SUBJECTS_REQUIRED' };
  if (terms.subjects === 'refused' && request.subjects) return { allow: false, reason: 'SUBJECTS_REFUSED' };
  if (terms.mandate === 'required' && !request.mandate) return { allow: false, reason: 'MANDATE_REQUIRED' };
  if (request.items > terms.maxItems) return { allow: false, reason: 'TOO_MANY_ITEMS' };
  return { allow: true, terms };
}
