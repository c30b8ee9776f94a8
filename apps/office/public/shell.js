// Behaviour every page shares: the menu bar, rows that can be chosen, dialogs' close buttons, short notices.

const HOVER_MS = 250;

/** Shows a notice for three seconds. */
export function notice(text) {
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.textContent = text;
  document.querySelector('.toasts').append(toast);
  setTimeout(() => toast.remove(), 3000);
}

/** Sends a form's fields; resolves to the server's answer with `ok`. */
export async function send(path, fields) {
  const response = await fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  const answer = response.headers.get('content-type')?.includes('json') ? await response.json() : {};
  return { ...answer, ok: response.ok };
}

/** Calls `run` when a menu entry with this command is chosen. */
export function onCommand(command, run) {
  document.addEventListener('command-chosen', (event) => {
    if (event.detail.command === command) run(event.detail.value);
  });
}

/** Makes the rows of a table choosable by click and by keyboard. */
export function choosableRows(table, choose) {
  const pick = (row) => {
    for (const other of table.querySelectorAll('tr[data-id]'))
      other.setAttribute('aria-selected', String(other === row));
    choose(row);
  };
  table.addEventListener('click', (event) => {
    const row = event.target.closest('tr[data-id]');
    if (row) pick(row);
  });
  table.addEventListener('keydown', (event) => {
    const row = event.target.closest('tr[data-id]');
    if (!row) return;
    if (event.key === 'Enter') pick(row);
    if (event.key === 'ArrowDown') row.nextElementSibling?.focus();
    if (event.key === 'ArrowUp') row.previousElementSibling?.focus();
  });
}

for (const bar of document.querySelectorAll('[role=menubar]')) installMenubar(bar);
for (const button of document.querySelectorAll('dialog [data-close]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}
const asked = new URLSearchParams(location.search);
if (asked.has('saved')) notice('Saved');
if (asked.has('sent')) notice('Your request was sent');

function installMenubar(bar) {
  const menuOf = (item) => item.parentElement.querySelector(':scope > [role=menu]');
  const siblings = (item) => [
    ...item.parentElement.parentElement.querySelectorAll(':scope > li > [role=menuitem]'),
  ];
  const ownerOf = (item) => item.closest('[role=menu]')?.previousElementSibling;
  const open = (item) => {
    for (const other of siblings(item)) if (other !== item) close(other);
    const menu = menuOf(item);
    if (!menu) return;
    menu.hidden = false;
    item.setAttribute('aria-expanded', 'true');
  };
  const close = (item) => {
    const menu = menuOf(item);
    if (!menu || menu.hidden) return;
    for (const child of menu.querySelectorAll('[aria-haspopup]')) close(child);
    menu.hidden = true;
    item.setAttribute('aria-expanded', 'false');
  };
  const closeAll = () => {
    for (const item of bar.querySelectorAll(':scope > li > [role=menuitem]')) close(item);
  };
  const choose = (item) => {
    closeAll();
    document.dispatchEvent(
      new CustomEvent('command-chosen', {
        detail: { command: item.dataset.command, value: item.dataset.value },
      }),
    );
  };
  bar.addEventListener('click', (event) => {
    const item = event.target.closest('[role=menuitem]');
    if (!item) return;
    if (!item.hasAttribute('aria-haspopup')) choose(item);
    else if (menuOf(item).hidden) open(item);
    else if (!ownerOf(item)) close(item);
  });
  let intent;
  bar.addEventListener('pointerover', (event) => {
    clearTimeout(intent); // resting opens; crossing a neighbour on the way into a submenu does not
    const item = event.target.closest('[role=menuitem]');
    if (!item || !bar.querySelector('[aria-expanded=true]')) return;
    intent = setTimeout(() => {
      if (bar.querySelector('[aria-expanded=true]')) open(item);
    }, HOVER_MS);
  });
  document.addEventListener('pointerdown', (event) => {
    if (!bar.contains(event.target)) closeAll();
  });
  bar.addEventListener('keydown', (event) => {
    const item = event.target.closest('[role=menuitem]');
    const list = siblings(item);
    const at = list.indexOf(item);
    const top = !ownerOf(item);
    const step = (by) => list[(at + by + list.length) % list.length].focus();
    const enter = () => {
      open(item);
      menuOf(item)?.querySelector('[role=menuitem]').focus();
    };
    const leave = () => {
      const owner = ownerOf(item);
      if (owner) {
        close(owner);
        owner.focus();
      } else closeAll();
    };
    const keys = {
      ArrowDown: () => (top ? enter() : step(1)),
      ArrowUp: () => (top ? enter() : step(-1)),
      ArrowRight: () => (top ? step(1) : item.hasAttribute('aria-haspopup') ? enter() : undefined),
      ArrowLeft: () => (top ? step(-1) : leave()),
      Enter: () => (item.hasAttribute('aria-haspopup') ? enter() : choose(item)),
      ' ': () => (item.hasAttribute('aria-haspopup') ? enter() : choose(item)),
      Escape: leave,
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}
