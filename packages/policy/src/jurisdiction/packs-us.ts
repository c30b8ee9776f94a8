// Federal law of the United States and five states. A state's terms are never laxer than the federal ones.

import { meetTerms } from './meet.ts';
import { CAUTION, type JurisdictionPack, type LegalSource } from './pack.ts';
import type { JurisdictionTerms } from './terms.ts';

const FEDERAL: JurisdictionTerms = {
  maxFidelity: 'content',
  classes: ['action', 'text', 'pixels'],
  notice: { form: 'acknowledged', days: 0, changeDays: 30 },
  bystander: 'withhold',
  participation: 'voluntary',
  retention: { action_months: 24, text_days: 180, pixels_days: 180 },
  cosigners: [],
};

const WIRETAP: LegalSource = {
  title: 'Electronic Communications Privacy Act',
  ref: '18 U.S.C. § 2511(2)(d)',
  says: 'A communication may be intercepted if one of its parties consented. The participant’s consent covers her own side alone.',
};
const LABOR: LegalSource = {
  title: 'National Labor Relations Act',
  ref: '29 U.S.C. § 157',
  says: 'Employees may act together about their work. Recording that reaches into it chills it, so nobody can be made to take part, and unions’ places are never recorded.',
};

export const US: JurisdictionPack = {
  id: 'US',
  name: 'United States (federal law)',
  version: 1,
  review: 'not reviewed by counsel',
  terms: FEDERAL,
  grounds: {
    maxFidelity: [CAUTION],
    classes: [CAUTION],
    'notice.form': [WIRETAP.ref, CAUTION],
    'notice.days': [CAUTION],
    'notice.changeDays': [CAUTION],
    bystander: [WIRETAP.ref, CAUTION],
    participation: [LABOR.ref, CAUTION],
    retention: [CAUTION],
    cosigners: [CAUTION],
  },
  sources: [WIRETAP, LABOR],
};

/** A state's pack without what is its own. */
const state = { version: 1, review: 'not reviewed by counsel', parent: 'US' } as const;

export const US_CA: JurisdictionPack = {
  ...state,
  id: 'US-CA',
  name: 'California',
  terms: meetTerms(US.terms, { ...FEDERAL, maxFidelity: 'workflow' }),
  grounds: {
    ...US.grounds,
    maxFidelity: ['Cal. Penal Code §§ 631, 632', 'Ambriz v. Google LLC (N.D. Cal. 2025)', CAUTION],
    'notice.form': ['Cal. Civ. Code § 1798.100', CAUTION],
    'notice.days': ['Cal. Civ. Code § 1798.100'],
    bystander: ['Cal. Penal Code §§ 631, 632', WIRETAP.ref],
    retention: ['Cal. Civ. Code § 1798.100', CAUTION],
  },
  sources: [
    {
      title: 'California Invasion of Privacy Act',
      ref: 'Cal. Penal Code §§ 631, 632',
      says: 'Communications may be read in transit or recorded only if all parties consented. Those at the other end have not.',
    },
    {
      title: 'Order on a motion to dismiss, February 2025',
      ref: 'Ambriz v. Google LLC (N.D. Cal. 2025)',
      says: 'That a vendor is able to use a communication for purposes of its own may suffice under § 631. We therefore keep no content at all.',
    },
    {
      title: 'California Consumer Privacy Act',
      ref: 'Cal. Civ. Code § 1798.100',
      says: 'Employees, too, are told at or before collection what is collected, what for and for how long; it is kept no longer than that needs.',
    },
    WIRETAP,
    LABOR,
  ],
};

export const US_NY: JurisdictionPack = {
  ...state,
  id: 'US-NY',
  name: 'New York',
  terms: meetTerms(US.terms, FEDERAL),
  grounds: {
    ...US.grounds,
    'notice.form': ['N.Y. Civ. Rights Law § 52-c'],
    'notice.days': ['N.Y. Civ. Rights Law § 52-c'],
  },
  sources: [
    {
      title: 'New York Civil Rights Law, electronic monitoring by employers',
      ref: 'N.Y. Civ. Rights Law § 52-c',
      says: 'Prior written notice upon hiring, acknowledged in writing or electronically, and posted where employees can see it. Posting is the organisation’s task.',
    },
    WIRETAP,
    LABOR,
  ],
};

export const US_CT: JurisdictionPack = {
  ...state,
  id: 'US-CT',
  name: 'Connecticut',
  terms: meetTerms(US.terms, FEDERAL),
  grounds: {
    ...US.grounds,
    'notice.form': ['Conn. Gen. Stat. § 31-48d', CAUTION],
    'notice.days': ['Conn. Gen. Stat. § 31-48d'],
  },
  sources: [
    {
      title: 'Connecticut General Statutes, electronic monitoring by employers',
      ref: 'Conn. Gen. Stat. § 31-48d',
      says: 'Prior written notice of the types of monitoring that may occur, posted where employees can see it. That it is acknowledged is ours; posting is the organisation’s task.',
    },
    WIRETAP,
    LABOR,
  ],
};

export const US_DE: JurisdictionPack = {
  ...state,
  id: 'US-DE',
  name: 'Delaware',
  terms: meetTerms(US.terms, { ...FEDERAL, notice: { ...FEDERAL.notice, form: 'daily' } }),
  grounds: {
    ...US.grounds,
    'notice.form': ['19 Del. C. § 705', CAUTION],
    'notice.days': ['19 Del. C. § 705'],
  },
  sources: [
    {
      title:
        'Delaware Code, notice of monitoring of telephone transmissions, electronic mail and internet usage',
      ref: '19 Del. C. § 705',
      says: 'Either an electronic notice on each day of use, or one written notice that is acknowledged. We ask for both, as the strictest reading.',
    },
    WIRETAP,
    LABOR,
  ],
};

export const US_IL: JurisdictionPack = {
  ...state,
  id: 'US-IL',
  name: 'Illinois',
  terms: meetTerms(US.terms, FEDERAL),
  grounds: {
    ...US.grounds,
    'notice.form': ['740 ILCS 14/15', CAUTION],
    'notice.days': ['740 ILCS 14/15'],
    bystander: ['720 ILCS 5/14', WIRETAP.ref],
    retention: ['740 ILCS 14/15', CAUTION],
  },
  sources: [
    {
      title: 'Biometric Information Privacy Act',
      ref: '740 ILCS 14/15',
      says: 'Biometric identifiers need a written release beforehand and a public schedule of their destruction. None is recorded; keys and edits are timed to 50 ms so that typing identifies nobody.',
    },
    {
      title: 'Criminal Code, eavesdropping',
      ref: '720 ILCS 5/14',
      says: 'Private communications may be recorded in secret by no party without the consent of all. Those at the other end have not consented.',
    },
    WIRETAP,
    LABOR,
  ],
};
