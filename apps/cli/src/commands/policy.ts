// overt policy: everything one does with a policy before anybody has to follow it.

import { writeFile } from 'node:fs/promises';
import {
  CATALOGUE,
  type Change,
  diffPolicies,
  dryRun,
  effectiveTerms,
  encodePolicy,
  isMaterial,
  LANGUAGES,
  type Language,
  type Policy,
  packsOfZone,
  placeAt,
  renderNotice,
  soloPolicy,
} from '@overt/policy';
import { type Command, Option } from 'commander';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome } from '../output.ts';
import { readCountersFile } from '../settings/counters-file.ts';
import { examine } from '../settings/examine.ts';
import { parsePolicyFile, readGiven, readPolicyFile } from '../settings/policy-file.ts';
import { common } from './command.ts';

interface DryRunOptions extends CommonOptions {
  readonly counters?: string;
  readonly policy?: string;
}
interface NoticeOptions extends CommonOptions {
  readonly language?: Language;
}

/** A policy that is refused is what was looked for: a problem found, not a fault. */
async function check(path: string): Promise<Outcome> {
  const content = await readGiven(path, 'a policy (make one: overt policy init FILE)');
  const { problems, remarks, policy, hash } = examine(path, content, new Date());
  const facts = policy
    ? [
        `${path}: ${problems.length === 0 ? 'a valid policy' : 'a policy with problems'}, ${policy.id} number ${policy.serial}, sha256 ${hash}`,
        `in force from ${policy.issued} to ${policy.notAfter}; ${policy.maxFidelity} at most anywhere; held ${policy.hold_h} h of presence`,
      ]
    : [];
  return {
    text: [
      ...facts,
      ...problems.map(({ message }) => `problem: ${message}`),
      ...remarks.map((remark) => `remark: ${remark}`),
    ].join('\n'),
    json: { file: path, ok: problems.length === 0, problems, remarks, ...(policy ? { hash } : {}) },
    code: problems.length === 0 ? EXIT.ok : EXIT.problems,
  };
}

async function diff(before: string, after: string): Promise<Outcome> {
  const changes = diffPolicies(await readPolicyFile(before), await readPolicyFile(after));
  const material = isMaterial(changes);
  return {
    text: [...changes.map(changed), verdict(changes, material)].join('\n'),
    json: { changes, material },
    code: material ? EXIT.problems : EXIT.ok,
  };
}

const changed = ({ path, direction, before, after }: Change): string =>
  `${direction.padEnd(8)}  ${path}: ${before} → ${after}`;

function verdict(changes: readonly Change[], material: boolean): string {
  if (changes.length === 0) return 'material: no. Both mean the same.';
  return material
    ? 'material: yes. It keeps more somewhere, so everyone needs a new notice and agrees anew, or it does not hold for them.'
    : 'material: no. It keeps nowhere more, so receipts go on holding.';
}

async function tryOut(path: string, options: DryRunOptions): Promise<Outcome> {
  if (options.counters === undefined)
    throw new CliFault(
      'CLI_USE',
      'policy dry-run: say what was seen: --counters FILE. Counters stay on the device that counted; while it takes part, the extension shows what a proposed policy would change there',
    );
  const counters = await readCountersFile(options.counters);
  const before = options.policy === undefined ? soloPolicy(new Date()) : await readPolicyFile(options.policy);
  const after = await readPolicyFile(path);
  const run = dryRun({
    counters,
    today: localDay(new Date()),
    before: { policy: before, terms: termsHere(before) },
    after: { policy: after, terms: termsHere(after) },
    placeOf: (id) => {
      const entry = CATALOGUE.find((each) => each.id === id);
      return entry && placeAt(entry, '/');
    },
  });
  const moved = run.places.map(
    ({ place, before: was, after: is, kept }) =>
      `  ${place}: ${was} → ${is}; kept ${kept.before} → ${kept.after}`,
  );
  return {
    text: [
      `Of what was seen in ${run.days} days, ${run.kept.before} observations are kept now and ${run.kept.after} would be.`,
      ...moved,
      ...run.changes.map(changed),
      verdict(run.changes, run.isMaterial),
    ].join('\n'),
    json: run,
  };
}

