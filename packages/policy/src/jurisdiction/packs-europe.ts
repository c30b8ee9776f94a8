// The Union, three of its members, and the United Kingdom. Every term names the law it rests on, or says that it is caution.

import { meetTerms } from './meet.ts';
import { CAUTION, type JurisdictionPack } from './pack.ts';
import type { JurisdictionTerms } from './terms.ts';

/** What we ask in all of Europe. Where the law says only "prior" or "adequate", the figure is ours. */
const EUROPE: JurisdictionTerms = {
  maxFidelity: 'workflow',
  classes: ['action', 'text', 'pixels'],
  notice: { form: 'acknowledged', days: 0, changeDays: 30 },
  bystander: 'withhold',
  participation: 'voluntary',
  retention: { action_months: 24, text_days: 90, pixels_days: 90 },
  cosigners: ['privacy-officer'],
};

const GDPR = 'Regulation (EU) 2016/679 (General Data Protection Regulation)';

export const EU: JurisdictionPack = {
  id: 'EU',
  name: 'European Union (default for members without a pack of their own)',
  version: 1,
  review: 'not reviewed by counsel',
  terms: EUROPE,
  grounds: {
    maxFidelity: ['GDPR Art. 5(1)(c)', CAUTION],
    classes: [CAUTION],
    'notice.form': ['GDPR Art. 7(1)', 'GDPR Art. 13'],
    'notice.days': ['GDPR Art. 13'],
    'notice.changeDays': ['GDPR Art. 13', CAUTION],
    bystander: ['GDPR Art. 6 and 14'],
    participation: ['GDPR Art. 4(11) and 7', 'EDPB Guidelines 05/2020, section 3.1.1'],
    retention: ['GDPR Art. 5(1)(e)', CAUTION],
    cosigners: ['GDPR Art. 35 and 39', CAUTION],
  },
  sources: [
    {
      title: GDPR,
      ref: 'GDPR Art. 4(11) and 7',
      says: 'Consent is freely given, specific, informed and unambiguous; withdrawing it is as easy as giving it.',
    },
    {
      title: GDPR,
      ref: 'GDPR Art. 7(1)',
      says: 'Whoever relies on consent must be able to show that it was given.',
    },
    {
      title: 'Guidelines 05/2020 on consent under Regulation 2016/679',
      ref: 'EDPB Guidelines 05/2020, section 3.1.1',
      says: 'Between employer and employee consent is unlikely to be free unless saying no has no adverse consequence at all.',
    },
    {
      title: GDPR,
      ref: 'GDPR Art. 5(1)(c)',
      says: 'Personal data are limited to what is necessary for the purpose. That this means no redacted content is our reading.',
    },
    {
      title: GDPR,
      ref: 'GDPR Art. 5(1)(e)',
      says: 'Personal data are kept no longer than the purpose needs. The law sets no figure; the days are ours.',
    },
    {
      title: GDPR,
      ref: 'GDPR Art. 13',
      says: 'Who is recorded is told at the time of collection who is responsible, what for, how long, and which rights there are; and again before any further purpose.',
    },
    {
      title: GDPR,
      ref: 'GDPR Art. 6 and 14',
      says: 'Data about other people need a legal basis and notice to them, too. People who appear on a screen had neither.',
    },
    {
      title: GDPR,
      ref: 'GDPR Art. 35 and 39',
      says: 'Systematic monitoring is assessed before it begins, with the advice of the data protection officer. That this officer signs is ours.',
    },
  ],
};

export const DE: JurisdictionPack = {
  id: 'DE',
  name: 'Germany',
  version: 1,
  review: 'not reviewed by counsel',
  parent: 'EU',
  terms: meetTerms(EU.terms, { ...EUROPE, cosigners: ['works-council', 'privacy-officer'] }),
  grounds: {
    ...EU.grounds,
    maxFidelity: ['BAG, 27 July 2017, 2 AZR 681/16', 'GDPR Art. 5(1)(c)', CAUTION],
    participation: ['BDSG § 26(2)', 'GDPR Art. 4(11) and 7', 'EDPB Guidelines 05/2020, section 3.1.1'],
    cosigners: ['BetrVG § 87(1) no. 6', 'GDPR Art. 35 and 39', CAUTION],
  },
  sources: [
    {
      title: 'Betriebsverfassungsgesetz (Works Constitution Act)',
      ref: 'BetrVG § 87(1) no. 6',
      says: 'The works council has a right of co-determination when technical devices are introduced that can monitor the behaviour or performance of employees.',
    },
    {
      title: 'Bundesdatenschutzgesetz (Federal Data Protection Act)',
      ref: 'BDSG § 26(2)',
      says: 'Whether an employee consents freely depends on her dependence and the circumstances; consent is in writing or electronic, and she is told of the purpose and of withdrawal.',
    },
    {
      title: 'Bundesarbeitsgericht (Federal Labour Court)',
      ref: 'BAG, 27 July 2017, 2 AZR 681/16',
      says: 'Recording all keystrokes without a concrete suspicion is an inadmissible intrusion.',
    },
    ...EU.sources,
  ],
};

