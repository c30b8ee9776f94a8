// The catalogue as shipped. Grades: `verified` on the real thing by our tests; `documented` with a source; `unverified`
// from general knowledge, which can only lower fidelity. Add `fidelity: 'none'` entries freely; anything else needs evidence.

import type { CatalogueEntry } from '../place.ts';

const MAIL_BODIES = '[data-surface=message], [role=article], article, [role=log], [role=feed]';

const office = (
  name: string,
  title: string,
  category: string,
  more: Partial<CatalogueEntry> = {},
): CatalogueEntry => ({
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

const web = (
  id: string,
  name: string,
  category: string,
  fidelity: CatalogueEntry['fidelity'],
  hosts: readonly string[],
  more: Partial<CatalogueEntry> = {},
): CatalogueEntry => ({
  id,
  name,
  kind: 'web',
  match: { hosts },
  category,
  fidelity,
  evidence: 'unverified',
  ...more,
});

const desktop = (id: string, name: string, category: string, apps: readonly string[]): CatalogueEntry => ({
  id,
  name,
  kind: 'desktop',
  match: { apps },
  category,
  fidelity: 'none',
  evidence: 'unverified',
});

const messages = { surfaces: [{ surface: 'message', selector: MAIL_BODIES }] } as const;

export const CATALOGUE: readonly CatalogueEntry[] = [
  office('desk', 'Desk', 'portal'),
  office('mail', 'Mail', 'mail', messages),
  office('chat', 'Chat', 'chat', messages),
  office('crm', 'Customers', 'crm'),
  office('sheet', 'Sheet', 'spreadsheet'),
  office('invoices', 'Invoices', 'finance'),
  // Personnel pages are `none`; signing in is kept as structure because a sign-in is work, what lies behind it is not ours.
  office('hr', 'People', 'hr', {
    fidelity: 'structure',
    routes: [
      { prefix: '/', fidelity: 'none' },
      { prefix: '/sign-in', fidelity: 'structure' },
    ],
  }),

  web('google.mail', 'Gmail', 'mail', 'workflow', ['mail.google.com'], messages),
  web('google.docs', 'Google Docs editors', 'documents', 'workflow', ['docs.google.com']),
  web('google.search', 'Google Search', 'search', 'structure', [
    'google.com',
    'google.de',
    'google.fr',
    'google.co.uk',
  ]),
  web(
    'microsoft.outlook',
    'Outlook on the web',
    'mail',
    'workflow',
    ['outlook.office.com', 'outlook.office365.com'],
    messages,
  ),
  web('microsoft.teams', 'Microsoft Teams', 'chat', 'workflow', ['teams.microsoft.com'], messages),
  web('slack', 'Slack', 'chat', 'workflow', ['app.slack.com'], messages),
  web('salesforce', 'Salesforce', 'crm', 'workflow', ['lightning.force.com', 'my.salesforce.com']),
  web('hubspot', 'HubSpot', 'crm', 'workflow', ['app.hubspot.com']),
  web('zendesk', 'Zendesk', 'support', 'workflow', ['zendesk.com'], messages),
  web('servicenow', 'ServiceNow', 'support', 'workflow', ['service-now.com']),
  web('atlassian', 'Jira and Confluence', 'tickets', 'workflow', ['atlassian.net']),
  web('github', 'GitHub', 'code', 'workflow', ['github.com']),
  web('gitlab', 'GitLab', 'code', 'workflow', ['gitlab.com']),
  web('notion', 'Notion', 'documents', 'workflow', ['notion.so']),
  web('asana', 'Asana', 'tickets', 'workflow', ['app.asana.com']),

  web('linkedin', 'LinkedIn', 'job-search', 'none', ['linkedin.com']),
  web('indeed', 'Indeed', 'job-search', 'none', ['indeed.com']),
  web('workday', 'Workday', 'hr', 'none', ['myworkday.com', 'workday.com']),
  web('personio', 'Personio', 'hr', 'none', ['personio.de', 'personio.com']),
  web('successfactors', 'SAP SuccessFactors', 'hr', 'none', ['successfactors.com', 'successfactors.eu']),
  web('paypal', 'PayPal', 'banking', 'none', ['paypal.com']),
  web('chase', 'Chase', 'banking', 'none', ['chase.com']),
  web('deutsche-bank', 'Deutsche Bank', 'banking', 'none', ['deutsche-bank.de', 'db.com']),
  web('doctolib', 'Doctolib', 'health', 'none', ['doctolib.de', 'doctolib.fr']),
  web('mychart', 'MyChart', 'health', 'none', ['mychart.org', 'mychart.com']),
  web('whatsapp', 'WhatsApp Web', 'private-messages', 'none', ['web.whatsapp.com']),
  web('facebook', 'Facebook', 'private-social', 'none', ['facebook.com', 'messenger.com']),
  web('instagram', 'Instagram', 'private-social', 'none', ['instagram.com']),
  web('1password', '1Password', 'password-manager', 'none', ['1password.com', '1password.eu']),
  web('bitwarden', 'Bitwarden', 'password-manager', 'none', ['bitwarden.com', 'bitwarden.eu']),

  desktop('keepassxc', 'KeePassXC', 'password-manager', ['keepassxc', 'org.keepassxc.keepassxc']),
  desktop('1password.desktop', '1Password', 'password-manager', ['1password', 'com.1password.1password']),
];
