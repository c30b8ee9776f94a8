// npm run docs:places: writes docs/guide/places.html from the catalogue. `--check` only says whether it is stale.
//
// The page is one file without requests: every row is in it, a few lines of script hide those that are not asked for.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { STYLE } from './places-style.mjs';
import { root } from './setup.mjs';

const PAGE = join(root, 'docs/guide/places.html');

const FIDELITIES = [
  ['none', 'Nothing. It is as if the window were not there; only how often is counted, on your device.'],
  [
    'structure',
    'That something was clicked, typed or opened, what kind of control it was and where. No word of it, no picture.',
  ],
  [
    'workflow',
    'Also the words of the maker: menus, buttons, labels. What you or others wrote is a placeholder, in text and in pictures.',
  ],
  ['content', 'Also your own text and pictures, after redaction. No place in the catalogue starts here.'],
];
const EVIDENCE = [
  ['verified', 'Our tests work in the real thing.'],
  ['documented', 'Its address or name stands in a source that was looked up.'],
  ['unverified', 'From general knowledge. It can only lower what is kept: structure at most.'],
];

/** The catalogue as the decision uses it, read from source. */
async function load() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'packages/policy/src/index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['@overt/source'],
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value) => value.replace(/[&<>"]/g, (char) => ESCAPES[char]);
const words = (value) => value.replaceAll('-', ' ');
const options = (values) =>
  values.map((value) => `<option value="${value}">${words(value)}</option>`).join('');
const terms = (list) =>
  list
    .map(
      ([name, meaning]) => `<div><dt><span class="tag ${name}">${name}</span></dt><dd>${meaning}</dd></div>`,
    )
    .join('\n');

const SYSTEM = { linux: 'Linux', mac: 'macOS', windows: 'Windows' };

function recognition({ kind, match }) {
  if (kind === 'desktop')
    return Object.entries(match)
      .map(
        ([system, names]) =>
          `<span class="os">${SYSTEM[system]}</span> <code>${names.map(text).join('</code> <code>')}</code>`,
      )
      .join(' ');
  if (match.hosts.length === 0) return 'where your policy says it runs';
  const paths = match.paths ?? [''];
  return match.hosts.flatMap((host) => paths.map((path) => `<code>${text(host + path)}</code>`)).join(' ');
}

/** Only routes that change something. */
function exceptions(entry, fidelity) {
  return (entry.routes ?? [])
    .filter((route) => route.fidelity !== fidelity)
    .map((route) => `<br><code>${text(route.prefix)}</code> ${route.fidelity}`)
    .join('');
}

function row(entry, fidelity) {
  const source = entry.source ? `<br><span class="source">${text(entry.source)}</span>` : '';
  return `<tr data-c="${entry.category}" data-f="${fidelity}" data-e="${entry.evidence}" data-k="${entry.kind}"><th scope="row">${text(entry.name)}<br><span class="id">${entry.id}</span></th><td>${words(entry.category)}</td><td><span class="tag ${fidelity}">${fidelity}</span>${exceptions(entry, fidelity)}</td><td class="by">${recognition(entry)}</td><td>${entry.evidence}${source}</td></tr>`;
}

const SCRIPT = `
const form = document.querySelector('form');
const rows = [...document.querySelectorAll('tbody tr')];
const texts = rows.map((row) => row.textContent.toLowerCase());
const status = document.querySelector('[role=status]');
const empty = document.querySelector('#empty');
function show() {
  const { q, c, f, e, k } = Object.fromEntries(new FormData(form));
  const wanted = q.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, index) => {
    const { dataset } = row;
    const fits = (!c || dataset.c === c) && (!f || dataset.f === f) && (!e || dataset.e === e) && (!k || dataset.k === k);
    row.hidden = !(fits && wanted.every((word) => texts[index].includes(word)));
    if (!row.hidden) shown++;
  });
  status.textContent = shown === rows.length ? \`All \${shown} places\` : \`\${shown} of \${rows.length} places\`;
  empty.hidden = shown > 0;
}
form.addEventListener('input', show);
form.addEventListener('reset', () => setTimeout(show));
form.addEventListener('submit', (event) => event.preventDefault());
show();
`;

function pageOf({ CATALOGUE, CATEGORIES, effectiveFidelity }) {
  const entries = [...CATALOGUE].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1,
  );
  const used = CATEGORIES.filter((category) => entries.some((entry) => entry.category === category)).sort();
  const none = entries.filter((entry) => effectiveFidelity(entry) === 'none').length;
  return `<!doctype html>
<!-- Generated by npm run docs:places from packages/policy/src/catalogue; not edited by hand. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Places Overt knows</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Places Overt knows</h1>
<p>A place is an application or a web site. For each, this is the most that may be kept of it; your organisation, the law where you are and you yourself can only lower it. ${none} of the ${entries.length} places are never seen at all, such as banks, health, unions and private messages. A place that is not listed is kept at structure.</p>
</header>
<main>
<section aria-labelledby="kept">
<h2 id="kept">What is kept</h2>
<dl>
${terms(FIDELITIES)}
</dl>
</section>
<section aria-labelledby="known">
<h2 id="known">How well we know it</h2>
<dl>
${terms(EVIDENCE)}
</dl>
</section>
<section aria-labelledby="find">
<h2 id="find">Find a place</h2>
<search aria-labelledby="find">
<form>
<label class="wide">Name, address or application <input type="search" name="q" autocomplete="off"></label>
<label>Category <select name="c"><option value="">all</option>${options(used)}</select></label>
<label>What is kept <select name="f"><option value="">all</option>${options(['none', 'structure', 'workflow'])}</select></label>
<label>Evidence <select name="e"><option value="">all</option>${options(EVIDENCE.map(([name]) => name))}</select></label>
<label>Kind <select name="k"><option value="">all</option><option value="web">web site</option><option value="desktop">application</option></select></label>
<button type="reset">Show all</button>
</form>
</search>
<p role="status">${entries.length} places</p>
<!-- biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard -->
<section class="table" tabindex="0" aria-label="Places">
<table>
<thead><tr><th scope="col">Place</th><th scope="col">Category</th><th scope="col">What is kept</th><th scope="col">Recognised by</th><th scope="col">Evidence</th></tr></thead>
<tbody>
${entries.map((entry) => row(entry, effectiveFidelity(entry))).join('\n')}
</tbody>
</table>
</section>
<p id="empty" hidden>No place like this. It would be kept at structure: no text, no picture.</p>
</section>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const page = pageOf(await load());
if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, 'utf8') !== page) {
  console.error('docs/guide/places.html is not what the catalogue says; run npm run docs:places');
  process.exit(1);
}
