import { choosableRows, notice, onCommand, send } from './shell.js';

const reader = document.querySelector('.reader');
const dialog = document.querySelector('#reply');
const editor = dialog.querySelector('.editor');
let chosen;

choosableRows(document.querySelector('.rows'), async (row) => {
  chosen = row.dataset.id;
  row.classList.remove('unread');
  const mail = await (await fetch(`/mail/${chosen}`)).json();
  const header = document.createElement('header');
  const title = document.createElement('h2');
  title.textContent = mail.subject;
  const from = document.createElement('p');
  from.textContent = `${mail.from} · ${mail.email} · ${mail.date}`;
  header.append(title, from);
  const body = document.createElement('iframe');
  body.title = 'Mail text';
  body.src = `/mail/${mail.id}/body`;
  reader.replaceChildren(header, body);
});

onCommand('move', async (folder) => {
  if (!chosen) return notice('Choose a mail first');
  const answer = await send(`/mail/${chosen}/move`, { folder });
  notice(answer.message);
  if (!answer.ok) return;
  document.querySelector(`tr[data-id="${chosen}"]`)?.remove();
  chosen = undefined;
  const empty = document.createElement('p');
  empty.className = 'empty';
  empty.textContent = 'Choose a mail to read it.';
  reader.replaceChildren(empty);
});
onCommand('read', async (read) => {
  if (!chosen) return notice('Choose a mail first');
  notice((await send(`/mail/${chosen}/read`, { read })).message);
  document.querySelector(`tr[data-id="${chosen}"]`)?.classList.toggle('unread', read === 'false');
});
onCommand('pane', () => document.querySelector('.mail').classList.toggle('no-pane'));
onCommand('compact', () => document.querySelector('.mail').classList.toggle('compact'));
onCommand('reply', reply);
document.addEventListener('keydown', (event) => {
  if (event.key === 'r' && !event.ctrlKey && !event.metaKey && !dialog.open) {
    event.preventDefault();
    reply();
  }
});

function reply() {
  if (!chosen) return notice('Choose a mail first');
  editor.textContent = '';
  dialog.querySelector('.error').textContent = '';
  dialog.showModal();
  editor.focus();
}

dialog.querySelector('[data-send]').addEventListener('click', async () => {
  const answer = await send(`/mail/${chosen}/reply`, { text: editor.textContent });
  if (!answer.ok) {
    dialog.querySelector('.error').textContent = answer.message;
    return;
  }
  dialog.close();
  notice(answer.message);
});
