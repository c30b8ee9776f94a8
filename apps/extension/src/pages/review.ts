import type { HeldSegment } from '@overt/capture/browser';
import { ask } from './ask.ts';
import { viewContent } from './content-view.ts';
import { at, attempt, make, say, show } from './dom.ts';
import { counted, durationInWords, placeInWords, placesInWords, riskInWords, sizeInWords } from './words.ts';

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
  if (segment.risk.reasons.length > 0)
    card.append(
      make('ul', 'risk', ...segment.risk.reasons.map((reason) => make('li', '', riskInWords(reason)))),
    );
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
  const here = segments.filter(({ status }) => status === 'held');
  const held = here.length;
  // In the order of the device: most telling first, among equals what takes least to look at.
  at('segments').replaceChildren(...segments.map(drawSegment));
  drawEstimate(here);
  drawPlaces(here);
  show('empty', segments.length === 0);
  show('all', held > 1);
  at('release-all').textContent = `Release all ${held} now`;
  at('delete-all').textContent = `Delete all ${held}`;
}

function drawEstimate(held: readonly HeldSegment[]): void {
  const seconds = held.reduce((sum, { look_s }) => sum + look_s, 0);
  show('estimate', held.length > 0);
  at('estimate').textContent =
    `${counted(held.length, 'piece')}. Looking at all of it takes ${durationInWords(seconds)}; what deserves it most comes first.`;
}

/** Every place something is held of, to be deleted in one go. */
function drawPlaces(held: readonly HeldSegment[]): void {
  const places = [...new Set(held.flatMap((segment) => segment.places))].sort();
  show('by-place', places.length > 1);
  at('places').replaceChildren(
    ...places.map((place) => {
      const there = held.filter((segment) => segment.places.includes(place)).length;
      const erase = make(
        'button',
        'stop',
        `Delete ${counted(there, 'piece')}`,
        make('span', 'unseen', ` with ${placeInWords(place)}`),
      );
      erase.type = 'button';
      erase.addEventListener('click', () => attempt(() => removeAt(place), erase));
      return make('li', '', make('span', '', placeInWords(place)), erase);
    }),
  );
}

async function removeAt(place: string): Promise<void> {
  const { deleted } = await ask({ do: 'delete', place });
  await draw();
  say('done', `${counted(deleted, 'piece')} with ${placeInWords(place)} deleted, for good.`);
}

at('release-all').addEventListener('click', () => attempt(() => release('all'), at('release-all')));
at('delete-all').addEventListener('click', () =>
  attempt(async () => {
    if (confirm('Delete everything that is held? This cannot be undone.')) await remove('all');
  }, at('delete-all')),
);
attempt(draw);
