// overt places: the catalogue as it decides, one line a place.

import {
  CATALOGUE,
  CATEGORIES,
  type CatalogueEntry,
  effectiveFidelity,
  type Fidelity,
  SYSTEMS,
} from '@overt/policy';
import { type Command, Option } from 'commander';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome } from '../output.ts';
import { common } from './command.ts';

interface Wanted {
  readonly kind?: 'web' | 'desktop';
  readonly category?: string;
  readonly query?: string;
}

/** What is printed of an entry; `fidelity` is what holds after evidence, `stated` what the entry says of itself. */
type Listed = Pick<
  CatalogueEntry,
  'id' | 'name' | 'kind' | 'match' | 'category' | 'fidelity' | 'evidence'
> & {
  readonly stated?: Fidelity;
  readonly source?: string;
};

function listed(entry: CatalogueEntry): Listed {
  const { id, name, kind, match, category, evidence, source } = entry;
  const fidelity = effectiveFidelity(entry);
  return {
    id,
    name,
    kind,
    match,
    category,
    fidelity,
    evidence,
    ...(fidelity === entry.fidelity ? {} : { stated: entry.fidelity }),
    ...(source === undefined ? {} : { source }),
  };
}

/** Hosts with their paths, or the names of an application by system. */
function recognition(entry: Pick<CatalogueEntry, 'kind' | 'match'>): string[] {
  if ('hosts' in entry.match) {
    const { hosts, paths = [''] } = entry.match;
    return hosts.flatMap((host) => paths.map((path) => host + path));
  }
  const { match } = entry;
  return SYSTEMS.flatMap((system) => ('hosts' in match ? [] : (match[system] ?? [])));
}

function select({ kind, category, query = '' }: Wanted): CatalogueEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return CATALOGUE.filter((entry) => {
    if (kind !== undefined && entry.kind !== kind) return false;
    if (category !== undefined && entry.category !== category) return false;
    const text = [entry.id, entry.name, entry.category, ...recognition(entry)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const COLUMNS = ['place', 'name', 'category', 'fidelity', 'evidence', 'recognised by'] as const;
const SHOWN = 2;

function table(entries: readonly CatalogueEntry[]): string {
  const rows = entries.map((entry) => {
    const names = recognition(entry);
    const more = names.length > SHOWN ? ` +${names.length - SHOWN}` : '';
    const by = names.length === 0 ? '(hosts named by your policy)' : names.slice(0, SHOWN).join(' ') + more;
    return [entry.id, entry.name, entry.category, effectiveFidelity(entry), entry.evidence, by];
  });
  const lines = [[...COLUMNS], ...rows];
  const widths = COLUMNS.map((_name, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function list(wanted: Wanted): Outcome {
  if (wanted.category !== undefined && !CATEGORIES.some((category) => category === wanted.category))
    throw new CliFault(
      'CLI_USE',
      `there is no category ${wanted.category}; there are: ${CATEGORIES.join(', ')}`,
    );
  const entries = select(wanted);
  const json = entries.map(listed);
  if (entries.length === 0)
    return { text: 'no place like this: it would be "unknown", structure only', json, code: EXIT.problems };
  const count = entries.length === 1 ? '1 place' : `${entries.length} places`;
  return {
    text: `${table(entries)}\n${count}; everything else is "unknown": structure only, no text, no pixels`,
    json,
  };
}

/** Adds `places`. */
export function placesCommand(program: Command): void {
  common(
    program
      .command('places')
      .argument('[query...]', 'words that a place’s id, name, category, host or application must contain')
      .addOption(new Option('--kind <kind>', 'web sites or applications').choices(['web', 'desktop']))
      .option('--category <category>', 'one category, such as mail or banking')
      .description('the applications and sites Overt knows, and how much of each may be kept'),
    'overt places --category mail',
  ).action((query: readonly string[], options: CommonOptions & Wanted) =>
    conclude(options, async () => list({ ...options, query: query.join(' ') })),
  );
}
