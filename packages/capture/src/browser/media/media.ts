// Hands on what the page's own world says of microphone, camera and screen capture. It is in pages while a recording
// runs, and after an end that a call brought about, so that the end of the call is heard.

import type { PageMedia, WorkerAsk } from '../protocol.ts';
import { MEDIA_ASK, MEDIA_EVENT } from './names.ts';

declare global {
  /** Set in the isolated world while this document says what it uses. */
  var overtMedia: { stop(): void } | undefined;
}

globalThis.overtMedia?.stop();
globalThis.overtMedia = startMedia();

function startMedia(): { stop(): void } {
  let said = '';
  const hear = (event: Event): void => {
    const detail: unknown = (event as CustomEvent).detail;
    const uses = typeof detail === 'string' ? detail : '';
    if (uses === said) return;
    said = uses;
    const words = uses.split(' ');
    const message: PageMedia = {
      say: 'media',
      call: words.includes('call'),
      sharing: words.includes('sharing'),
    };
    chrome.runtime.sendMessage(message).catch(() => undefined); // the extension was replaced
  };
  const obey = ({ ask, stays }: WorkerAsk): void => {
    if (ask === 'stop' && stays !== 'media') stop();
  };
  const stop = (): void => {
    document.removeEventListener(MEDIA_EVENT, hear);
    chrome.runtime.onMessage.removeListener(obey);
  };
  document.addEventListener(MEDIA_EVENT, hear);
  chrome.runtime.onMessage.addListener(obey);
  // What was begun before this script was here.
  document.dispatchEvent(new CustomEvent(MEDIA_ASK));
  return { stop };
}
