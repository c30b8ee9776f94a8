import { notice, onCommand, send } from './shell.js';

const record = document.querySelector('.record');
const tabs = [...record.querySelectorAll('[role=tab]')];

function show(tab) {
  for (const one of tabs) {
    const current = one === tab;
    one.setAttribute('aria-selected', String(current));
    one.tabIndex = current ? 0 : -1;
    document.getElementById(one.getAttribute('aria-controls')).hidden = !current;
  }
}
for (const [i, tab] of tabs.entries()) {
  tab.addEventListener('click', () => show(tab));
  tab.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = tabs[(i + by + tabs.length) % tabs.length];
    show(next);
    next.focus();
  });
}
const wanted = record.dataset.open || location.hash.slice(1);
const first = tabs.find((tab) => tab.getAttribute('aria-controls') === wanted);
if (first) show(first);

onCommand('stage', async (stage) => {
  const answer = await send(`/customers/${record.dataset.id}/stage`, { stage });
  notice(answer.message);
  if (answer.ok) for (const dd of record.querySelectorAll('.facts div:last-child dd')) dd.textContent = stage;
});
onCommand('assign', (name) => notice(`Assigned to ${name}`));
onCommand('print', () => notice('Nothing is connected to print on'));
onCommand('go', (path) => location.assign(path));
