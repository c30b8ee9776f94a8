import type { ControlRequest, ControlState, Status } from '@overt/capture/browser';
import { ask } from './ask.ts';
import { at, attempt, make, show } from './dom.ts';
import { counted, faultInWords, sizeInWords, withheldInWords } from './words.ts';

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

async function draw(): Promise<void> {
  const status = await ask({ do: 'status' });
  const { state, task } = status;
  const takesPart = state !== 'not-enrolled' && state !== 'no-consent';
  at('state').textContent = STATES[state].name;
  at('state').dataset.state = state;
  at('explain').textContent = STATES[state].explain;
  show('consent', !takesPart);
  at('consent').textContent = state === 'not-enrolled' ? 'Set up' : 'Read the notice and decide';
  show('start', state === 'off');
  show('resume', state === 'paused');
  show('pause', state === 'recording');
  show('stop', state === 'recording');
  show('task-begin', state === 'recording' && !task);
  show('task-end', task !== undefined);
  at('task-goal').textContent = task?.goal || 'No goal was named.';
  show('device', takesPart);
  show('leave', takesPart);
  drawCounts(status);
}

function drawCounts({ held, withheld, leaving, uploadFault }: Status): void {
  at('held').textContent =
    held.segments === 0
      ? 'Nothing is held.'
      : `Held: ${counted(held.events, 'event')} and ${counted(held.frames, 'picture')} in ${counted(held.segments, 'piece')}, ${sizeInWords(held.bytes)}.`;
  show('leaving', leaving > 0);
  at('leaving').textContent =
    `${counted(leaving, 'piece')} released, on the way.${uploadFault ? ` ${faultInWords(uploadFault, uploadFault)}` : ''}`;
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
    await ask(request());
    await draw();
    at(next).focus();
  }, button);
}

function onClick(id: string, request: ControlRequest, next: string): void {
  const button = at<HTMLButtonElement>(id);
  button.addEventListener('click', () => act(() => request, button, next));
}

onClick('start', { do: 'start' }, 'pause');
onClick('resume', { do: 'resume' }, 'pause');
onClick('pause', { do: 'pause' }, 'resume');
onClick('stop', { do: 'stop' }, 'start');
onClick('task-done', { do: 'task', phase: 'finish', outcome: 'success' }, 'goal');
onClick('task-failed', { do: 'task', phase: 'finish', outcome: 'failure' }, 'goal');
at('task-begin').addEventListener('submit', (event) => {
  event.preventDefault();
  const goal = at<HTMLInputElement>('goal').value.trim();
  const slots = slotsOf(at<HTMLTextAreaElement>('slots').value);
  act(() => ({ do: 'task', phase: 'start', type: '', goal, slots }), at('task-start'), 'task-done');
});
attempt(draw);
