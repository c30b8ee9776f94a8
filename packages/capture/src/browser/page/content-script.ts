// Entry of the content script: binds the recorder to the extension's messages, once per document.

import type { PageAnswer, WorkerAsk } from '../protocol.ts';
import { startRecorder } from './recorder.ts';

declare global {
  /** Set in the isolated world while a recorder runs in this document. */
  var overtRecorder: { stop(): void } | undefined;
}

globalThis.overtRecorder?.stop();
globalThis.overtRecorder = startRecorder({
  send: async (message) => {
    const answer: unknown = await chrome.runtime.sendMessage(message);
    if (!isAnswer(answer)) throw new TypeError('worker: no answer; it ended before it had sealed the batch');
    return answer;
  },
  onAsk: (answer) => {
    const listener = (
      ask: WorkerAsk,
      _sender: chrome.runtime.MessageSender,
      reply: (value: unknown) => void,
    ): boolean => {
      if (typeof ask?.ask === 'string') reply(answer(ask) ?? null);
      return false;
    };
    chrome.runtime.onMessage.addListener(listener);
    return () => chrome.runtime.onMessage.removeListener(listener);
  },
});

function isAnswer(value: unknown): value is PageAnswer {
  return typeof value === 'object' && value !== null && 'answer' in value;
}
