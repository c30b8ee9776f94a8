// What a place is for. Closed: a policy, a mandate and a jurisdiction name categories, and a misspelt one must not pass.

/** Work: kept as far as the entry, the policy and the law allow. */
export const WORK_CATEGORIES = [
  'portal',
  'sign-in',
  'mail',
  'chat',
  'meeting',
  'calendar',
  'contacts',
  'documents',
  'spreadsheet',
  'slides',
  'notes',
  'files',
  'forms',
  'signing',
  'crm',
  'support',
  'tickets',
  'code',
  'cloud',
  'database',
  'analytics',
  'finance',
  'erp',
  'procurement',
  'shop',
  'marketing',
  'site',
  'design',
  'media',
  'learning',
  'automation',
  'assistant',
  'reference',
  'map',
  'search',
  'browser',
  'terminal',
  'remote',
  'settings',
  'tool',
  /** Defined by an organisation's own policy. */
  'own',
] as const;

/** Never seen (P3). An entry of these is `none`, and neither a policy nor a participant can raise it. */
export const PRIVATE_CATEGORIES = [
  'password-manager',
  'banking',
  'health',
  'legal',
  'hr',
  'union',
  'job-search',
  'religion-politics',
  'immigration',
  'private-mail',
  'private-messages',
  'private-social',
  'dating',
] as const;

export const CATEGORIES = [...WORK_CATEGORIES, ...PRIVATE_CATEGORIES] as const;
export type Category = (typeof CATEGORIES)[number];

const PRIVATE: ReadonlySet<string> = new Set(PRIVATE_CATEGORIES);

export function isPrivateCategory(category: string): boolean {
  return PRIVATE.has(category);
}
