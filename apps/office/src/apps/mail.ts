// Mail: a list, a reading pane whose body is a document of its own (iframe), folders, menus and a reply dialog.

import { html, type Markup } from '../html.ts';
import { day, menubar, page, sheetOfPaper } from '../page.ts';
import type { Mail, World } from '../world/world.ts';
import { field, type Routes, type Stage } from './routes.ts';

export const mailRoutes: Routes = (server, stage) => {
  server.get<{ Querystring: { folder?: string } }>('/', (request, reply) => {
    return reply.type('text/html').send(folderPage(stage, request.query.folder ?? 'Inbox'));
  });
  server.get<{ Params: { id: string } }>('/mail/:id', (request, reply) => {
    const world = stage.world();
    const mail = world.mail.messages.find((one) => one.id === request.params.id);
    if (!mail) return reply.code(404).type('text/plain').send('This mail is gone.\n');
    replaceMail(world, { ...mail, read: true });
    world.mail.opened.push(mail.id);
    return reply.send({
      id: mail.id,
      subject: mail.subject,
      from: mail.from,
      email: mail.email,
      company: mail.company,
      date: day(mail.date),
    });
  });
  server.get<{ Params: { id: string } }>('/mail/:id/body', (request, reply) => {
    const mail = stage.world().mail.messages.find((one) => one.id === request.params.id);
    const body = (mail?.body ?? ['This mail is gone.']).map((line) => html`<p>${line}</p>`);
    return reply.type('text/html').send(sheetOfPaper(mail?.subject ?? '', html`<article>${body}</article>`));
  });
  server.post<{ Params: { id: string } }>('/mail/:id/move', (request, reply) => {
    const world = stage.world();
    const folder = field(request.body, 'folder');
    const mail = world.mail.messages.find((one) => one.id === request.params.id);
    if (!mail || !world.mail.folders.includes(folder))
      return reply.code(422).send({ message: 'Choose one of the folders.' });
    replaceMail(world, { ...mail, folder });
    return reply.send({ message: `Moved to ${folder}` });
  });
  server.post<{ Params: { id: string } }>('/mail/:id/read', (request, reply) => {
    const world = stage.world();
    const mail = world.mail.messages.find((one) => one.id === request.params.id);
    if (mail) replaceMail(world, { ...mail, read: field(request.body, 'read') === 'true' });
    return reply.send({ message: 'Done' });
  });
  server.post<{ Params: { id: string } }>('/mail/:id/reply', (request, reply) => {
    const text = field(request.body, 'text');
    if (text === '') return reply.code(422).send({ message: 'Write something before you send.' });
    stage.world().mail.sent.push({ inReplyTo: request.params.id, text });
    return reply.send({ message: 'Reply sent' });
  });
};

function replaceMail(world: World, mail: Mail): void {
  world.mail.messages = world.mail.messages.map((one) => (one.id === mail.id ? mail : one));
}

function folderPage(stage: Stage, wanted: string): string {
  const world = stage.world();
  const folder = world.mail.folders.includes(wanted) ? wanted : 'Inbox';
  const shown = world.mail.messages.filter((mail) => mail.folder === folder);
  const main = html`${mailMenus(world)}
<div class="mail split">
<nav class="side" aria-label="Folders"><ul>${world.mail.folders.map((name) => folderLink(world, name, name === folder))}</ul></nav>
<section class="list" aria-label="Mails">
<table class="rows" aria-label="Mails in ${folder}"><thead><tr><th scope="col">Company</th><th scope="col">Subject</th><th scope="col">Date</th></tr></thead>
<tbody>${shown.map(row)}</tbody></table>${shown.length === 0 ? html`<p class="empty">No mails in this folder.</p>` : ''}
</section>
<section class="reader" aria-label="Reading pane"><p class="empty">Choose a mail to read it.</p></section>
</div>
<dialog class="card" id="reply" aria-label="Reply"><form method="dialog"><h2>Reply</h2>
<div class="editor" role="textbox" aria-multiline="true" aria-label="Message text" contenteditable="true"></div><p class="error" role="alert"></p>
<div class="actions"><button type="button" data-close>Cancel</button><button type="button" class="primary" data-send>Send</button></div></form></dialog>`;
  return page({ app: 'mail', world, port: stage.port(), title: folder, main, script: 'mail' });
}

function folderLink(world: World, name: string, current: boolean): Markup {
  const unread = world.mail.messages.filter((mail) => mail.folder === name && !mail.read).length;
  return html`<li><a href="/?folder=${encodeURIComponent(name)}" ${current ? html`aria-current="page"` : ''}><span>${name}</span>${unread > 0 ? html`<b aria-hidden="true">${unread}</b>` : ''}</a></li>`;
}

function row(mail: Mail): Markup {
  return html`<tr data-id="${mail.id}" tabindex="0" aria-selected="false" class="${mail.read ? '' : 'unread'}"><td class="who">${mail.company}</td><td>${mail.subject}</td><td class="when">${day(mail.date).slice(0, -5)}</td></tr>`;
}

function mailMenus(world: World): Markup {
  return menubar('Mail', [
    {
      label: 'Message',
      entries: [
        { label: 'Reply…', command: 'reply', keys: 'R' },
        {
          label: 'Move to',
          entries: world.mail.folders.slice(1).map((name) => ({ label: name, command: 'move', value: name })),
        },
        {
          label: 'Mark as',
          entries: [
            { label: 'Read', command: 'read', value: 'true' },
            { label: 'Unread', command: 'read', value: 'false' },
          ],
        },
      ],
    },
    {
      label: 'View',
      entries: [
        { label: 'Reading pane', command: 'pane' },
        { label: 'Compact rows', command: 'compact' },
      ],
    },
  ]);
}
