// A self-contained page of steps with their frames: no script, no font, no request; it can be mailed, printed and kept.

import type { Episode, Step, StepType } from '@overt/trajectory';
import { type CardSource, card } from './card.ts';
import { counted, escapeText } from './html.ts';
import { anchorOf, linkSteps } from './links.ts';
import { sentence } from './sentence.ts';
import { STYLE } from './style.ts';
import { WithheldLabels } from './withheld.ts';

export interface ViewSource {
  readonly title: string;
  readonly episodes: readonly Episode[];
  /** PNG bytes by `FrameRef.pixels`; undefined if the frame has expired or was not released. */
  frame(pixels: string): Uint8Array | undefined;
  /** Facts shown at the top, in order. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

const ON_THE_WAY: ReadonlySet<StepType> = new Set([
  'nav.url',
  'tab.switch',
  'tab.close',
  'window.focus',
  'app.switch',
  'privacy.gap',
]);

/** An unnamed episode in which nothing was done but getting from one task to the next. */
const isBetween = (episode: Episode): boolean =>
  episode.goal === null && episode.steps.every((step) => ON_THE_WAY.has(step.type));

const titleOf = (episode: Episode): string => episode.goal ?? 'Work outside a named task';

const OUTCOMES = { success: 'reached its goal', failure: 'did not reach its goal', unknown: '' } as const;

function between(episode: Episode, source: CardSource): string {
  const gaps = episode.steps.filter((step) => step.type === 'privacy.gap').length;
  const said = episode.steps
    .filter((step) => step.type !== 'privacy.gap')
    .map((step) => source.labels.html(sentence(step)));
  if (gaps > 0) said.push(`<strong>${counted(gaps, 'gap')}</strong>`);
  return `<details class="between"><summary>Between tasks: ${said.join('; ')}</summary><ol>${cards(episode.steps, source)}</ol></details>`;
}

const cards = (steps: readonly Step[], source: CardSource): string =>
  steps.map((step) => card(step, source)).join('');

function section(episode: Episode, source: CardSource): string {
  if (isBetween(episode)) return between(episode, source);
  const about = [
    episode.type === 'unknown' ? '' : `<code>${escapeText(episode.type)}</code>`,
    counted(episode.steps.length, 'step'),
    OUTCOMES[episode.outcome],
    episode.part > 0 ? `part ${episode.part + 1}, after a gap` : '',
  ];
  return `<section id="e${episode.index}"><h2>${source.labels.html(titleOf(episode))}</h2><p class="meta">${about.filter(Boolean).join(' · ')}</p><ol>${cards(episode.steps, source)}</ol></section>`;
}

function contents(episodes: readonly Episode[], labels: WithheldLabels): string {
  const rows = episodes
    .filter((episode) => !isBetween(episode))
    .map(
      (episode) =>
        `<li><a href="#e${episode.index}">${labels.html(titleOf(episode))}</a> <small>${counted(episode.steps.length, 'step')}</small></li>`,
    );
  return `<nav aria-labelledby="contents"><h2 id="contents">Tasks</h2><ol>${rows.join('')}</ol></nav>`;
}

function legend(labels: WithheldLabels): string {
  const values = labels.used();
  if (values.length === 0) return '';
  const rows = values.map(({ placeholder, label, size, steps }) => {
    const links = steps.map((step) => `<a href="#s${step}">${step}</a>`).join(', ');
    return `<tr><th scope="row">${label}</th><td>${size}</td><td><code>${escapeText(placeholder)}</code></td><td>${links}</td></tr>`;
  });
  return `<details class="legend"><summary>${counted(values.length, 'withheld value')}: what stands for each, and in which steps</summary><p>The values themselves never left the device. Equal values have equal placeholders, within this recording only.</p><div class="scroll" tabindex="0" role="region" aria-label="Withheld values"><table><thead><tr><th scope="col">On this page</th><th scope="col">Length</th><th scope="col">As stored</th><th scope="col">Steps</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

/** The whole page. Values that were withheld on the device cannot appear: they are not in `source`. */
export function renderView(source: ViewSource): string {
  const labels = new WithheldLabels();
  for (const step of source.episodes.flatMap((episode) => episode.steps))
    labels.use([sentence(step), step.text ?? ''].join('\n'), step.index + 1);
  const outlines = new Map(
    source.episodes.flatMap((e) => e.outlines.map((outline) => [outline.id, outline])),
  );
  const about: CardSource = {
    frame: source.frame,
    outlines,
    links: linkSteps(source.episodes),
    labels,
    shownOutlines: new Map(),
  };
  const facts = source.facts.map(([name, value]) => fact(name, escapeText(value)));
  facts.push(fact('Gaps', gapLinks(source.episodes)));
  const sections = source.episodes.map((episode) => section(episode, about)).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><title>${escapeText(source.title)}</title><style>${STYLE}</style></head>
<body><header class="top"><h1>${escapeText(source.title)}</h1><dl class="facts">${facts.join('')}</dl>${contents(source.episodes, labels)}${legend(labels)}</header><main>${sections}</main></body></html>
`;
}

function gapLinks(episodes: readonly Episode[]): string {
  const gaps = episodes.flatMap((episode) => episode.steps).filter((step) => step.type === 'privacy.gap');
  if (gaps.length === 0) return 'none';
  const links = gaps.map((step) => `<a href="#${anchorOf(step)}">step ${step.index + 1}</a>`);
  return `${gaps.length}<small> (${links.join(', ')})</small>`;
}

const fact = (name: string, html: string): string =>
  `<div><dt>${escapeText(name)}</dt><dd>${html}</dd></div>`;
