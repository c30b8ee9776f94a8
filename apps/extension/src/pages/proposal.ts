import type { ControlResults } from '@overt/capture/browser';
import type { Change } from '@overt/policy';
import { ask } from './ask.ts';
import { at, attempt, make, show } from './dom.ts';
import { counted, placeInWords } from './words.ts';

const DIRECTIONS: Readonly<Record<Change['direction'], string>> = {
  wider: 'more',
  narrower: 'less',
  other: 'the same',
};

function row(...cells: readonly string[]): HTMLTableRowElement {
  const [head, ...rest] = cells;
  const th = make('th', '', head ?? '');
  th.scope = 'row';
  return make('tr', '', th, ...rest.map((text) => make('td', '', text)));
}

function draw(proposal: NonNullable<ControlResults['proposal']['proposal']>): void {
  const { isMaterial, effective, kept, places, changes, days } = proposal;
  at('verdict').textContent = isMaterial
    ? 'It would keep more: you would be asked again'
    : 'It would keep no more: nothing is asked of you';
  at('effective').textContent =
    `It would take effect on ${new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(new Date(effective))}.`;
  at('kept').textContent =
    `Of what this device counted in ${counted(days, 'day')}, ${counted(kept.before, 'observation')} may be kept now, and ${kept.after.toLocaleString()} then.`;
  show('places', places.length > 0);
  at('place-rows').replaceChildren(
    ...places.map(({ place, before, after, kept: own }) =>
      row(placeInWords(place), before, after, own.before.toLocaleString(), own.after.toLocaleString()),
    ),
  );
  at('change-rows').replaceChildren(
    ...changes.map(({ path, direction, before, after }) => row(path, DIRECTIONS[direction], before, after)),
  );
}

attempt(async () => {
  const { proposal } = await ask({ do: 'proposal' });
  show('none', proposal === undefined);
  show('proposed', proposal !== undefined);
  if (proposal) draw(proposal);
});
