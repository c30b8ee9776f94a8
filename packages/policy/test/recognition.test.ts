import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, createCatalogue, placeOf, UNKNOWN_PLACE } from '../src/index.ts';

describe('a URL is recognised by host and path', () => {
  test.each([
    ['http://office.localhost:9000/', 'office.desk', 'workflow'],
    ['http://mail.office.localhost:8123/inbox?x=1', 'office.mail', 'workflow'],
    ['http://hr.office.localhost:1/sign-in', 'office.sign-in', 'structure'],
    ['http://hr.office.localhost:1/sign-in/again', 'office.sign-in', 'structure'],
    ['http://hr.office.localhost:1/sign-inside', 'office.hr', 'none'],
    ['http://hr.office.localhost:1/', 'office.hr', 'none'],
    ['https://mail.google.com/mail/u/0/#inbox', 'google.mail', 'workflow'],
    ['https://docs.google.com/document/d/1x/edit', 'google.docs', 'workflow'],
    ['https://docs.google.com/spreadsheets/d/1x/edit', 'google.sheets', 'workflow'],
    ['https://docs.google.com/SpreadSheets/d/1x/edit', 'google.sheets', 'workflow'],
    ['https://docs.google.com/spreadsheetsx', 'google.docs', 'workflow'],
    ['https://www.google.com/search?q=x', 'google.search', 'structure'],
    ['https://www.google.com/maps/place/x', 'google.maps', 'structure'],
    ['https://www.google.de/', 'google.search', 'structure'],
    ['https://photos.google.com/', 'google.photos', 'none'],
    ['https://meet.google.com/abc-defg-hij', 'google.meet', 'structure'],
    ['https://outlook.office.com/mail/', 'microsoft.outlook', 'workflow'],
    ['https://outlook.office.com/calendar/view/week', 'microsoft.outlook.calendar', 'structure'],
    ['https://outlook.live.com/mail/0/', 'outlook.personal', 'none'],
    ['https://teams.microsoft.com/v2/', 'microsoft.teams', 'workflow'],
    ['https://teams.microsoft.com/l/meetup-join/19%3ameeting', 'microsoft.teams.call', 'structure'],
    ['https://acme-my.sharepoint.com/personal/x', 'microsoft.sharepoint', 'workflow'],
    ['https://app.slack.com/client/T0/C0', 'slack', 'workflow'],
    ['https://app.slack.com/huddle/T0/C0', 'slack.call', 'structure'],
    ['https://us02web.zoom.us/j/123', 'zoom.call', 'structure'],
    ['https://acme.zoom.us/profile', 'zoom', 'structure'],
    ['https://acme.lightning.force.com/lightning/o/Account/list', 'salesforce', 'workflow'],
    ['https://acme.lightning.force.com/lightning/setup/Users', 'salesforce', 'structure'],
    ['https://acme.crm4.dynamics.com/main.aspx', 'dynamics', 'workflow'],
    ['https://acme.zendesk.com/agent/tickets/1', 'zendesk', 'workflow'],
    ['https://acme.service-now.com/now/nav', 'servicenow', 'workflow'],
    ['https://acme.atlassian.net/browse/AB-1', 'atlassian', 'workflow'],
    ['https://acme.atlassian.net/wiki/spaces/X', 'atlassian.confluence', 'workflow'],
    ['https://github.com/acme/x', 'github', 'workflow'],
    ['https://github.com/settings/tokens', 'github', 'structure'],
    ['https://github.com/%73ettings/tokens', 'github', 'structure'],
    ['https://github.com//settings/tokens', 'github', 'structure'],
    ['https://dashboard.stripe.com/apikeys', 'stripe', 'none'],
    ['https://eu-central-1.console.aws.amazon.com/secretsmanager/home', 'aws', 'none'],
    ['https://www.linkedin.com/feed/', 'linkedin', 'none'],
    ['https://www.linkedin.com/jobs/search', 'linkedin.jobs', 'none'],
    ['https://www.linkedin.com/sales/home', 'linkedin.sales', 'structure'],
    ['https://chatgpt.com/c/1', 'chatgpt', 'structure'],
    ['https://duckduckgo.com/?q=x', 'duckduckgo', 'structure'],
    ['https://WWW.Chase.com./x', 'chase', 'none'],
    ['https://www.chase.com:8443/x', 'chase', 'none'],
    ['http://user:pass@www.paypal.com/', 'paypal', 'none'],
    ['https://meine.deutsche-bank.de/', 'deutsche-bank', 'none'],
    ['https://www.aib.ie/', 'aib', 'none'],
    ['https://www.doctolib.fr/', 'doctolib', 'none'],
    ['https://www.nhs.uk/conditions', 'nhs', 'none'],
    ['https://www.igmetall.de/', 'ig-metall', 'none'],
    ['https://www.unison.org.uk/', 'unison', 'none'],
    ['https://www.cgt.fr/', 'cgt', 'none'],
    ['https://aflcio.org/', 'afl-cio', 'none'],
    ['https://egov.uscis.gov/casestatus', 'uscis', 'none'],
    ['https://france-visas.gouv.fr/', 'france-visas', 'none'],
    ['https://vault.bitwarden.com/', 'bitwarden', 'none'],
    ['https://acme.1password.eu/', '1password', 'none'],
    ['https://web.whatsapp.com/', 'whatsapp', 'none'],
    ['https://acme.myworkday.com/acme/d/home.htmld', 'workday', 'none'],
    ['https://insights.cloud.microsoft/', 'microsoft.viva.person', 'none'],
    ['https://old.reddit.com/r/x', 'reddit', 'none'],
  ])('%s is %s at %s', (url, id, fidelity) => {
    expect(placeOf({ url })).toMatchObject({ id, fidelity });
  });

  test.each([
    'https://paypal.com.evil.example/',
    'https://paypal.com@evil.example/',
    'https://evil.example/paypal.com',
    'https://evil.example/?u=https://mail.google.com/',
    'https://evil.example/#mail.google.com',
    'https://notchase.com/',
    'https://mail-google.com/',
    'https://mail.google.com.evil.example:443/mail',
    'https://xn--github-9ua.com/',
    'https://gіthub.com/',
    'https://localhost/mail.office.localhost',
    'https://[::1]/',
    'https://192.0.2.1/',
    'file:///etc/passwd',
    'chrome://settings',
    'javascript:location="https://github.com/"',
    'data:text/html,https://github.com/',
    'view-source:https://github.com/',
    'ftp://github.com/',
    'github.com',
    'https://',
    'not a url',
    '',
  ])('%s is nobody we know', (url) => {
    expect(placeOf({ url })).toBe(UNKNOWN_PLACE);
  });

  test.each([
    ['https://ｇithub.com/', 'github'],
    ['https://GITHUB.COM/', 'github'],
    ['https:\\\\github.com\\x', 'github'],
    ['  https://github.com/  ', 'github'],
  ])('%s is where a browser would go', (url, id) => {
    expect(placeOf({ url }).id).toBe(id);
  });
});

