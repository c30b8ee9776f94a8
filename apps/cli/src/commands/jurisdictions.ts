// overt jurisdictions: the packs that ship, and putting one into force on a server.

import {
  type JurisdictionId,
  type JurisdictionPack,
  type JurisdictionTerms,
  PACK_DIGESTS,
  PACKS,
} from '@overt/policy';
import type { administer as Administer } from '@overt/server';
import type { Command } from 'commander';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome } from '../output.ts';
import { nearMatches } from '../settings/near.ts';
import { common } from './command.ts';

interface DataOptions extends CommonOptions {
  readonly data?: string;
  readonly key?: string;
}

function list(): Outcome {
  return {
    text: `${PACKS.map(described).join('\n\n')}\n\n${PACKS.length} packs. None is in force before your administrator signs it: overt jurisdictions sign ID --data DIR`,
    json: {
      jurisdictions: PACKS.map((pack) => ({
        ...pack,
        digest: PACK_DIGESTS[pack.id],
        inWords: inWords(pack.terms),
      })),
    },
  };
}

function described({ id, name, version, review, parent, terms, sources }: JurisdictionPack): string {
  return [
    `${id}  ${name}, version ${version}${parent ? `, never laxer than ${parent}` : ''} (${review})`,
    ...inWords(terms).map((line) => `  ${line}`),
    ...sources.map(({ title, ref }) => `  source: ${title}, ${ref}`),
  ].join('\n');
}

const ROLES: Readonly<Record<JurisdictionTerms['cosigners'][number], string>> = {
  'works-council': 'the works council',
  'privacy-officer': 'the privacy officer',
};

/** The terms as sentences, the same for every pack. */
function inWords(terms: JurisdictionTerms): readonly string[] {
  const { maxFidelity, classes, notice, retention, cosigners } = terms;
  const form = notice.form === 'daily' ? 'shown on every day of recording' : 'read and agreed to once';
  const before =
    notice.days === 0 ? 'before the first recording' : `${notice.days} days before the first recording`;
  return [
    `at most ${maxFidelity}, of ${classes.join(', ')}`,
    `taking part is voluntary; other people’s words are withheld`,
    `the notice is ${form}, ${before}, and ${notice.changeDays} days before a wider policy takes effect`,
    `kept at most: actions ${retention.action_months} months, text ${retention.text_days} days, pictures ${retention.pixels_days} days`,
    cosigners.length === 0
      ? 'nobody has to sign besides the administrator'
      : `besides the administrator ${cosigners.map((role) => ROLES[role]).join(' and ')} must sign`,
  ];
}

interface Signed {
  readonly pack: string;
  readonly version: number;
  readonly digest: string;
  readonly state: 'in-force' | 'proposed' | 'uncosigned';
  readonly effective?: string;
  readonly missing?: readonly string[];
}

async function sign(id: string, options: DataOptions): Promise<Outcome> {
  const pack = requirePack(id);
  const signed = (await administerServer(options, { do: 'jurisdictions.sign', id: pack })) as Signed;
  return {
    text: stateInWords(signed),
    json: signed,
    code: signed.state === 'uncosigned' ? EXIT.problems : EXIT.ok,
  };
}

function stateInWords({ pack, version, state, effective, missing = [] }: Signed): string {
  const what = `${pack} version ${version} is signed.`;
  switch (state) {
    case 'in-force':
      return `${what} The policy with it is in force.`;
    case 'proposed':
      return `${what} The policy with it is proposed${effective ? ` and may take effect from ${effective}` : ''}.`;
    case 'uncosigned':
      return `${what} The policy with it waits for the signature of: ${missing.join(', ')}.`;
  }
}

async function end(id: string, options: DataOptions): Promise<Outcome> {
  const pack = requirePack(id);
  const ended = await administerServer(options, { do: 'jurisdictions.end', id: pack });
  return { text: `${id} is no longer in force; nothing is captured where only it applies.`, json: ended };
}

function requirePack(id: string): JurisdictionId {
  const ids = PACKS.map((pack) => pack.id);
  const found = ids.find((known) => known === id);
  if (found) return found;
  const near = nearMatches(id, ids);
  throw new CliFault(
    'CLI_NOT_FOUND',
    `jurisdictions: “${id}” is no pack; expected one of ${ids.join(', ')}.${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ''}`,
    { near },
  );
}

async function administerServer(
  { data, key }: DataOptions,
  command: Parameters<typeof Administer>[1],
): Promise<object> {
  // The server takes a second to load, and listing the packs needs none of it.
  const { administer, dataDirOf } = await import('@overt/server');
  const dataDir = data ?? dataDirOf(process.env);
  const keyFile = key ?? process.env.OVERT_KEY_FILE;
  return administer({ dataDir, ...(keyFile ? { keyFile } : {}) }, command);
}

/** Adds `jurisdictions`, `jurisdictions sign` and `jurisdictions end`. */
export function jurisdictionsCommands(program: Command): void {
  const jurisdictions = common(
    program
      .command('jurisdictions')
      .description('the law packs that ship: what each asks, on what ground; none is reviewed by counsel'),
    'overt jurisdictions --json',
  ).action((options: CommonOptions) => conclude(options, async () => list()));
  const acts = [
    ['sign', 'put a pack into force on a server, as its administrator', sign],
    ['end', 'take a pack out of force', end],
  ] as const;
  for (const [name, description, act] of acts)
    common(jurisdictions.command(`${name} <id>`).description(description), `overt jurisdictions ${name} US`)
      .option('--data <dir>', 'the server’s data directory (OVERT_DATA; default: where npm start keeps it)')
      .option('--key <file>', 'its root key, if it is not in the default place (OVERT_KEY_FILE)')
      .action((id: string, _: unknown, command: Command) => {
        const options = command.optsWithGlobals<DataOptions>();
        return conclude(options, () => act(id, options));
      });
}
