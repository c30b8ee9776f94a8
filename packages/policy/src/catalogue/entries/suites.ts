// Office suites, mail, calls and files of the large makers.

import { site } from '../describe.ts';

/** Pages of the makers in which these hosts stand. */
const M365 = 'Microsoft Learn, "Microsoft 365 URLs and IP address ranges"';
const UNIFIED = 'Microsoft Learn, "Unified cloud.microsoft domain for Microsoft 365 apps"';
const GMAIL = 'https://support.google.com/a/answer/9497877';
const SAMPLES = 'https://github.com/googleworkspace/apps-script-samples';
const SLACK = 'https://github.com/slackapi/bolt-js docs/english/creating-an-app.md';

export const SUITES = [
  site('google.mail', 'Gmail', 'mail', 'mail.google.com', { source: GMAIL }),
  site('google.contacts', 'Google Contacts', 'contacts', 'contacts.google.com', { source: GMAIL }),
  site('google.account', 'Google Account sign-in', 'sign-in', 'accounts.google.com', { source: GMAIL }),
  site('google.docs', 'Google Docs', 'documents', 'docs.google.com', { source: SAMPLES }),
  site('google.sheets', 'Google Sheets', 'spreadsheet', 'docs.google.com', {
    paths: ['/spreadsheets'],
    source: SAMPLES,
  }),
  site('google.slides', 'Google Slides', 'slides', 'docs.google.com', {
    paths: ['/presentation'],
    source: SAMPLES,
  }),
  site('google.forms', 'Google Forms', 'forms', 'docs.google.com', { paths: ['/forms'], source: SAMPLES }),
  site('google.drive', 'Google Drive', 'files', 'drive.google.com', { source: SAMPLES }),
  site('google.chat', 'Google Chat', 'chat', 'chat.google.com', { source: SAMPLES }),
  site('google.script', 'Apps Script', 'code', 'script.google.com', { source: SAMPLES }),
  site('google.calendar', 'Google Calendar', 'calendar', 'calendar.google.com'),
  site('google.meet', 'Google Meet', 'meeting', 'meet.google.com'),
  site('google.keep', 'Google Keep', 'notes', 'keep.google.com'),
  site('google.sites', 'Google Sites', 'site', 'sites.google.com'),
  site('google.groups', 'Google Groups', 'mail', 'groups.google.com'),
  site('google.classroom', 'Google Classroom', 'learning', 'classroom.google.com'),
  site('google.admin', 'Google Admin', 'settings', 'admin.google.com', { fidelity: 'structure' }),

  site('microsoft.outlook', 'Outlook on the web', 'mail', 'outlook.office.com outlook.office365.com', {
    source: M365,
  }),
  site(
    'microsoft.outlook.calendar',
    'Outlook calendar',
    'calendar',
    'outlook.office.com outlook.office365.com',
    {
      paths: ['/calendar'],
    },
  ),
  site('microsoft.outlook.cloud', 'Outlook on cloud.microsoft', 'mail', 'outlook.cloud.microsoft'),
  site('microsoft.teams', 'Microsoft Teams', 'chat', 'teams.microsoft.com', { source: M365 }),
  site('microsoft.teams.call', 'Microsoft Teams meeting', 'meeting', 'teams.microsoft.com', {
    paths: ['/l/meetup-join', '/meet', '/v2/meet', '/light-meetings'],
  }),
  site('microsoft.teams.cloud', 'Microsoft Teams on cloud.microsoft', 'chat', 'teams.cloud.microsoft'),
  site('microsoft.teams.live', 'Teams, personal', 'private-messages', 'teams.live.com'),
  site('microsoft.sharepoint', 'SharePoint and OneDrive', 'files', 'sharepoint.com', { source: M365 }),
  site('microsoft.office', 'Microsoft 365 home', 'portal', 'office.com', { source: M365 }),
  site('microsoft.office.apps', 'Word, Excel and PowerPoint on the web', 'documents', 'officeapps.live.com', {
    source: M365,
  }),
  site('microsoft.excel.cloud', 'Excel on the web', 'spreadsheet', 'excel.cloud.microsoft'),
  site('microsoft.word.cloud', 'Word on the web', 'documents', 'word.cloud.microsoft'),
  site('microsoft.powerpoint.cloud', 'PowerPoint on the web', 'slides', 'powerpoint.cloud.microsoft'),
  site('microsoft.onenote', 'OneNote on the web', 'notes', 'onenote.com', { source: M365 }),
  site('microsoft.loop', 'Microsoft Loop', 'documents', 'loop.cloud.microsoft', { source: UNIFIED }),
  site('microsoft.sway', 'Sway', 'slides', 'sway.cloud.microsoft sway.com', {
    source: `${UNIFIED}; ${M365}`,
  }),
  site('microsoft.engage', 'Viva Engage', 'chat', 'engage.cloud.microsoft yammer.com', {
    source: `${UNIFIED}; ${M365}`,
  }),
  site('microsoft.viva', 'Viva Home', 'portal', 'viva.cloud.microsoft', { source: UNIFIED }),
  // Insights, Pulse, Goals and Skills are about the person at work: personnel, not work.
  site(
    'microsoft.viva.person',
    'Viva Insights, Pulse, Goals and Skills',
    'hr',
    'insights.cloud.microsoft pulse.cloud.microsoft goals.cloud.microsoft skills.cloud.microsoft',
  ),
  site('microsoft.viva.learning', 'Viva Learning', 'learning', 'learning.cloud.microsoft', {
    source: UNIFIED,
  }),
  site(
    'microsoft.admin',
    'Microsoft 365 admin centre',
    'settings',
    'admin.microsoft.com admin.cloud.microsoft',
    {
      source: `${UNIFIED}; ${M365}`,
      fidelity: 'structure',
    },
  ),
  site(
    'microsoft.sign-in',
    'Microsoft sign-in',
    'sign-in',
    'login.microsoftonline.com login.microsoft.com login.live.com',
    {
      source: M365,
    },
  ),
  site(
    'microsoft.purview',
    'Purview and Defender',
    'legal',
    'compliance.microsoft.com purview.microsoft.com security.microsoft.com',
  ),
  site(
    'microsoft.forms',
    'Microsoft Forms',
    'forms',
    'forms.office.com forms.microsoft.com forms.cloud.microsoft',
  ),
  site('microsoft.planner', 'Microsoft Planner', 'tickets', 'tasks.office.com planner.cloud.microsoft'),
  site('microsoft.todo', 'Microsoft To Do', 'tickets', 'to-do.office.com'),
  site('microsoft.powerapps', 'Power Apps', 'automation', 'powerapps.com', { source: M365 }),
  site('microsoft.flow', 'Power Automate', 'automation', 'flow.microsoft.com', { source: M365 }),
  site('microsoft.powerbi', 'Power BI', 'analytics', 'powerbi.com', {
    source: 'Microsoft Learn, "Add Power BI URLs to your allowlist"',
  }),

  site('slack', 'Slack', 'chat', 'app.slack.com', { source: SLACK }),
  site('slack.workspace', 'Slack workspace pages', 'chat', 'slack.com'),
  site('slack.call', 'Slack huddle', 'meeting', 'app.slack.com', { paths: ['/huddle'] }),
  site('zoom', 'Zoom', 'portal', 'zoom.us zoom.com'),
  site('zoom.call', 'Zoom meeting', 'meeting', 'zoom.us', { paths: ['/j', '/wc', '/s', '/w'] }),
  site('zoom.web', 'Zoom web client', 'meeting', 'app.zoom.us'),
  site('webex', 'Webex', 'chat', 'web.webex.com', {
    source: 'https://github.com/webex/webex-js-sdk docs/samples/browser-socket/index.html',
  }),
  site('webex.site', 'Webex site', 'portal', 'webex.com'),
  site('webex.call', 'Webex meeting', 'meeting', 'webex.com', {
    paths: ['/meet', '/join', '/wbxmjs', '/webappng'],
  }),
  site('jitsi', 'Jitsi Meet', 'meeting', 'meet.jit.si', {
    source: 'https://github.com/jitsi/handbook docs/architecture.md',
  }),
  site('whereby', 'Whereby', 'meeting', 'whereby.com'),
  site('gotomeeting', 'GoTo Meeting', 'meeting', 'app.goto.com meet.goto.com'),
  site('mattermost', 'Mattermost', 'chat', '', {
    source: 'https://docs.mattermost.com, self-hosted deployment',
  }),
  site('rocket-chat', 'Rocket.Chat', 'chat', 'rocket.chat'),
  site('element', 'Element', 'chat', 'app.element.io'),
  site('roundcube', 'Roundcube', 'mail', '', {
    source: 'https://github.com/roundcube/roundcubemail INSTALL',
  }),
  site('zimbra', 'Zimbra', 'mail', '', { source: 'https://github.com/Zimbra, self-hosted mail server' }),
  site('owa', 'Outlook on the web, own Exchange server', 'mail', '', {
    source: 'Microsoft Learn, "Outlook on the web in Exchange Server"',
  }),
  site('fastmail', 'Fastmail', 'mail', 'app.fastmail.com fastmail.com'),
  site('front', 'Front', 'mail', 'app.frontapp.com'),
  site('dropbox', 'Dropbox', 'files', 'dropbox.com', {
    source: 'https://github.com/dropbox/dropbox-sdk-js README.md',
  }),
  site('box', 'Box', 'files', 'app.box.com', { source: 'https://github.com/box/box-node-sdk README.md' }),
  site('nextcloud', 'Nextcloud', 'files', '', { source: 'https://github.com/nextcloud/server, self-hosted' }),
  site('okta', 'Okta', 'sign-in', 'okta.com okta-emea.com'),
  site('duo', 'Duo', 'sign-in', 'duosecurity.com duo.com'),
  site('onelogin', 'OneLogin', 'sign-in', 'onelogin.com'),
];