const termsHere = (policy: Policy) =>
  effectiveTerms(
    {
      participant: undefined,
      device: packsOfZone(Intl.DateTimeFormat().resolvedOptions().timeZone),
      counterpart: undefined,
    },
    policy.jurisdictions,
  ).terms;

function localDay(now: Date): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** An organisation's policy to start from: the defaults of the specification, and its own to fill in. */
function starter(now: Date): Policy {
  return {
    ...soloPolicy(now),
    id: 'example',
    programme: 'Example programme',
    controller: 'Example Ltd, 1 Example Street',
    contact: 'privacy@example.com',
    serial: 1,
    ttl_h: 24,
    hold_h: 24,
    embargo_days: 14,
    budgets: { mb_per_day: 500, cpu_percent: 25, metered: false, battery_percent: 20 },
  };
}

async function init(path: string): Promise<Outcome> {
  const policy = starter(new Date());
  parsePolicyFile(path, encodePolicy(policy));
  try {
    await writeFile(path, `${JSON.stringify(policy, null, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unwritable';
    throw new CliFault(
      'CLI_USE',
      code === 'EEXIST'
        ? `policy init: ${path} exists already; a policy is never written over`
        : `policy init: ${path} cannot be written (${code})`,
      { path },
    );
  }
  return {
    text: [
      `Written: ${path}. Change first: id, programme, controller, contact, places, noTrain.`,
      'Every field is explained in docs/spec/policy.md §1. Then: overt policy check FILE, overt policy notice FILE',
      'The packs under "jurisdictions" count on a server once its administrator signed them: overt jurisdictions',
    ].join('\n'),
    json: { file: path, policy },
  };
}

async function notice(path: string, { language }: NoticeOptions): Promise<Outcome> {
  const policy = await readPolicyFile(path);
  const chosen = language ?? policy.languages[0] ?? 'en';
  if (!policy.languages.includes(chosen))
    throw new CliFault(
      'CLI_USE',
      `policy notice: ${path} offers its notice in ${policy.languages.join(', ')}; nobody would read one in ${chosen}`,
    );
  const rendered = renderNotice(policy, chosen);
  return {
    text: [rendered.title, ...rendered.sections.map(({ heading, text }) => `\n${heading}\n${text}`)].join(
      '\n',
    ),
    json: rendered,
  };
}

/** Adds `policy check`, `diff`, `dry-run`, `init` and `notice`. */
export function policyCommands(program: Command): void {
  const policy = program
    .command('policy')
    .description('write, check, compare and try out a policy before anybody follows it')
    .addHelpText(
      'after',
      '\nExample:\n  $ overt policy init policy.json && overt policy check policy.json\n',
    );
  common(
    policy
      .command('check <file>')
      .description('whether a file is a policy that devices would follow; 1 if not'),
    'overt policy check policy.json',
  ).action((file: string, options: CommonOptions) => conclude(options, () => check(file)));
  common(
    policy
      .command('diff <old> <new>')
      .description('what changes in meaning, and whether that needs new consent; 1 if it does'),
    'overt policy diff policy.json proposed.json',
  ).action((before: string, after: string, options: CommonOptions) =>
    conclude(options, () => diff(before, after)),
  );
  common(
    policy
      .command('dry-run <new>')
      .description('what a proposed policy would have kept of what a device counted'),
    'overt policy dry-run proposed.json --counters counters.json --policy policy.json',
  )
    .option('--counters <file>', 'rows of counters, as docs/spec/policy.md#changes has them')
    .option('--policy <file>', 'the policy in force (default: the solo policy)')
    .action((file: string, options: DryRunOptions) => conclude(options, () => tryOut(file, options)));
  common(
    policy.command('init <file>').description('a valid policy to start from'),
    'overt policy init policy.json',
  ).action((file: string, options: CommonOptions) => conclude(options, () => init(file)));
  common(
    policy.command('notice <file>').description('the notice as participants read it'),
    'overt policy notice policy.json --language de',
  )
    .addOption(new Option('--language <language>', 'default: the policy’s first').choices(LANGUAGES))
    .action((file: string, options: NoticeOptions) => conclude(options, () => notice(file, options)));
}
