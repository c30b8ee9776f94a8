// The shape and the laws of a catalogue entry. Normative: docs/spec/catalogue.md.

import { z } from 'zod';
import { compareFidelity, FIDELITIES } from '../fidelity.ts';
import { type CatalogueEntry, EVIDENCE } from '../place.ts';
import { CATEGORIES, isPrivateCategory } from './categories.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);
/** Lower case as `URL` writes it: punycode, no port, no trailing dot. */
const host = z
  .string()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
/** Lower case, decoded, no doubled slash. */
const path = z.string().regex(/^\/[^\s%?#A-Z]*$/);
const appName = z
  .string()
  .min(2)
  .max(120)
  .refine((name) => name === name.toLowerCase(), 'lower case');
const names = z.array(appName).min(1).max(16);

const described = {
  id,
  name: z.string().min(1).max(80),
  category: z.enum(CATEGORIES),
  fidelity: z.enum(FIDELITIES),
  evidence: z.enum(EVIDENCE),
  source: z.string().min(4).max(300).optional(),
  routes: z
    .array(z.strictObject({ prefix: path, fidelity: z.enum(FIDELITIES) }))
    .min(1)
    .optional(),
  surfaces: z
    .array(
      z.strictObject({
        surface: z.enum(['message', 'person', 'secret', 'content', 'interface']),
        selector: z.string().min(1).max(300),
      }),
    )
    .optional(),
};

const webEntry = z.strictObject({
  ...described,
  kind: z.literal('web'),
  match: z.strictObject({ hosts: z.array(host).max(64), paths: z.array(path).min(1).max(16).optional() }),
});

const desktopEntry = z.strictObject({
  ...described,
  kind: z.literal('desktop'),
  match: z
    .strictObject({ linux: names.optional(), mac: names.optional(), windows: names.optional() })
    .refine((match) => Object.values(match).some((list) => list), 'at least one system'),
});

type Law = readonly [broken: (entry: CatalogueEntry) => boolean, message: string];

const LAWS: readonly Law[] = [
  [
    ({ category, fidelity }) => isPrivateCategory(category) && fidelity !== 'none',
    'a private category is none',
  ],
  [
    ({ category, fidelity }) => category === 'search' && compareFidelity(fidelity, 'structure') > 0,
    'a search engine is structure at most',
  ],
  [({ evidence, source }) => evidence !== 'unverified' && !source, 'what is not unverified names its source'],
  [({ category }) => category === 'own', '`own` is for places that a policy defines'],
  [({ kind, routes }) => kind === 'desktop' && routes !== undefined, 'a window has no routes'],
];

/** One entry as shipped. What breaks a law is refused, not mended: an entry is data that someone wrote by mistake. */
export const catalogueEntrySchema = z
  .discriminatedUnion('kind', [webEntry, desktopEntry])
  .superRefine((entry, context) => {
    for (const [broken, message] of LAWS) {
      if (broken(entry as CatalogueEntry)) context.addIssue({ code: 'custom', message });
    }
  });
