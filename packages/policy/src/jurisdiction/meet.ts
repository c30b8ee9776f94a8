// The stricter of two sets of terms, field by field. Commutative, associative, idempotent, so the order in which
// jurisdictions are named never matters.

import { meet } from '../fidelity.ts';
import { CLASSES } from '../schema.ts';
import { COSIGNERS, type JurisdictionTerms } from './terms.ts';

export function meetTerms(a: JurisdictionTerms, b: JurisdictionTerms): JurisdictionTerms {
  return {
    maxFidelity: meet(a.maxFidelity, b.maxFidelity),
    classes: CLASSES.filter((name) => a.classes.includes(name) && b.classes.includes(name)),
    notice: {
      form: a.notice.form === 'daily' || b.notice.form === 'daily' ? 'daily' : 'acknowledged',
      days: Math.max(a.notice.days, b.notice.days),
      changeDays: Math.max(a.notice.changeDays, b.notice.changeDays),
    },
    bystander: 'withhold',
    participation: 'voluntary',
    retention: {
      action_months: Math.min(a.retention.action_months, b.retention.action_months),
      text_days: Math.min(a.retention.text_days, b.retention.text_days),
      pixels_days: Math.min(a.retention.pixels_days, b.retention.pixels_days),
    },
    cosigners: COSIGNERS.filter((role) => a.cosigners.includes(role) || b.cosigners.includes(role)),
  };
}
