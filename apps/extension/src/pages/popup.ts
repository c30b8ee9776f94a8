import type { ControlRequest, ControlState, Status } from '@overt/capture/browser';
import { ask } from './ask.ts';
import { at, attempt, make, say, show } from './dom.ts';
import { drawHere } from './here.ts';
import { counted, faultInWords, sizeInWords, usageInWords, withheldInWords } from './words.ts';

const STATES: Readonly<Record<ControlState, { readonly name: string; readonly explain: string }>> = {
  'not-enrolled': {
    name: 'Not set up',
    explain: 'Nothing is recorded. No page holds any of this extension’s code.',
  },
  'no-consent': {
    name: 'Waiting for your decision',
    explain: 'Nothing is recorded before you have read the notice and agreed.',
  },
  off: { name: 'Off', explain: 'Nothing is recorded.' },
  recording: { name: 'Recording', explain: 'Alt+Shift+P pauses at once. Nobody is told why or how long.' },
  waiting: {
    name: 'On, but not recording',
    explain: 'It goes on by itself when what stands in the way is over.',
  },
  paused: {
    name: 'Paused',
    explain: 'Nothing is recorded until you resume. A pause looks like any other end.',
  },
};

/** When the state was last drawn; the countdown is drawn in between. */
let shown: Status | undefined;

async function draw(): Promise<void> {
  const status = await ask({ do: 'status' });
  shown = status;
  const { state, task, noticeDue } = status;
  const takesPart = state !== 'not-enrolled' && state !== 'no-consent';
  at('state').textContent = STATES[state].name;
  at('state').dataset['state'] = state;
  drawExplanation(status);
  drawWarning(status);
  show('consent', !takesPart || noticeDue);
  at('consent').textContent =
    state === 'not-enrolled' ? 'Set up' : noticeDue ? 'Read today’s notice' : 'Read the notice and decide';
  show('start', state === 'off' && !noticeDue);
  show('resume', state === 'paused' && !noticeDue);
  show('pause', state === 'recording' || state === 'waiting');
  show('stop', state === 'recording' || state === 'waiting' || state === 'paused');
  show('later', takesPart);
  show('pause-form', takesPart && state !== 'off');
  show('pause-30', takesPart && state !== 'off');
  show('task-begin', state === 'recording' && !task);
  show('task-end', task !== undefined);
  at('task-goal').textContent = task?.goal || 'No goal was named.';
  show('device', takesPart);
  show('leave', takesPart);
  drawCounts(status);
  await drawHere(takesPart, draw);
}

function drawExplanation({ state, stop, resumesAt }: Status): void {
  const left = resumesAt === undefined ? undefined : Math.max(0, resumesAt - Date.now());
  if (left !== undefined)
    at('explain').textContent = `It goes on by itself in ${clockOf(left)}. A pause looks like any other end.`;
  else if (stop && state !== 'recording')
    at('explain').textContent =
      `Nothing is recorded ${stop.says}.${state === 'waiting' ? ' It goes on by itself when that is over.' : ''}`;
  else at('explain').textContent = STATES[state].explain;
}

/** `29:05`, or hours before it. */
function clockOf(left_ms: number): string {
  const seconds = Math.ceil(left_ms / 1_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function drawWarning({ policyFault, managedFault }: Status): void {
  const code = managedFault ?? policyFault;
  at('warning').textContent = code === undefined ? '' : faultInWords(code, code);
}

function drawCounts({ held, withheld, leaving, uploadFault, usage }: Status): void {
  at('held').textContent =
    held.segments === 0
      ? 'Nothing is held.'
      : `Held: ${counted(held.events, 'event')} and ${counted(held.frames, 'picture')} in ${counted(held.segments, 'piece')}, ${sizeInWords(held.bytes)}.`;
  show('leaving', leaving > 0);
  at('leaving').textContent =
    `${counted(leaving, 'piece')} released, on the way.${uploadFault ? ` ${faultInWords(uploadFault, uploadFault)}` : ''}`;
  at('usage').textContent = usageInWords(usage);
  const reasons = withheldInWords(withheld);
  show('withheld', reasons.length > 0);
  at('reasons').replaceChildren(...reasons.map((reason) => make('li', '', reason)));
}

/** `customer=Amber GmbH`, one per line. */
function slotsOf(text: string): Record<string, string> {
  const slots: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [name, ...value] = line.split('=');
    if (name?.trim() && value.length > 0) slots[name.trim()] = value.join('=').trim();
  }
  return slots;
}

/** Asks, draws the state that follows, and puts the focus on what takes the place of what was pressed. */
function act(request: () => ControlRequest, button: HTMLButtonElement, next: string): void {
  attempt(async () => {
    try {
      await ask(request());
    } finally {
      await draw();
    }
    at(next).focus();
  }, button);
}

function onClick(id: string, request: ControlRequest, next: string): void {
  const button = at<HTMLButtonElement>(id);
  button.addEventListener('click', () => act(() => request, button, next));
}

const minutesIn = (id: string): number => at<HTMLInputElement>(id).valueAsNumber;

onClick('start', { do: 'start' }, 'pause');
onClick('resume', { do: 'resume' }, 'pause');
onClick('pause', { do: 'pause' }, 'resume');
onClick('pause-30', { do: 'pause', minutes: 30 }, 'resume');
onClick('stop', { do: 'stop' }, 'start');
onClick('task-done', { do: 'task', phase: 'finish', outcome: 'success' }, 'goal');
onClick('task-failed', { do: 'task', phase: 'finish', outcome: 'failure' }, 'goal');
at('pause-form').addEventListener('submit', (event) => {
  event.preventDefault();
  act(() => ({ do: 'pause', minutes: minutesIn('pause-minutes') }), at('pause-for'), 'resume');
});
at('forget-form').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const { segments, events, frames, left } = await ask({
      do: 'forget',
      minutes: minutesIn('forget-minutes'),
    });
    await draw();
    const gone = `Forgotten: ${counted(events, 'event')} and ${counted(frames, 'picture')} in ${counted(segments, 'piece')}.`;
    say(
      'told',
      left === 0 ? gone : `${gone} ${counted(left, 'piece')} had left already; the portal can erase them.`,
    );
  }, at('forget'));
});
at('task-begin').addEventListener('submit', (event) => {
  event.preventDefault();
  const goal = at<HTMLInputElement>('goal').value.trim();
  const slots = slotsOf(at<HTMLTextAreaElement>('slots').value);
  act(() => ({ do: 'task', phase: 'start', type: '', goal, slots }), at('task-start'), 'task-done');
});
attempt(draw);
setInterval(() => {
  if (shown?.resumesAt === undefined) return;
  if (shown.resumesAt > Date.now()) drawExplanation(shown);
  else attempt(draw);
}, 1_000);
