// A self-contained page of steps with their frames: no script from elsewhere, no font, no request.

import type { Episode, Step } from '@overt/trajectory';
import { sentence, sourceOf } from './sentence.ts';
import { STYLE } from './style.ts';

export interface ViewSource {
  readonly title: string;
  readonly episodes: readonly Episode[];
  /** PNG bytes by `FrameRef.pixels`; undefined if the frame has expired or was not released. */
  frame(pixels: string): Uint8Array | undefined;
  /** Facts shown at the top, in order. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

const escapeText = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(3)}%`;

function overlay(step: Step, width: number, height: number): string {
  const box = step.target?.box;
  const marks: string[] = [];
  if (box && box.width > 0)
    marks.push(
      `<i class="box" style="left:${percent(box.x, width)};top:${percent(box.y, height)};width:${percent(box.width, width)};height:${percent(box.height, height)}"></i>`,
    );
  if (step.x !== null && step.y !== null)
    marks.push(`<i class="point" style="left:${percent(step.x, width)};top:${percent(step.y, height)}"></i>`);
  return marks.join('');
}

function picture(step: Step, source: ViewSource): string {
  const before = step.frame_before;
  if ('none' in before) return `<p class="noframe">no frame before this step: ${escapeText(before.none)}</p>`;
  const png = source.frame(before.pixels);
  if (!png) return '<p class="noframe">the frame has expired or was not released</p>';
  const alt = `screen ${before.age_ms} ms before: ${sentence(step)}`;
  const data = Buffer.from(png).toString('base64');
  const marks = overlay(step, before.width / before.scale, before.height / before.scale);
  return `<div class="frame"><img loading="lazy" width="${before.width}" height="${before.height}" alt="${escapeText(alt)}" src="data:image/png;base64,${data}">${marks}</div>
<p class="age">${before.age_ms} ms before the action${before.stable ? '' : ', not yet settled'}</p>`;
}

function badges(step: Step): string {
  const marks: string[] = [];
  if (step.correction || step.corrects) marks.push('<span class="badge warn">correction</span>');
  if (step.paste_of) marks.push('<span class="badge link">pasted from an earlier copy</span>');
  const from = sourceOf(step);
  if (from) marks.push(`<span class="badge">value: ${escapeText(from)}</span>`);
  return marks.join(' ');
}

function card(step: Step, source: ViewSource): string {
  const seconds = (step.t_start_us / 1e6).toFixed(1);
  return `<li id="${escapeText(step.id)}"><article><header><span class="index">${step.index + 1}</span><div><h3>${escapeText(sentence(step))}</h3>
<p class="meta"><code>${escapeText(step.type)}</code> · ${escapeText(step.place)} · ${seconds} s ${badges(step)}</p></div></header>${picture(step, source)}</article></li>`;
}

function section(episode: Episode, source: ViewSource): string {
  const steps = episode.steps;
  const goal = episode.goal ?? 'Work outside a named task';
  return `<section><h2>${escapeText(goal)}</h2><p class="meta">${escapeText(episode.type)} · ${steps.length} steps · outcome: ${escapeText(episode.outcome)}</p><ol>${steps.map((step) => card(step, source)).join('')}</ol></section>`;
}

/** The whole page. Values that were withheld on the device cannot appear: they are not in `source`. */
export function renderView(source: ViewSource): string {
  const facts = source.facts
    .map(([name, value]) => `<div><dt>${escapeText(name)}</dt><dd>${escapeText(value)}</dd></div>`)
    .join('');
  const contents = source.episodes
    .map((episode, index) => `<li><a href="#e${index}">${escapeText(episode.goal ?? 'Other work')}</a></li>`)
    .join('');
  const sections = source.episodes
    .map((episode, index) => section(episode, source).replace('<section>', `<section id="e${index}">`))
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeText(source.title)}</title><style>${STYLE}</style></head>
<body><header class="top"><h1>${escapeText(source.title)}</h1><dl>${facts}</dl></header><nav aria-label="Episodes"><ol>${contents}</ol></nav><main>${sections}</main></body></html>`;
}
