import { EXEMPTION_REASONS, type ExemptionAsked, type ExemptionReason } from '@overt/capture/browser';
import type { ExemptionScope, Fidelity, Personal, PersonalRule, WeekWindow } from '@overt/policy';
import { ask } from './ask.ts';
import { at, attempt, make, say } from './dom.ts';
import { exemptionInWords, fidelityInWords, scopeInWords } from './words.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const WORKDAYS = [1, 2, 3, 4, 5];
const HOUR_MS = 3_600_000;

const REASONS: Readonly<Record<ExemptionReason, string>> = {
  'none-given': 'No reason given',
  'confidential-work': 'Confidential work',
  'other-people': 'Other people are affected',
  'protected-role': 'A protected role, such as works council or legal',
  'private-life': 'Private life',
  device: 'Something about this device',
};

let personal: Personal;

async function change(next: Personal, told: string): Promise<void> {
  ({ personal } = await ask({ do: 'personal', personal: next }));
  draw();
  say('done', told);
}

function removable(text: string, what: string, remove: () => Promise<void>): HTMLLIElement {
  const button = make('button', 'plain', 'Remove', make('span', 'unseen', ` ${what}`));
  button.type = 'button';
  button.addEventListener('click', () => attempt(remove, button));
  return make('li', '', make('span', '', text), button);
}

function fill(id: string, items: readonly HTMLLIElement[], none: string): void {
  at(id).replaceChildren(...(items.length > 0 ? items : [make('li', 'soft', none)]));
}

function draw(): void {
  const { rules, pauses, quiet, budgets } = personal;
  const without = <T>(list: readonly T[], gone: T): T[] => list.filter((each) => each !== gone);
  const nameOf = (rule: PersonalRule): string => ('host' in rule ? rule.host : rule.place);
  fill(
    'rules',
    rules.map((rule) =>
      removable(`${nameOf(rule)}: ${fidelityInWords(rule.fidelity)}`, `the rule for ${nameOf(rule)}`, () =>
        change({ ...personal, rules: without(rules, rule) }, `The rule for ${nameOf(rule)} is gone.`),
      ),
    ),
    'No rule of your own.',
  );
  fill(
    'pauses',
    pauses.map((pause) => {
      const name = scopeInWords(pause.scope);
      const end =
        pause.until === undefined ? 'until you take it back' : `until ${momentInWords(pause.until)}`;
      return removable(`${name}, ${end}`, `the pause at ${name}`, () =>
        change({ ...personal, pauses: without(pauses, pause) }, `${name} is no longer paused.`),
      );
    }),
    'No place is paused.',
  );
  fill(
    'quiet',
    quiet.map((window) =>
      removable(windowInWords(window), windowInWords(window), () =>
        change({ ...personal, quiet: without(quiet, window) }, 'These hours are no longer quiet.'),
      ),
    ),
    'No quiet hours.',
  );
  put('mb', budgets.mb_per_day);
  put('cpu', budgets.cpu_percent);
  put('battery', budgets.battery_percent);
  at<HTMLInputElement>('metered').checked = budgets.metered === false;
}

function put(id: string, value: number | undefined): void {
  at<HTMLInputElement>(id).value = value === undefined ? '' : String(value);
}

const momentInWords = (iso: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

function windowInWords({ days, from, to }: WeekWindow): string {
  const sorted = [...days].sort();
  const isRun = sorted.every((day, i) => i === 0 || day === sorted[i - 1]! + 1) && sorted.length > 2;
  const names = sorted.map((day) => DAYS[day - 1]!);
  const when = isRun ? `${names[0]} to ${names.at(-1)}` : names.join(', ');
  return from === to ? `${when}, all day` : `${when}, ${from} to ${to}`;
}

const addressIn = (id: string): string =>
  at<HTMLInputElement>(id)
    .value.trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:?#].*$/, '');

function onSubmit(id: string, button: string, run: () => Promise<void>): void {
  at(id).addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(run, at<HTMLButtonElement>(button));
  });
}

onSubmit('rule', 'rule-add', async () => {
  const host = addressIn('rule-what');
  const fidelity = at<HTMLSelectElement>('rule-most').value as Fidelity;
  const rules = personal.rules.filter((rule) => !('host' in rule && rule.host === host));
  await change({ ...personal, rules: [...rules, { host, fidelity }] }, `The rule for ${host} is in force.`);
  at<HTMLInputElement>('rule-what').value = '';
});

