// The office site of this repository (apps/office): verified by every test that works in it.

import type { WebEntry } from '../../place.ts';
import type { Category } from '../categories.ts';

const MESSAGES = [
  {
    surface: 'message',
    selector: '[data-surface=message], [role=article], article, [role=log], [role=feed]',
  },
] as const;

const office = (name: string, title: string, category: Category, more: Partial<WebEntry> = {}): WebEntry => ({
  id: `office.${name}`,
  name: `Office ${title}`,
  kind: 'web',
  match: { hosts: [name === 'desk' ? 'office.localhost' : `${name}.office.localhost`] },
  category,
  fidelity: 'workflow',
  evidence: 'verified',
  source: 'apps/office',
  ...more,
});

export const OFFICE: readonly WebEntry[] = [
  office('desk', 'Desk', 'portal'),
  office('mail', 'Mail', 'mail', { surfaces: MESSAGES }),
  office('chat', 'Chat', 'chat', { surfaces: MESSAGES }),
  office('crm', 'Customers', 'crm'),
  office('sheet', 'Sheet', 'spreadsheet'),
  office('invoices', 'Invoices', 'finance'),
  // Signing in is work and kept as structure; what lies behind it is the person's own and not seen at all.
  office('sign-in', 'Sign-in', 'sign-in', {
    match: { hosts: ['hr.office.localhost'], paths: ['/sign-in'] },
    fidelity: 'structure',
  }),
  office('hr', 'People', 'hr', { fidelity: 'none' }),
];
