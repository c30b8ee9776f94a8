// One step on the page: what was done, on which picture, what it is linked to, and what the recorder knew of it.

import type { NoneReason, Outline, Step } from '@overt/trajectory';
import { counted, escapeText } from './html.ts';
import { anchorOf, type StepLinks } from './links.ts';
import { roleInWords, sentence } from './sentence.ts';
import type { WithheldLabels } from './withheld.ts';

export interface CardSource {
  frame(pixels: string): Uint8Array | undefined;
  readonly outlines: ReadonlyMap<string, Outline>;
  readonly links: StepLinks;
  readonly labels: WithheldLabels;
  /** Step that already shows an outline, by outline id; filled while cards are made. */
  readonly shownOutlines: Map<string, Step>;
}

const NONE: Readonly<Record<NoneReason, string>> = {
  'no-frame': 'none had been taken yet',
  'no-outline': 'nothing had been read yet',
  navigated: 'the page had just changed',
  resized: 'the window had just changed its size',
  'not-a-page': 'this is not a page',
  'frame-moved': 'the page was moving',
  'frame-quota': 'the browser limits how many may be taken',
  'frame-denied': 'this place is kept without pictures',
};

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)}%`;
const at = (x: number, y: number, width: number, height: number): string =>
  `left:${percent(x, width)};top:${percent(y, height)}`;

/** The element and the point acted on, in shares of the picture: CSS pixels over the CSS size of what was stored. */
function overlay(step: Step, width: number, height: number): string {
  const box = step.target?.box;
  let marks = '';
  if (box && box.width > 0)
    marks += `<i class="box" style="${at(box.x, box.y, width, height)};width:${percent(box.width, width)};height:${percent(box.height, height)}"></i>`;
  if (step.x !== null && step.y !== null)
    marks += `<i class="point" style="${at(step.x, step.y, width, height)}"></i>`;
  if (step.x2 !== null && step.y2 !== null)
    marks += `<i class="point end" style="${at(step.x2, step.y2, width, height)}"></i>`;
  return marks;
}

function picture(step: Step, source: CardSource): string {
  const before = step.frame_before;
  if ('none' in before) return `<p class="age">No picture before this step: ${NONE[before.none]}.</p>`;
  const png = source.frame(before.pixels);
  if (!png) return '<p class="age">The picture has expired or was not released.</p>';
  const age = `${Math.round(before.age_ms).toLocaleString('en')} ms before the action${before.stable ? '' : ', not yet settled'}`;
  const data = Buffer.from(png).toString('base64');
  const marks = overlay(step, before.width / before.scale, before.height / before.scale);
  return `<figure><div class="frame"><img loading="lazy" decoding="async" width="${before.width}" height="${before.height}" alt="The screen before: ${escapeText(source.labels.plain(sentence(step)))}" src="data:image/png;base64,${data}">${marks}</div><figcaption class="age">${age}</figcaption></figure>`;
}

function badges(step: Step, { links, labels }: CardSource): string {
  const marks: string[] = [];
  if (step.correction) marks.push('<span class="badge warn">mistyped and put right</span>');
  for (const { kind, phrase, to } of links.of(step))
    marks.push(
      `<span class="badge ${kind === 'correction' ? 'warn' : 'link'}">${phrase} <a href="${links.href(to)}">step ${to.index + 1}</a></span>`,
    );
  const bound = step.target?.bound;
  if (bound?.from === 'slot')
    marks.push(`<span class="badge">belongs to the goal’s {${labels.html(bound.slot)}}</span>`);
  if (step.fidelity === 'partial') marks.push('<span class="badge">seen in part</span>');
  return marks.length > 0 ? `<p class="badges">${marks.join(' ')}</p>` : '';
}

function outlineList(outline: Outline, step: Step, labels: WithheldLabels): string {
  const depth = new Map<number, number>();
  const rows = outline.nodes.map((node) => {
    const level = (depth.get(node.parent) ?? -1) + 1;
    depth.set(node.id, level);
    const name = node.name ? ` ${labels.html(node.name)}` : '';
    const value = node.value ? ` = ${labels.html(node.value)}` : '';
    const states = node.states.length > 0 ? ` <small>${escapeText(node.states.join(', '))}</small>` : '';
    const row = `<b>${escapeText(roleInWords(node.role))}</b>${name}${value}${states}`;
    return `<li style="--d:${Math.min(level, 12)}">${node.id === step.target?.node ? `<mark>${row}</mark>` : row}</li>`;
  });
  return `<ul class="outline" tabindex="0" aria-label="Elements on the screen">${rows.join('')}</ul>${outline.truncated ? '<p class="age">Further elements were left out.</p>' : ''}`;
}

function outlineOf(step: Step, source: CardSource): string {
  const ref = step.outline_before;
  if ('none' in ref) return `<dt>On the screen</dt><dd>Not known: ${NONE[ref.none]}.</dd>`;
  const outline = source.outlines.get(ref.id);
  if (!outline) return '';
  const shown = source.shownOutlines.get(ref.id);
  if (shown)
    return `<dt>On the screen</dt><dd>As listed in <a href="${source.links.href(shown)}">step ${shown.index + 1}</a>.</dd>`;
  source.shownOutlines.set(ref.id, step);
  return `<dt>On the screen: ${counted(outline.nodes.length, 'element')}, ${Math.round(ref.age_ms).toLocaleString('en')} ms before</dt><dd>${outlineList(outline, step, source.labels)}</dd>`;
}

function editsOf(step: Step): string {
  if (!step.edits || step.edits.length === 0) return '';
  const inserted = step.edits.reduce((sum, edit) => sum + edit.inserted, 0);
  const removed = step.edits.reduce((sum, edit) => sum + edit.removed, 0);
  return `<dt>Edits</dt><dd>${counted(step.edits.length, 'edit')}: ${counted(inserted, 'character')} in, ${removed} out</dd>`;
}

function locatorsOf(step: Step, labels: WithheldLabels): string {
  const found = (step.target?.locators ?? []).map(
    ({ by, value, matches }) =>
      `${by} <code>${labels.html(value)}</code>${matches === 1 ? '' : `, ${matches} matches`}`,
  );
  return found.length > 0 ? `<dt>Found again by</dt><dd>${found.join('<br>')}</dd>` : '';
}

function more(step: Step, source: CardSource): string {
  const { labels } = source;
  return `<details><summary>More<span class="unseen"> about step ${step.index + 1}</span></summary><dl class="more"><dt>Step</dt><dd><code>${escapeText(step.type)}</code>, rule <code>${escapeText(step.rule)}</code> version ${step.rule_version}, from ${counted(step.source_event_ids.length, 'event')}</dd><dt>Identifier</dt><dd><code>${escapeText(step.id)}</code></dd>${step.text === null ? '' : `<dt>Text as stored</dt><dd>${labels.html(step.text)}</dd>`}${editsOf(step)}${locatorsOf(step, labels)}${outlineOf(step, source)}</dl></details>`;
}

/** A step as a list item with its anchor. */
export function card(step: Step, source: CardSource): string {
  const { labels } = source;
  const anchor = anchorOf(step);
  const gap = step.type === 'privacy.gap';
  const seconds = (step.t_start_us / 1e6).toFixed(1);
  return `<li id="${anchor}"${gap ? ' class="gap"' : ''}><article><header><a class="index" href="#${anchor}" aria-label="Step ${step.index + 1}">${step.index + 1}</a><div><h3>${labels.html(sentence(step))}</h3><p class="meta">${escapeText(step.place)} · ${seconds} s</p>${badges(step, source)}</div></header>${gap ? '' : picture(step, source) + more(step, source)}</article></li>`;
}
