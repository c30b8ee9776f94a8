import type { ControlState, Status } from '@overt/capture/browser';
import { ask, at, attempt } from './ask.ts';

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
  paused: {
    name: 'Paused',
    explain: 'Nothing is recorded until you resume. A pause looks like any other end.',
  },
};

function show(id: string, visible: boolean): void {
  at(id).hidden = !visible;
}

async function draw(): Promise<void> {
  const status = await ask({ do: 'status' });
  const { name, explain } = STATES[status.state];
  at('state').textContent = name;
  at('state').dataset.state = status.state;
  at('explain').textContent = explain;
  show('consent', status.state === 'not-enrolled' || status.state === 'no-consent');
  show('start', status.state === 'off');
  show('resume', status.state === 'paused');
  show('pause', status.state === 'recording');
  show('stop', status.state === 'recording');
  show('task-begin', status.state === 'recording' && !status.task);
  show('task-end', status.task !== undefined);
  at('task-goal').textContent = status.task?.goal ?? '';
  drawCounts(status);
}

function drawCounts({ held, withheld, leaving }: Status): void {
  at('held').textContent =
    `${held.segments} segments held: ${held.events} events, ${held.frames} pictures, ${Math.ceil(held.bytes / 1024)} KB${leaving > 0 ? `; ${leaving} leaving` : ''}`;
  const reasons = Object.entries(withheld).map(([reason, count]) => `${count} ${reason}`);
  at('withheld').textContent = reasons.length > 0 ? `Withheld in this recording: ${reasons.join(', ')}` : '';
}

function slotsOf(text: string): Record<string, string> {
  const slots: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [name, ...value] = line.split('=');
    if (name?.trim() && value.length > 0) slots[name.trim()] = value.join('=').trim();
  }
  return slots;
}

function onClick(id: string, run: () => Promise<unknown>): void {
  at(id).addEventListener('click', () =>
    attempt(async () => {
      await run();
      await draw();
    }),
  );
}

onClick('start', () => ask({ do: 'start' }));
onClick('resume', () => ask({ do: 'resume' }));
onClick('pause', () => ask({ do: 'pause' }));
onClick('stop', () => ask({ do: 'stop' }));
onClick('task-start', () =>
  ask({
    do: 'task',
    phase: 'start',
    type: '',
    goal: at<HTMLInputElement>('goal').value,
    slots: slotsOf(at<HTMLTextAreaElement>('slots').value),
  }),
);
onClick('task-done', () => ask({ do: 'task', phase: 'finish', outcome: 'success' }));
onClick('task-failed', () => ask({ do: 'task', phase: 'finish', outcome: 'failure' }));
attempt(draw);
