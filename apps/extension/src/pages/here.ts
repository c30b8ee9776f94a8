// The place in the tab in front: what is kept there, why, and the switches by which its participant makes it less.

import type { Explanation, Fidelity, Personal } from '@overt/policy';
import { ask } from './ask.ts';
import { at, attempt, make, say, show } from './dom.ts';
import { fidelityInWords } from './words.ts';

const HOUR_MS = 3_600_000;

let host = '';

/** @param redraw draws the page again after a switch was set. */
export async function drawHere(takesPart: boolean, redraw: () => Promise<void>): Promise<void> {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const url = tab?.url ?? '';
  const isSite = takesPart && /^https?:/.test(url);
  show('here', isSite);
  if (!isSite) return;
  host = new URL(url).hostname;
  const explanation = await ask({ do: 'explain', url });
  at('here-name').textContent = explanation.place.known ? explanation.place.name : host;
  at('here-kept').textContent = fidelityInWords(explanation.fidelity);
  at('parts').replaceChildren(...explanation.parts.map(partOf));
  const less = lessThan(explanation.fidelity);
  show('never-here', explanation.fidelity !== 'none');
  show('pause-here', explanation.fidelity !== 'none');
  show('less-here', less !== undefined);
  on('never-here', redraw, () => narrow({ fidelity: 'none' }));
  on('less-here', redraw, () => narrow({ fidelity: less ?? 'none' }));
  on('pause-here', redraw, pauseHere);
}

function partOf({ from, fidelity, says }: Explanation['parts'][number]): HTMLLIElement {
  return make('li', '', make('strong', '', `${from}: ${fidelity}`), ` — ${says}`);
}

function lessThan(fidelity: Fidelity): Fidelity | undefined {
  if (fidelity === 'content') return 'workflow';
  return fidelity === 'workflow' ? 'structure' : undefined;
}

function on(id: string, redraw: () => Promise<void>, run: () => Promise<string>): void {
  const button = at<HTMLButtonElement>(id);
  button.onclick = () =>
    attempt(async () => {
      const told = await run();
      await redraw();
      say('told', told);
    }, button);
}

async function change(make: (personal: Personal) => Personal): Promise<void> {
  const { personal } = await ask({ do: 'personal' });
  await ask({ do: 'personal', personal: make(personal) });
}

async function narrow({ fidelity }: { readonly fidelity: Fidelity }): Promise<string> {
  await change((personal) => ({
    ...personal,
    rules: [...personal.rules.filter((rule) => !('host' in rule && rule.host === host)), { host, fidelity }],
  }));
  return `From now on at ${host}: ${fidelityInWords(fidelity)}`;
}

async function pauseHere(): Promise<string> {
  const until = new Date(Date.now() + HOUR_MS).toISOString();
  await change((personal) => ({ ...personal, pauses: [...personal.pauses, { scope: { host }, until }] }));
  return `Nothing is recorded at ${host} for an hour.`;
}
