// The ARIA role of an element, computed without asking the browser: Chromium hides its own computed roles behind a flag.

// biome-ignore format: a table reads better as a table
const BY_TAG: Readonly<Record<string, string>> = {
  article: 'article', aside: 'complementary', button: 'button', canvas: 'canvas', datalist: 'listbox', dd: 'definition',
  details: 'group', dialog: 'dialog', dt: 'term', fieldset: 'group', figure: 'figure', footer: 'contentinfo', form: 'form',
  h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading', header: 'banner', hr: 'separator',
  iframe: 'iframe', img: 'img', legend: 'legend', li: 'listitem', main: 'main', menu: 'list', meter: 'meter', nav: 'navigation',
  ol: 'list', optgroup: 'group', option: 'option', output: 'status', p: 'paragraph', progress: 'progressbar', search: 'search',
  summary: 'button', svg: 'img', table: 'table', tbody: 'rowgroup', textarea: 'textbox', tfoot: 'rowgroup', thead: 'rowgroup',
  tr: 'row', ul: 'list', video: 'video', label: 'label',
};

// biome-ignore format: a table reads better as a table
const BY_INPUT_TYPE: Readonly<Record<string, string>> = {
  button: 'button', checkbox: 'checkbox', color: 'button', file: 'button', image: 'button', number: 'spinbutton', radio: 'radio',
  range: 'slider', reset: 'button', search: 'searchbox', submit: 'button',
};

/** The element's role: the first word of its `role` attribute, else what HTML implies, else `generic`. */
export function roleOf(element: Element): string {
  const explicit = element.getAttribute('role')?.trim().split(/\s+/)[0]?.toLowerCase();
  if (explicit && /^[a-z]{3,24}$/.test(explicit)) return explicit;
  const tag = element.localName;
  if (tag === 'input') return roleOfInput(element as HTMLInputElement);
  if (tag === 'a' || tag === 'area') return element.hasAttribute('href') ? 'link' : 'generic';
  if (tag === 'select') {
    const select = element as HTMLSelectElement;
    return select.multiple || select.size > 1 ? 'listbox' : 'combobox';
  }
  if (tag === 'td') return element.closest('[role=grid],[role=treegrid]') ? 'gridcell' : 'cell';
  if (tag === 'th') return element.getAttribute('scope') === 'row' ? 'rowheader' : 'columnheader';
  if (tag === 'section')
    return element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby')
      ? 'region'
      : 'generic';
  if (isEditable(element)) return 'textbox';
  return BY_TAG[tag] ?? 'generic';
}

function roleOfInput(input: HTMLInputElement): string {
  const role = BY_INPUT_TYPE[input.type];
  if (role) return role;
  return input.hasAttribute('list') ? 'combobox' : 'textbox';
}

/** True for the element that carries `contenteditable` itself, not for what lies inside it. */
export function isEditable(element: Element): boolean {
  const value = element.getAttribute('contenteditable');
  return value !== null && value.toLowerCase() !== 'false';
}

// biome-ignore format: a table reads better as a table
const WIDGETS = new Set([
  'button', 'link', 'textbox', 'searchbox', 'combobox', 'listbox', 'option', 'checkbox', 'radio', 'switch', 'slider', 'spinbutton',
  'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'treeitem', 'gridcell',
]);

/** True if people operate elements of this role. */
export function isWidget(role: string): boolean {
  return WIDGETS.has(role);
}

// biome-ignore format: a table reads better as a table
const NAMED_BY_CONTENT = new Set([
  'button', 'link', 'option', 'checkbox', 'radio', 'switch', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'treeitem',
  'gridcell', 'cell', 'columnheader', 'rowheader', 'heading', 'tooltip', 'legend', 'label', 'term', 'definition', 'status', 'alert',
  'paragraph', 'listitem',
]);

/** True if an element of this role takes its name from its own text. */
export function isNamedByContent(role: string): boolean {
  return NAMED_BY_CONTENT.has(role);
}
