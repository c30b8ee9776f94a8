// The catalogue as shipped. Grades: `verified` on the real thing by our tests; `documented` with a source; `unverified`
// from general knowledge, which can only lower fidelity. Add `none` entries freely; anything else needs evidence.

import type { CatalogueEntry } from '../place.ts';
import { BUSINESS } from './entries/business.ts';
import { DESKTOP_EDITORS } from './entries/desktop-editors.ts';
import { DESKTOP_MEDIA } from './entries/desktop-media.ts';
import { DESKTOP_OFFICE } from './entries/desktop-office.ts';
import { DESKTOP_SYSTEM } from './entries/desktop-system.ts';
import { MAKING } from './entries/making.ts';
import { OFFICE } from './entries/office.ts';
import { PRIVATE_AFFAIRS } from './entries/private-affairs.ts';
import { PRIVATE_LIFE } from './entries/private-life.ts';
import { SEARCH } from './entries/search.ts';
import { SUITES } from './entries/suites.ts';

export const CATALOGUE: readonly CatalogueEntry[] = [
  ...OFFICE,
  ...SUITES,
  ...BUSINESS,
  ...MAKING,
  ...SEARCH,
  ...DESKTOP_OFFICE,
  ...DESKTOP_EDITORS,
  ...DESKTOP_MEDIA,
  ...DESKTOP_SYSTEM,
  ...PRIVATE_AFFAIRS,
  ...PRIVATE_LIFE,
];