onSubmit('place-pause', 'pause-add', async () => {
  const host = addressIn('pause-what');
  const hours = at<HTMLInputElement>('pause-hours').valueAsNumber;
  const until = Number.isNaN(hours) ? {} : { until: new Date(Date.now() + hours * HOUR_MS).toISOString() };
  await change(
    { ...personal, pauses: [...personal.pauses, { scope: { host }, ...until }] },
    `Nothing is recorded at ${host}.`,
  );
  at<HTMLInputElement>('pause-what').value = '';
});

async function keepQuiet(...windows: readonly WeekWindow[]): Promise<void> {
  await change(
    { ...personal, quiet: [...personal.quiet, ...windows] },
    `Quiet: ${windows.map(windowInWords).join('; ')}.`,
  );
}

at('lunch').addEventListener('click', () =>
  attempt(() => keepQuiet({ days: WORKDAYS, from: '12:00', to: '13:00' }), at('lunch')),
);
at('evening').addEventListener('click', () =>
  attempt(
    () =>
      keepQuiet({ days: WORKDAYS, from: '18:00', to: '08:00' }, { days: [6, 7], from: '00:00', to: '00:00' }),
    at('evening'),
  ),
);
onSubmit('window', 'quiet-add', async () => {
  const days = DAYS.flatMap((_, i) => (at<HTMLInputElement>(`day-${i + 1}`).checked ? [i + 1] : []));
  const value = (id: string): string => at<HTMLInputElement>(id).value;
  await keepQuiet({ days, from: value('from'), to: value('to') });
});

onSubmit('limits', 'limits-save', async () => {
  const number = (id: string): number | undefined => {
    const { valueAsNumber } = at<HTMLInputElement>(id);
    return Number.isNaN(valueAsNumber) ? undefined : valueAsNumber;
  };
  const [mb, cpu, battery] = [number('mb'), number('cpu'), number('battery')];
  await change(
    {
      ...personal,
      budgets: {
        ...(mb === undefined ? {} : { mb_per_day: mb }),
        ...(cpu === undefined ? {} : { cpu_percent: cpu }),
        ...(battery === undefined ? {} : { battery_percent: battery }),
        ...(at<HTMLInputElement>('metered').checked ? { metered: false } : {}),
      },
    },
    'These limits are in force.',
  );
});

function drawExemptions(exemptions: readonly ExemptionAsked[]): void {
  const items = exemptions.map((exemption) => {
    const name = scopeInWords(exemption.scope);
    const item = make('li', '', make('span', '', `${name}: ${exemptionInWords(exemption)}`));
    const { id, state } = exemption;
    if (state === 'pending' || state === 'granted')
      item.append(acting('Take back', name, { do: 'exempt', id, act: 'withdraw' }));
    if (state === 'refused')
      item.append(acting('Have another decide', name, { do: 'exempt', id, act: 'appeal' }));
    return item;
  });
  fill('exemptions', items, 'You have asked for none.');
}

function acting(
  text: string,
  name: string,
  request: { readonly do: 'exempt'; readonly id: string; readonly act: 'withdraw' | 'appeal' },
): HTMLButtonElement {
  const button = make('button', 'plain', text, make('span', 'unseen', ` the exemption of ${name}`));
  button.type = 'button';
  button.addEventListener('click', () =>
    attempt(async () => {
      drawExemptions((await ask(request)).exemptions);
      say('done', `Told: ${text.toLowerCase()}, ${name}.`);
    }, button),
  );
  return button;
}

onSubmit('exempt', 'exempt-ask', async () => {
  const kind = at<HTMLSelectElement>('exempt-kind').value;
  const name = at<HTMLInputElement>('exempt-what').value.trim().toLowerCase();
  const scope: ExemptionScope =
    kind === 'everything'
      ? { everything: true }
      : kind === 'place'
        ? { place: name }
        : { host: addressIn('exempt-what') };
  const reason = at<HTMLSelectElement>('exempt-reason').value as ExemptionReason;
  drawExemptions((await ask({ do: 'exempt', scope, reason })).exemptions);
  say('done', `Asked for. Nothing is captured there from now on: ${scopeInWords(scope)}.`);
});

at('days').replaceChildren(
  ...DAYS.map((day, i) => {
    const box = make('input');
    box.type = 'checkbox';
    box.id = `day-${i + 1}`;
    box.checked = i < 5;
    return make('label', 'check', box, ` ${day}`);
  }),
);
at('exempt-reason').replaceChildren(
  ...EXEMPTION_REASONS.map((reason) => {
    const option = make('option', '', REASONS[reason]);
    option.value = reason;
    return option;
  }),
);
attempt(async () => {
  ({ personal } = await ask({ do: 'personal' }));
  draw();
  const { state } = await ask({ do: 'status' });
  if (state !== 'not-enrolled') drawExemptions((await ask({ do: 'exemptions' })).exemptions);
});
