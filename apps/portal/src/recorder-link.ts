// Asks the recorder in this browser for its state, without the server in between.
//
// The server must not know when someone pauses (promise P5), so the page asks the extension by window messages and
// keeps the answer in memory only: it is never part of any request.
// Protocol: docs/spec/ingest.md#recorder-link.

import { useEffect, useState } from 'react';

export type RecorderState = 'recording' | 'paused' | 'off';

export interface Recorder {
  readonly state: RecorderState;
  /** Segments still in the hold on this device, which nobody else can see. */
  readonly held: number;
}

const STATES: readonly unknown[] = ['recording', 'paused', 'off'];

/** The recorder's answer, if `message` is one. */
export function parseRecorder(message: unknown): Recorder | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { overt, v, state, held } = message as Record<string, unknown>;
  if (overt !== 'recorder' || v !== 1 || !STATES.includes(state)) return undefined;
  return {
    state: state as RecorderState,
    held: typeof held === 'number' && held >= 0 ? Math.floor(held) : 0,
  };
}

const send = (overt: string) => window.postMessage({ overt, v: 1 }, window.location.origin);

/** Asks the recorder to open its review page, which shows what is held on this device. */
export const openReview = () => send('open-review');

/** The recorder's last answer; undefined while none has answered. */
export function useRecorder(): Recorder | undefined {
  const [recorder, setRecorder] = useState<Recorder>();
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      if (event.source !== window || event.origin !== window.location.origin) return;
      const answer = parseRecorder(event.data);
      if (answer) setRecorder(answer);
    };
    window.addEventListener('message', listen);
    send('portal');
    const timer = window.setInterval(() => send('portal'), 5_000);
    return () => {
      window.removeEventListener('message', listen);
      window.clearInterval(timer);
    };
  }, []);
  return recorder;
}
