import type { HeldSegment, SegmentContent } from '@overt/capture/browser';
import type { Event } from '@overt/events';
import { ask, at, attempt } from './ask.ts';

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text = '',
  className = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** One line for people: what happened, on what, with which text as it is stored. */
function describeEvent(event: Event): string {
  const target =
    'target' in event && event.target
      ? ` · ${event.target.role}${event.target.name ? ` “${event.target.name}”` : ''}`
      : '';
  switch (event.kind) {
    case 'pointer':
      return `${event.phase}${target}`;
    case 'key':
      return `${event.phase} ${event.key}${target}`;
    case 'text':
      return `${event.op}${event.text === undefined ? '' : ` “${event.text}”`}${event.source ? ` (from ${event.source.from})` : ''}${target}`;
    case 'choice':
      return `${event.op}${event.text ? ` “${event.text}”` : ''}${target}`;
    case 'clipboard':
      return `${event.op} number ${event.link}${target}`;
    case 'navigation':
      return `${event.cause} → ${event.place}${event.route ? ` ${event.route}` : ''}`;
    case 'window':
      return `${event.level} ${event.change} · ${event.place}${event.title ? ` “${event.title}”` : ''}`;
    case 'gap':
      return `withheld ${event.count} (${event.reason})`;
    case 'outline':
      return `${event.nodes.length} elements`;
    case 'frame':
      return `picture ${event.frame}, ${event.covered / 10} % covered`;
    case 'task':
      return `${event.phase}${event.goal ? ` “${event.goal}”` : ''}`;
    case 'dialog':
      return `${event.outcome}${event.text ? ` “${event.text}”` : ''}`;
    default:
      return target;
  }
}

function drawContent(content: SegmentContent): HTMLElement {
  const box = element('div');
  for (const [number, source] of Object.entries(content.frames)) {
    const figure = element('figure');
    const image = element('img');
    image.src = source;
    image.alt = `Picture ${number}, as it is stored`;
    image.loading = 'lazy';
    figure.append(image, element('figcaption', `Picture ${number}, as it is stored`));
    box.append(figure);
  }
  const table = element('table');
  const head = table.createTHead().insertRow();
  for (const name of ['Number', 'Second', 'Kind', 'What is stored']) head.append(element('th', name));
  const body = table.createTBody();
  for (const event of content.events) {
    if (event.kind === 'pointer' && event.phase === 'move') continue;
    const row = body.insertRow();
    for (const text of [String(event.seq), (event.t / 1e6).toFixed(1), event.kind, describeEvent(event)])
      row.append(element('td', text));
  }
  box.append(table);
  return box;
}

function drawSegment(segment: HeldSegment): HTMLElement {
  const card = element('section', '', 'card');
  card.append(element('h2', time.format(segment.startedAt)));
  card.append(
    element(
      'p',
      `${segment.places.join(', ') || 'no place'} · ${segment.events} events, ${segment.frames} pictures, ${Math.ceil(segment.bytes / 1024)} KB`,
      'soft',
    ),
  );
  const row = element('div', '', 'row');
  const open = element('button', 'Look', 'plain');
  open.addEventListener('click', () =>
    attempt(async () => {
      open.disabled = true;
      card.append(drawContent(await ask({ do: 'content', id: segment.id })));
    }),
  );
  row.append(open);
  if (segment.status === 'held') {
    const release = element('button', 'Release', 'plain');
    release.addEventListener('click', () => attempt(() => letGo(segment.id)));
    const remove = element('button', 'Delete', 'stop');
    remove.addEventListener('click', () =>
      attempt(async () => {
        await ask({ do: 'delete', id: segment.id });
        card.remove();
      }),
    );
    row.append(release, remove);
  } else
    row.append(
      element('span', segment.status === 'open' ? 'still being written' : 'released, on its way', 'soft'),
    );
  card.append(row);
  return card;
}

async function letGo(id: string): Promise<void> {
  const { released, waiting } = await ask({ do: 'release', id });
  at('done').textContent =
    waiting > 0 ? `${waiting} wait for the server; they are sent when it answers.` : `${released} released.`;
  await draw();
}

async function draw(): Promise<void> {
  const { segments } = await ask({ do: 'held' });
  // Shortest first: what takes least to look at is looked at.
  const cards = [...segments].sort((a, b) => a.events - b.events).map(drawSegment);
  at('segments').replaceChildren(...(cards.length > 0 ? cards : [element('p', 'Nothing is held.')]));
}

at('release-all').addEventListener('click', () => attempt(() => letGo('all')));
at('delete-all').addEventListener('click', () =>
  attempt(async () => {
    if (!confirm('Delete everything that is held? This cannot be undone.')) return;
    const { deleted } = await ask({ do: 'delete', id: 'all' });
    at('done').textContent = `${deleted} deleted.`;
    await draw();
  }),
);
attempt(draw);
