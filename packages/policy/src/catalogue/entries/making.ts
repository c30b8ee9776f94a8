// Projects, code, clouds, data, design, sites and learning.

import { site } from '../describe.ts';

const ATLASSIAN = 'https://github.com/atlassian/atlassian-mcp-server';
const AZURE = 'Microsoft Learn, "Allow the Azure portal URLs on your firewall or proxy server"';

export const MAKING = [
  site('atlassian', 'Jira', 'tickets', 'atlassian.net', { source: ATLASSIAN }),
  site('atlassian.confluence', 'Confluence', 'documents', 'atlassian.net', {
    paths: ['/wiki'],
    source: ATLASSIAN,
  }),
  site('atlassian.sign-in', 'Atlassian account', 'sign-in', 'id.atlassian.com'),
  site('trello', 'Trello', 'tickets', 'trello.com'),
  site('asana', 'Asana', 'tickets', 'app.asana.com', {
    source: 'https://github.com/Asana/node-asana README.md',
  }),
  site('monday', 'monday.com', 'tickets', 'monday.com'),
  site('clickup', 'ClickUp', 'tickets', 'app.clickup.com'),
  site('linear', 'Linear', 'tickets', 'linear.app', { source: 'https://github.com/linear/linear' }),
  site('basecamp', 'Basecamp', 'tickets', 'basecamp.com launchpad.37signals.com'),
  site('wrike', 'Wrike', 'tickets', 'wrike.com'),
  site('smartsheet', 'Smartsheet', 'spreadsheet', 'app.smartsheet.com app.smartsheet.eu'),
  site('todoist', 'Todoist', 'tickets', 'app.todoist.com'),
  site('openproject', 'OpenProject', 'tickets', 'openproject.com'),
  site('redmine', 'Redmine', 'tickets', '', { source: 'https://www.redmine.org, self-hosted' }),
  site('notion', 'Notion', 'documents', 'notion.so notion.com', {
    source: 'https://github.com/makenotion/notion-sdk-js README.md; Homebrew cask notion',
  }),
  site('coda', 'Coda', 'documents', 'coda.io', { source: 'https://github.com/coda/packs-sdk' }),
  site('airtable', 'Airtable', 'spreadsheet', 'airtable.com', {
    source: 'https://github.com/Airtable/airtable.js README.md',
  }),
  site('evernote', 'Evernote', 'notes', 'evernote.com'),
  site('quip', 'Quip', 'documents', 'quip.com'),
  site('overleaf', 'Overleaf', 'documents', 'overleaf.com', {
    source: 'https://github.com/overleaf/overleaf CONTRIBUTING.md',
  }),
  site('onlyoffice', 'ONLYOFFICE DocSpace', 'documents', 'onlyoffice.com'),
  site('collabora', 'Collabora Online', 'documents', '', {
    source: 'https://github.com/CollaboraOnline/online, self-hosted',
  }),
  site('miro', 'Miro', 'design', 'miro.com', { source: 'https://github.com/miroapp/app-examples' }),
  site('mural', 'Mural', 'design', 'app.mural.co'),
  site('figma', 'Figma', 'design', 'figma.com', {
    source: 'https://github.com/figma/plugin-samples README.md',
  }),
  site('canva', 'Canva', 'design', 'canva.com', {
    source: 'https://github.com/canva-sdks/canva-apps-sdk-starter-kit',
  }),
  site('adobe.express', 'Adobe Express and Creative Cloud', 'design', 'express.adobe.com'),
  site('lucid', 'Lucidchart', 'design', 'lucid.app'),
  site('drawio', 'diagrams.net', 'design', 'app.diagrams.net'),
  site('excalidraw', 'Excalidraw', 'design', 'excalidraw.com'),

  site('github', 'GitHub', 'code', 'github.com', {
    source: 'https://docs.github.com',
    routes: [
      { prefix: '/settings', fidelity: 'structure' },
      { prefix: '/login', fidelity: 'structure' },
      { prefix: '/sessions', fidelity: 'structure' },
    ],
  }),
  site('github.codespaces', 'GitHub Codespaces', 'code', 'github.dev'),
  site('gitlab', 'GitLab', 'code', 'gitlab.com', {
    source: 'https://gitlab.com/gitlab-org/gitlab-runner',
    routes: [
      { prefix: '/-/user_settings', fidelity: 'structure' },
      { prefix: '/-/profile', fidelity: 'structure' },
      { prefix: '/users/sign_in', fidelity: 'structure' },
    ],
  }),
  site('bitbucket', 'Bitbucket', 'code', 'bitbucket.org'),
  site('gitea', 'Gitea and Forgejo', 'code', 'codeberg.org gitea.com'),
  site('azure.devops', 'Azure DevOps', 'code', 'dev.azure.com', { source: AZURE }),
  site('visualstudio', 'Azure DevOps, older address', 'code', 'visualstudio.com'),
  site('jenkins', 'Jenkins', 'code', '', { source: 'https://www.jenkins.io/doc, self-hosted' }),
  site('circleci', 'CircleCI', 'code', 'app.circleci.com'),
  site('sentry', 'Sentry', 'code', 'sentry.io', {
    source: 'https://github.com/getsentry/sentry-cli README.md',
  }),
  site('codesandbox', 'CodeSandbox', 'code', 'codesandbox.io'),
  site('stackblitz', 'StackBlitz', 'code', 'stackblitz.com'),
  site('postman.web', 'Postman', 'code', 'web.postman.co'),
  site('npm', 'npm', 'reference', 'npmjs.com', { routes: [{ prefix: '/settings', fidelity: 'structure' }] }),
  site('aws', 'AWS Management Console', 'cloud', 'console.aws.amazon.com', {
    routes: [
      { prefix: '/iam', fidelity: 'structure' },
      { prefix: '/secretsmanager', fidelity: 'none' },
    ],
  }),
  site('aws.sign-in', 'AWS sign-in', 'sign-in', 'signin.aws.amazon.com awsapps.com'),
  site('azure', 'Azure portal', 'cloud', 'portal.azure.com', { source: AZURE }),
  site('google.cloud', 'Google Cloud console', 'cloud', 'console.cloud.google.com', {
    source: 'https://github.com/googleworkspace/apps-script-samples',
    routes: [
      { prefix: '/security/secret-manager', fidelity: 'none' },
      { prefix: '/apis/credentials', fidelity: 'structure' },
    ],
  }),
  site('cloudflare', 'Cloudflare dashboard', 'cloud', 'dash.cloudflare.com', {
    source: 'https://github.com/cloudflare/workers-sdk CONTRIBUTING.md',
    routes: [{ prefix: '/profile/api-tokens', fidelity: 'none' }],
  }),
  site('heroku', 'Heroku', 'cloud', 'dashboard.heroku.com'),
  site('vercel', 'Vercel', 'cloud', 'vercel.com'),
  site('netlify', 'Netlify', 'cloud', 'app.netlify.com'),
  site('digitalocean', 'DigitalOcean', 'cloud', 'cloud.digitalocean.com'),
  site('hetzner', 'Hetzner', 'cloud', 'console.hetzner.cloud console.hetzner.com'),
  site('ovh', 'OVHcloud', 'cloud', 'ovh.com ovhcloud.com'),
  site('datadog', 'Datadog', 'analytics', 'app.datadoghq.com app.datadoghq.eu'),
  site('grafana', 'Grafana Cloud', 'analytics', 'grafana.net'),
  site('pagerduty', 'PagerDuty', 'support', 'pagerduty.com'),
  site('snowflake', 'Snowflake', 'database', 'app.snowflake.com snowflakecomputing.com'),
  site('databricks', 'Databricks', 'database', 'cloud.databricks.com azuredatabricks.net'),
  site('bigquery', 'Looker Studio', 'analytics', 'lookerstudio.google.com'),
  site('looker', 'Looker', 'analytics', 'cloud.looker.com looker.com'),
  site('tableau', 'Tableau Cloud', 'analytics', 'online.tableau.com', {
    source: 'https://github.com/tableau/server-client-python samples/add_default_permission.py',
  }),
  site('google.analytics', 'Google Analytics', 'analytics', 'analytics.google.com'),
  site('mixpanel', 'Mixpanel', 'analytics', 'mixpanel.com'),
  site('amplitude', 'Amplitude', 'analytics', 'app.amplitude.com'),
  site('metabase', 'Metabase', 'analytics', 'metabaseapp.com'),

  site('wordpress', 'WordPress.com', 'site', 'wordpress.com'),
  site('wordpress.own', 'WordPress, self-hosted', 'site', '', {
    source: 'https://github.com/WordPress/WordPress, self-hosted',
  }),
  site('drupal', 'Drupal', 'site', '', { source: 'https://www.drupal.org/docs, self-hosted' }),
  site('typo3', 'TYPO3', 'site', '', { source: 'https://docs.typo3.org, self-hosted' }),
  site('contentful', 'Contentful', 'site', 'app.contentful.com'),
  site('webflow', 'Webflow', 'site', 'webflow.com'),
  site('squarespace', 'Squarespace', 'site', 'squarespace.com'),
  site('wix', 'Wix', 'site', 'manage.wix.com editor.wix.com'),
  site('moodle', 'Moodle', 'learning', 'moodlecloud.com'),
  site('canvas', 'Canvas', 'learning', 'instructure.com'),
  site('linkedin.learning', 'LinkedIn Learning', 'learning', 'linkedin.com', { paths: ['/learning'] }),
  site('coursera', 'Coursera', 'learning', 'coursera.org'),
  site('udemy', 'Udemy', 'learning', 'udemy.com'),
  site('typeform', 'Typeform', 'forms', 'admin.typeform.com'),
  site('surveymonkey', 'SurveyMonkey', 'forms', 'surveymonkey.com'),
  site('qualtrics', 'Qualtrics', 'forms', 'qualtrics.com'),
  site('zapier', 'Zapier', 'automation', 'zapier.com', {
    source: 'https://github.com/zapier/zapier-platform',
  }),
  site('make', 'Make', 'automation', 'eu1.make.com eu2.make.com us1.make.com us2.make.com'),
  site('n8n', 'n8n', 'automation', 'n8n.cloud'),
  site('calendly', 'Calendly', 'calendar', 'calendly.com'),
  site('doodle', 'Doodle', 'calendar', 'doodle.com'),
  site('loom', 'Loom', 'media', 'loom.com'),
  site('vimeo', 'Vimeo', 'media', 'vimeo.com'),
];