describe('a window is recognised by its application', () => {
  test.each([
    [{ app: 'KeePassXC' }, 'keepassxc'],
    [{ app: 'keepassxc', os: 'linux' }, 'keepassxc'],
    [{ app: 'KeePassXC.exe', os: 'windows' }, 'keepassxc'],
    [{ app: 'keepassxc', os: 'windows' }, 'keepassxc'],
    [{ app: 'com.tinyspeck.slackmacgap', os: 'mac' }, 'slack.desktop'],
    [{ app: 'EXCEL.EXE', os: 'windows' }, 'excel.windows'],
    [{ app: 'libreoffice-calc', os: 'linux' }, 'libreoffice.calc'],
    [{ app: 'Gimp-2.10' }, 'gimp'],
    [{ app: 'Mousepad' }, 'mousepad'],
    [{ app: 'XTerm' }, 'xterm'],
  ] as const)('%o is %s', (sighting, id) => {
    expect(placeOf(sighting).id).toBe(id);
  });

  test.each([
    { app: 'com.tinyspeck.slackmacgap', os: 'windows' },
    { app: 'excel.exe', os: 'linux' },
    { app: 'some-program' },
    { app: '' },
    { app: 'constructor' },
    { app: '__proto__' },
  ] as const)('%o is nobody we know', (sighting) => {
    expect(placeOf(sighting)).toBe(UNKNOWN_PLACE);
  });
});

describe('looking up', () => {
  test('never throws, whatever is handed to it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.webUrl(), fc.string()), (value) => {
        const places = [placeOf({ url: value as string }), placeOf({ app: value as string })];
        for (const place of places) expect(typeof place.id).toBe('string');
      }),
      { numRuns: 2_000 },
    );
  });

  test('gives the same object for the same place, also with a policy', () => {
    const { placeOf: find } = createCatalogue({
      policy: { places: [{ place: 'github', hosts: ['github.com'], fidelity: 'structure' }] },
    });
    for (const look of [placeOf, find]) {
      expect(look({ url: 'https://github.com/a' })).toBe(look({ url: 'https://github.com/b?c#d' }));
      expect(look({ app: 'GIMP' })).toBe(look({ app: 'gimp' }));
    }
  });

  test('finds every entry by every name that it gives for itself', () => {
    for (const entry of CATALOGUE) {
      if (entry.kind === 'web') {
        const paths = entry.match.paths ?? ['/'];
        for (const host of entry.match.hosts)
          for (const path of paths) expect(placeOf({ url: `https://${host}${path}` }).id).toBe(entry.id);
      } else {
        for (const [os, names] of Object.entries(entry.match))
          for (const app of names ?? []) expect(placeOf({ app, os: os as 'linux' }).id).toBe(entry.id);
      }
    }
  });
});
