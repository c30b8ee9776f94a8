// A held segment, opened: each picture beside what was recorded until the next, and at the end every record word for word.

import type { SegmentContent } from '@overt/capture/browser';
import type { Event } from '@overt/events';
import { splitPlaceholders } from '@overt/redact';
import { make } from './dom.ts';
import { eventInWords } from './event-words.ts';
import { counted } from './words.ts';

/** How a page shows a segment: the name it has there, and what a press on a picture does. */
interface Showing {
  readonly name: string;
  enlarge(image: HTMLImageElement): void;
}

type FrameEvent = Extract<Event, { kind: 'frame' }>;

interface Scene {
  readonly frame: FrameEvent | undefined;
  readonly events: Event[];
}

/** Events that say something a person can read; the rest is counted, and stands among the records at the end. */
const isTold = (event: Event): boolean =>
  !(event.kind === 'pointer' && event.phase !== 'down') &&
  !(event.kind === 'key' && (event.phase === 'up' || event.key === 'Char')) &&
  event.kind !== 'focus' &&
  event.kind !== 'frame';

function scenesOf(events: readonly Event[]): readonly Scene[] {
  const scenes: Scene[] = [{ frame: undefined, events: [] }];
  for (const event of events) {
    if (event.kind === 'frame') scenes.push({ frame: event, events: [] });
    else scenes.at(-1)?.events.push(event);
  }
  return scenes.filter(({ frame, events: within }) => frame || within.some(isTold));
}

/** Text with each placeholder in words, its stored form in the tooltip. */
function worded(text: string): (Node | string)[] {
  return splitPlaceholders(text).map((part) => {
    if (typeof part === 'string') return part;
    const held = make('span', 'held', `withheld ${part.noun}${part.size ? `, ${part.size}` : ''}`);
    held.title = part.placeholder;
    return held;
  });
}

/** Lines of a scene; a run of edits of one field is one line. */
function linesOf(events: readonly Event[]): HTMLLIElement[] {
  const lines: HTMLLIElement[] = [];
  let edits = 0;
  const line = (t: number, text: string): void => {
    lines.push(make('li', '', make('span', 'time', `${(t / 1e6).toFixed(1)} s`), ' ', ...worded(text)));
  };
  for (const event of events) {
    if (!isTold(event)) continue;
    if (event.kind === 'text' && event.op !== 'commit') {
      edits += 1;
      continue;
    }
    if (edits > 0) line(event.t, counted(edits, 'edit'));
    edits = 0;
    line(event.t, eventInWords(event));
  }
  const last = events.at(-1);
  if (edits > 0 && last) line(last.t, counted(edits, 'edit'));
  return lines;
}

function pictureOf(frame: FrameEvent, source: string | undefined, showing: Showing): Node {
  const caption = `Picture ${frame.frame}, ${(frame.covered / 10).toFixed(0)} % covered`;
  if (!source) return make('p', 'soft', `${caption}; looks exactly like picture ${frame.pixels}.`);
  const image = make('img');
  image.src = source;
  image.alt = `${caption}, as it is stored`;
  image.width = frame.width;
  image.height = frame.height;
  image.loading = 'lazy';
  const button = make('button', 'picture', image);
  button.type = 'button';
  button.setAttribute('aria-label', `Enlarge picture ${frame.frame} of ${showing.name}`);
  button.addEventListener('click', () => showing.enlarge(image));
  return make('figure', '', button, make('figcaption', '', caption));
}

function recordsOf(events: readonly Event[], { name }: Showing): HTMLElement {
  const details = make(
    'details',
    '',
    make(
      'summary',
      '',
      `All ${counted(events.length, 'record')}, word for word`,
      make('span', 'unseen', ` of ${name}`),
    ),
  );
  details.addEventListener(
    'toggle',
    () => {
      const text = events.map((event) => JSON.stringify(event)).join('\n');
      const records = make('pre', 'records', text);
      records.tabIndex = 0;
      details.append(records);
    },
    { once: true },
  );
  return details;
}

/** What a segment holds, as it is stored. */
export function viewContent(content: SegmentContent, showing: Showing): HTMLElement {
  const scenes = scenesOf(content.events).map(({ frame, events }) => {
    const told = make('ul', 'lines', ...linesOf(events));
    if (!frame) return make('li', 'scene bare', told);
    if (!told.hasChildNodes()) told.append(make('li', 'soft', 'Nothing until the next picture.'));
    return make('li', 'scene', pictureOf(frame, content.frames[frame.frame], showing), told);
  });
  return make('div', 'content', make('ol', 'scenes', ...scenes), recordsOf(content.events, showing));
}
