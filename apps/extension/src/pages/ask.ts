import type { ControlAnswer, ControlRequest, ControlResults } from '@overt/capture/browser';

/** Asks the worker; the answer's result, or an error with the fault's message for people. */
export async function ask<R extends ControlRequest>(request: R): Promise<ControlResults[R['do']]> {
  const answer = (await chrome.runtime.sendMessage(request)) as ControlAnswer<R['do']>;
  if (!answer.ok) throw new TypeError(answer.message, { cause: answer.code });
  return answer.result;
}

/** The element of that id. */
export function at<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new TypeError(`page: no element ${id}`);
  return element as E;
}

/** Runs an action of the person and shows its fault, if any, in the page's status line. */
export function attempt(run: () => Promise<void>): void {
  const line = at('fault');
  line.textContent = '';
  run().catch((error: unknown) => {
    line.textContent = error instanceof Error ? error.message : 'Something went wrong; nothing was changed.';
  });
}
