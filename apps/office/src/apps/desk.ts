// The start page: where the other applications are, and what waits in them.

import { urlOf } from '../hosts.ts';
import { html } from '../html.ts';
import { ICONS } from '../icons.ts';
import { APP_TITLES, page } from '../page.ts';
import type { AppName, World } from '../world/world.ts';
import type { Routes } from './routes.ts';

const APPS: readonly Exclude<AppName, 'desk'>[] = ['mail', 'chat', 'crm', 'sheet', 'invoices', 'hr'];

export const deskRoutes: Routes = (server, stage) => {
  server.get('/', (_request, reply) => {
    const world = stage.world();
    const tiles = APPS.map(
      (app) =>
        html`<li><a class="tile tile-${app}" href="${urlOf(app, stage.port())}">${ICONS[app]}<strong>${APP_TITLES[app]}</strong><small>${waiting(app, world)}</small></a></li>`,
    );
    const main = html`<section class="desk"><p class="hello">Good morning, ${world.me.name.split(' ')[0]}.</p><p class="muted">Here is what waits for you today.</p><ul class="tiles" aria-label="Applications">${tiles}</ul></section>`;
    return reply
      .type('text/html')
      .send(page({ app: 'desk', world, port: stage.port(), title: 'Desk', main }));
  });
};

function waiting(app: Exclude<AppName, 'desk'>, world: World): string {
  switch (app) {
    case 'mail':
      return `${world.mail.messages.filter((mail) => !mail.read && mail.folder === 'Inbox').length} unread mails`;
    case 'chat':
      return `${world.chat.channels.length} channels`;
    case 'crm':
      return `${world.customers.length} customers`;
    case 'sheet':
      return `${world.sheet.rows.length} rows in the yearly list`;
    case 'invoices':
      return `${world.invoices.documents.filter((invoice) => invoice.status !== 'paid').length} invoices to settle`;
    case 'hr':
      return world.hr.signedIn ? 'Signed in' : 'Sign in to see your leave';
  }
}
