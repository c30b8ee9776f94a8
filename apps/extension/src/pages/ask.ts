import type { ControlAnswer, ControlRequest, ControlResults } from '@overt/capture/browser';
import { faultInWords } from './words.ts';

/** Asks the worker; the answer's result, or an error with the fault in words for people. */
export async function ask<R extends ControlRequest>(request: R): Promise<ControlResults[R['do']]> {
  const answer = (await chrome.runtime.sendMessage(request)) as ControlAnswer<R['do']>;
  if (!answer.ok) throw new TypeError(faultInWords(answer.code, answer.message), { cause: answer.code });
  return answer.result;
}
