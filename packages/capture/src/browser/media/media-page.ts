// Among the page's own scripts: tells the recorder when the page begins and ends to use microphone, camera or screen
// capture, by wrapping the calls that hand out streams. Their behaviour, arguments and results are the page's own.
//
// A page can forge what is said here; it can thereby only stop the recording of itself and others, never start or keep one.

import { CALL_CHECK_MS } from '../limits.ts';
import { MEDIA_ASK, MEDIA_EVENT } from './names.ts';

type Use = 'call' | 'sharing';

declare global {
  /** Set while this document says what it uses. */
  var overtMediaPage: boolean | undefined;
}

if (!globalThis.overtMediaPage) {
  // Not enumerable: a page that lists its globals finds what it expects.
  Object.defineProperty(globalThis, 'overtMediaPage', { value: true });
  watchMedia();
}

function watchMedia(): void {
  const live: Record<Use, Set<MediaStreamTrack>> = { call: new Set(), sharing: new Set() };
  let timer: ReturnType<typeof setInterval> | undefined;
  const say = (): void => {
    const detail = (['call', 'sharing'] as const).filter((use) => live[use].size > 0).join(' ');
    document.dispatchEvent(new CustomEvent(MEDIA_EVENT, { detail }));
  };
  const check = (): void => {
    const before = live.call.size + live.sharing.size;
    for (const tracks of Object.values(live))
      for (const track of tracks) if (track.readyState === 'ended') tracks.delete(track);
    const after = live.call.size + live.sharing.size;
    if (after !== before) say();
    if (after > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const note = (use: Use, stream: MediaStream): void => {
    for (const track of stream.getTracks()) live[use].add(track);
    // Stopping a track fires no event: it is looked at.
    timer ??= setInterval(check, CALL_CHECK_MS);
    say();
  };
  document.addEventListener(MEDIA_ASK, say);
  const devices = globalThis.MediaDevices?.prototype as MediaDevices | undefined;
  if (devices) {
    wrapPromise(devices, 'getUserMedia', (stream) => note('call', stream));
    wrapPromise(devices, 'getDisplayMedia', (stream) => note('sharing', stream));
  }
  wrapCallback(Navigator.prototype, 'webkitGetUserMedia', (stream) => note('call', stream));
}

type Callable = (...args: unknown[]) => unknown;

function wrapPromise(on: object, name: string, seen: (stream: MediaStream) => void): void {
  wrap(on, name, (call) => {
    const answer = call();
    if (answer instanceof Promise)
      answer.then(
        (stream: MediaStream) => seen(stream),
        () => undefined,
      );
    return answer;
  });
}

/** The old form: the stream is handed to the second argument. */
function wrapCallback(on: object, name: string, seen: (stream: MediaStream) => void): void {
  wrap(on, name, (call, args) => {
    const success = args[1];
    if (typeof success !== 'function') return call();
    args[1] = (stream: MediaStream) => {
      seen(stream);
      return (success as Callable)(stream);
    };
    return call();
  });
}

/** A proxy keeps name, length, receiver and the complaint about a wrong one. */
function wrap(on: object, name: string, around: (call: () => unknown, args: unknown[]) => unknown): void {
  const described = Object.getOwnPropertyDescriptor(on, name);
  if (typeof described?.value !== 'function') return;
  const wrapped = new Proxy(described.value as Callable, {
    apply: (target, self, args: unknown[]) => around(() => Reflect.apply(target, self, args), args),
  });
  Object.defineProperty(on, name, { ...described, value: wrapped });
}
