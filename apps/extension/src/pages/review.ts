import type { HeldSegment } from '@overt/capture/browser';
import { ask } from './ask.ts';
import { viewContent } from './content-view.ts';
import { at, attempt, make, say, show } from './dom.ts';
import { counted, placesInWords, sizeInWords } from './words.ts';

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const STATUS = { open: 'still being written', held: '', leaving: 'released, on the way' } as const;

function enlarge(image: HTMLImageElement): void {
  const shown = make('img');
  shown.src = image.src;
  shown.alt = image.alt;
  at('enlarged').replaceChildren(shown);
  at<HTMLDialogElement>('dialog').showModal();
}

function button(text: string, kind: string, press: () => Promise<void>, what: string): HTMLButtonElement {
  const made = make('button', kind, text, make('span', 'unseen', ` the piece of ${what}`));
  made.type = 'button';
  made.addEventListener('click', () => attempt(press, made));
  return made;
}

function lookInto(segment: HeldSegment, name: string): HTMLElement {
  const details = make(
    'details',
    '',
    make('summary', '', 'Look', make('span', 'unseen', ` at the piece of ${name}`)),
  );
  details.addEventListener(
    'toggle',
    () =>
      attempt(async () =>
        details.append(viewContent(await ask({ do: 'content', id: segment.id }), { name, enlarge })),
      ),
    { once: true },
  );
  return details;
}

function drawSegment(segment: HeldSegment): HTMLElement {
  const name = time.format(segment.startedAt);
  const minutes = Math.round((segment.endedAt - segment.startedAt) / 60_000);
  const about = `${minutes === 0 ? 'under a minute' : counted(minutes, 'minute')} · ${counted(segment.events, 'event')}, ${counted(segment.frames, 'picture')}, ${sizeInWords(segment.bytes)}`;
  const card = make('section', 'card', make('h2', '', name), make('p', 'soft', about));
  card.append(make('p', '', `In ${placesInWords(segment.places)}`));
  if (segment.status === 'held')
    card.append(
      make(
        'div',
        'row',
        button('Release', 'plain', () => release(segment.id), name),
        button('Delete', 'stop', () => remove(segment.id), name),
      ),
    );
  else card.append(make('p', 'state', STATUS[segment.status]));
  card.append(lookInto(segment, name));
  return card;
}

async function release(id: string): Promise<void> {
  const { released, quarantined, waiting } = await ask({ do: 'release', id });
  await draw();
  const told = [
    released > 0 || quarantined + waiting === 0 ? `${counted(released, 'piece')} released.` : '',
    waiting > 0 ? `The server does not answer; ${counted(waiting, 'piece')} will be sent when it does.` : '',
    quarantined > 0 ? `The server refused ${counted(quarantined, 'piece')}; nobody can use them.` : '',
  ];
  say('done', told.filter(Boolean).join(' '));
}

async function remove(id: string): Promise<void> {
  const { deleted } = await ask({ do: 'delete', id });
  await draw();
  say('done', `${counted(deleted, 'piece')} deleted, for good.`);
}

async function draw(): Promise<void> {
  const { segments } = await ask({ do: 'held' });
  const held = segments.filter(({ status }) => status === 'held').length;
  // Shortest first: what takes least to look at is looked at.
  at('segments').replaceChildren(...[...segments].sort((a, b) => a.events - b.events).map(drawSegment));
  show('empty', segments.length === 0);
  show('all', held > 1);
  at('release-all').textContent = `Release all ${held} now`;
  at('delete-all').textContent = `Delete all ${held}`;
}

at('release-all').addEventListener('click', () => attempt(() => release('all'), at('release-all')));
at('delete-all').addEventListener('click', () =>
  attempt(async () => {
    if (confirm('Delete everything that is held? This cannot be undone.')) await remove('all');
  }, at('delete-all')),
);
attempt(draw);