export const FR: JurisdictionPack = {
  id: 'FR',
  name: 'France',
  version: 1,
  review: 'not reviewed by counsel',
  parent: 'EU',
  terms: meetTerms(EU.terms, { ...EUROPE, cosigners: ['works-council', 'privacy-officer'] }),
  grounds: {
    ...EU.grounds,
    maxFidelity: ['Code du travail, Art. L1121-1', 'CNIL, SAN-2024-021', 'GDPR Art. 5(1)(c)', CAUTION],
    'notice.days': ['Code du travail, Art. L1222-4', 'GDPR Art. 13'],
    cosigners: ['Code du travail, Art. L2312-38', 'GDPR Art. 35 and 39', CAUTION],
  },
  sources: [
    {
      title: 'Code du travail (Labour Code)',
      ref: 'Code du travail, Art. L1121-1',
      says: 'Rights and freedoms at work may be restricted only as far as the task justifies it and in proportion to the aim.',
    },
    {
      title: 'Code du travail (Labour Code)',
      ref: 'Code du travail, Art. L1222-4',
      says: 'No information about an employee may be collected by a means that she was not told of beforehand.',
    },
    {
      title: 'Code du travail (Labour Code)',
      ref: 'Code du travail, Art. L2312-38',
      says: 'The works council (CSE) is informed and consulted before means of monitoring employees are decided on. That it signs is ours.',
    },
    {
      title: 'Commission nationale de l’informatique et des libertés, decision of December 2024',
      ref: 'CNIL, SAN-2024-021',
      says: 'Screenshots at intervals and the measuring of inactivity, without basis and without assessment, were fined.',
    },
    ...EU.sources,
  ],
};

export const IE: JurisdictionPack = {
  id: 'IE',
  name: 'Ireland',
  version: 1,
  review: 'not reviewed by counsel',
  parent: 'EU',
  terms: meetTerms(EU.terms, EUROPE),
  grounds: {
    ...EU.grounds,
    participation: [
      'Data Protection Act 2018 (Ireland)',
      'GDPR Art. 4(11) and 7',
      'EDPB Guidelines 05/2020, section 3.1.1',
    ],
  },
  sources: [
    {
      title: 'Data Protection Act 2018',
      ref: 'Data Protection Act 2018 (Ireland)',
      says: 'Gives further effect to the General Data Protection Regulation; we know of no term in it that is stricter for this purpose.',
    },
    ...EU.sources,
  ],
};

const ICO = 'ICO, Employment practices and data protection: monitoring workers';

export const UK: JurisdictionPack = {
  id: 'UK',
  name: 'United Kingdom',
  version: 1,
  review: 'not reviewed by counsel',
  terms: EUROPE,
  grounds: {
    maxFidelity: ['UK GDPR Art. 5(1)(c)', CAUTION],
    classes: [CAUTION],
    'notice.form': ['UK GDPR Art. 7 and 13'],
    'notice.days': ['UK GDPR Art. 7 and 13'],
    'notice.changeDays': [CAUTION],
    bystander: ['UK GDPR Art. 6 and 14'],
    participation: ['ICO monitoring workers, lawful basis'],
    retention: ['UK GDPR Art. 5(1)(e)', CAUTION],
    cosigners: ['ICO monitoring workers, impact assessment', CAUTION],
  },
  sources: [
    {
      title: 'UK General Data Protection Regulation, with the Data Protection Act 2018',
      ref: 'UK GDPR Art. 5(1)(c)',
      says: 'Personal data are limited to what is necessary for the purpose. That this means no redacted content is our reading.',
    },
    {
      title: 'UK General Data Protection Regulation, with the Data Protection Act 2018',
      ref: 'UK GDPR Art. 5(1)(e)',
      says: 'Personal data are kept no longer than the purpose needs. The law sets no figure; the days are ours.',
    },
    {
      title: 'UK General Data Protection Regulation, with the Data Protection Act 2018',
      ref: 'UK GDPR Art. 6 and 14',
      says: 'Data about other people need a lawful basis and notice to them, too.',
    },
    {
      title: 'UK General Data Protection Regulation, with the Data Protection Act 2018',
      ref: 'UK GDPR Art. 7 and 13',
      says: 'Consent must be shown, and those concerned are told at the time of collection.',
    },
    {
      title: ICO,
      ref: 'ICO monitoring workers, lawful basis',
      says: 'Because of the imbalance of power, consent rarely fits employment, unless workers have a real choice; covert monitoring is for exceptional cases only.',
    },
    {
      title: ICO,
      ref: 'ICO monitoring workers, impact assessment',
      says: 'Monitoring of keystrokes is high-risk and is assessed before it begins. That the privacy officer signs is ours.',
    },
  ],
};
