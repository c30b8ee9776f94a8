// Surfaces by category: selectors of ARIA and HTML semantics, which makers keep stable because assistive technology needs them.

import type { SurfaceRule } from '../place.ts';
import type { Category } from './categories.ts';

const rule = (surface: SurfaceRule['surface'], selector: string): SurfaceRule => ({ surface, selector });

/** Ways to reach or name a person, wherever they stand. */
const PERSON = rule(
  'person',
  'a[href^="mailto:"], a[href^="tel:"], [itemprop=author], [rel=author], address',
);
const POSTS = rule('message', '[role=article], article, [role=log], [role=feed]');
const ROWS = rule('message', '[role=grid] [role=row], [role=listbox] [role=option]');
const EDITED = rule('content', '[contenteditable=true], [role=textbox], [role=document]');
const CELLS = rule('content', '[role=gridcell], [role=cell], td');
const SEARCHED = rule('content', 'input[type=search], [role=searchbox]');
const SECRET = rule('secret', 'input[type=password], [autocomplete=one-time-code]');

const SENT = [POSTS, ROWS, EDITED, SEARCHED, PERSON];
const RECORDS = [CELLS, EDITED, SEARCHED, PERSON];
const WRITTEN = [EDITED, SEARCHED, PERSON];

const BY_CATEGORY: { readonly [C in Category]?: readonly SurfaceRule[] } = {
  'sign-in': [SECRET, PERSON],
  mail: SENT,
  chat: SENT,
  meeting: SENT,
  support: [POSTS, ...RECORDS],
  tickets: [POSTS, ...RECORDS],
  code: [POSTS, EDITED, SEARCHED, PERSON, SECRET],
  cloud: [CELLS, EDITED, SECRET],
  database: [CELLS, EDITED, SECRET],
  calendar: RECORDS,
  contacts: RECORDS,
  crm: RECORDS,
  erp: RECORDS,
  finance: RECORDS,
  procurement: RECORDS,
  shop: RECORDS,
  marketing: RECORDS,
  analytics: RECORDS,
  spreadsheet: RECORDS,
  files: RECORDS,
  documents: WRITTEN,
  slides: WRITTEN,
  notes: WRITTEN,
  forms: WRITTEN,
  signing: WRITTEN,
  site: WRITTEN,
  design: WRITTEN,
  learning: [POSTS, ...WRITTEN],
  assistant: [POSTS, EDITED, SEARCHED],
  search: [SEARCHED, POSTS],
};

/** What a page of `category` shows of people and substance, where its entry says nothing of its own. */
export function surfacesOf(category: Category): readonly SurfaceRule[] {
  return BY_CATEGORY[category] ?? [];
}
