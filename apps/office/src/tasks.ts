// The tasks of the office: a goal with slots, where to start, and a check by program on the end state.
//
// Slot values come from the world of a seed; a check compares the end state with the untouched world, so a task
// is done only if what was asked changed and nothing else did.

import { OfficeFault } from './fault.ts';
import { urlOf } from './hosts.ts';
import { createWorld, domainFor, mailName, phoneNumber } from './world/create.ts';
import { announcement } from './world/messages.ts';
import { COMPANY_LAST, FAMILY, FOLDERS, GIVEN, SEGMENTS, STAGES } from './world/names.ts';
import { type Random, randomFor } from './world/random.ts';
import type { AppName, Customer, Invoice, World } from './world/world.ts';

/** Values of a goal's slots, by name. */
export type Slots = Readonly<Record<string, string>>;
/** `reason` says what is missing; `done` if nothing is. */
export interface Outcome {
  readonly ok: boolean;
  readonly reason: string;
}

export interface OfficeTask {
  /** E.g. `office.copy-invoice-total`. */
  readonly id: string;
  /** A template over slots, e.g. `Open the mail of {customer}`. */
  readonly goal: string;
  readonly slotNames: readonly string[];
  /** Applications opened at the start, one tab each; the first is in front. */
  readonly start: readonly { readonly app: AppName; readonly path: string }[];
  /** Slot values in an untouched world. */
  slots(world: World): Slots;
  /** Judges an end state. */
  check(state: World, slots: Slots): Outcome;
}

interface Draft extends Omit<OfficeTask, 'id' | 'slotNames' | 'slots' | 'check'> {
  slots(world: World, random: Random): Record<string, string>;
  /** A sentence on what is missing or wrong; undefined if the task is done. */
  missing(state: World, slots: Slots, before: World): string | undefined;
}

const slot = (slots: Slots, name: string): string => slots[name] ?? '';
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const byName = (state: World, name: string): Customer | undefined =>
  state.customers.find((one) => one.name === name);

/** The newest invoice of a customer; invoices are kept newest first. */
function latestInvoice(state: World, customer: string): Invoice | undefined {
  return state.invoices.documents.find((one) => one.customer === customer);
}

/** A customer of the world whose data may be learned from. */
function anyCustomer(world: World, random: Random): Customer {
  return random.pick(
    [...world.customers]
      .sort((a, b) => a.id.localeCompare(b.id))
      .filter((one) => one.name !== world.noTrain.name),
  );
}

function othersChanged(state: World, before: World, name: string): boolean {
  const rest = (world: World): Customer[] => world.customers.filter((one) => one.name !== name);
  return !same(rest(state), rest(before));
}

/** Rows of the sheet as they should be: one cell of a customer's row is another, the rest is untouched. */
function sheetWith(
  before: World,
  cell: { readonly customer: string; readonly column: string },
  accepts: (text: string) => boolean,
) {
  const column = before.sheet.columns.indexOf(cell.column);
  return (state: World): string | undefined => {
    const at = before.sheet.rows.findIndex((row) => row[0] === cell.customer);
    const text = state.sheet.rows[at]?.[column] ?? '';
    if (!accepts(text)) return `the ${cell.column} of that row is not the value asked for`;
    const masked = (world: World): string[][] =>
      world.sheet.rows.map((row, i) => row.map((value, j) => (i === at && j === column ? '' : value)));
    return same(masked(state), masked(before)) ? undefined : 'another cell of the sheet was changed';
  };
}

const cents = (text: string): number => Math.round(Number(text.replace(/[^\d.-]/g, '')) * 100);

const DRAFTS: Readonly<Record<string, Draft>> = {
  'office.open-mail': {
    goal: 'Open the mail of {customer}',
    start: [{ app: 'mail', path: '/' }],
    slots: (world, random) => ({ customer: anyCustomer(world, random).name }),
    missing: (state, slots) => {
      const last = state.mail.messages.find((mail) => mail.id === state.mail.opened.at(-1));
      if (!last) return 'no mail was opened';
      return last.company === slot(slots, 'customer')
        ? undefined
        : 'the last mail opened is of another company';
    },
  },
  'office.file-mail': {
    goal: 'Move the mail of {customer} to the folder {folder}',
    start: [{ app: 'mail', path: '/' }],
    slots: (world, random) => ({ customer: anyCustomer(world, random).name, folder: random.pick(FOLDERS) }),
    missing: (state, slots, before) => {
      const folders = (world: World, of: boolean): string[] =>
        world.mail.messages
          .filter((mail) => (mail.company === slot(slots, 'customer')) === of)
          .map((mail) => mail.folder);
      if (!same(folders(state, false), folders(before, false))) return 'another mail was moved';
      return folders(state, true)[0] === slot(slots, 'folder') ? undefined : 'the mail is not in that folder';
    },
  },
  'office.copy-invoice-total': {
    goal: 'Copy the total of the latest invoice of {customer} into the sheet row of {customer}',
    start: [
      { app: 'invoices', path: '/' },
      { app: 'sheet', path: '/' },
    ],
    slots: (world, random) => ({ customer: anyCustomer(world, random).name }),
    missing: (state, slots, before) => {
      const customer = slot(slots, 'customer');
      const total = latestInvoice(before, customer)?.total;
      return sheetWith(
        before,
        { customer, column: 'Total' },
        (text) => text !== '' && cents(text) === total,
      )(state);
    },
  },
  'office.copy-iban': {
    goal: 'Copy the IBAN of the latest invoice of {customer} into the billing record of {customer}',
    start: [
      { app: 'invoices', path: '/' },
      { app: 'crm', path: '/' },
    ],
    slots: (world, random) => ({ customer: anyCustomer(world, random).name }),
    missing: (state, slots, before) => {
      const customer = slot(slots, 'customer');
      const bare = (text: string | undefined): string => (text ?? '').replaceAll(' ', '');
      if (othersChanged(state, before, customer)) return 'another customer was changed';
      return bare(byName(state, customer)?.iban) === bare(latestInvoice(before, customer)?.iban)
        ? undefined
        : 'the billing record does not hold the IBAN of the invoice';
    },
  },
  'office.add-customer': {
    goal: 'Add {company} as a customer: contact {contact}, e-mail {email}, phone {phone}, segment {segment}',
    start: [{ app: 'crm', path: '/' }],
    slots: (_world, random) => {
      const company = `Zephyrion ${random.pick(COMPANY_LAST)}`;
      const contact = `${random.pick(GIVEN)} ${random.pick(FAMILY)}`;
      return {
        company,
        contact,
        email: `${mailName(contact)}@${domainFor(company)}`,
        phone: phoneNumber(random, 19),
        segment: random.pick(SEGMENTS),
      };
    },
    missing: (state, slots, before) => {
      const added = byName(state, slot(slots, 'company'));
      if (othersChanged(state, before, slot(slots, 'company')))
        return 'another customer was changed or added';
      if (!added) return 'there is no such customer';
      const wrong = (['contact', 'email', 'phone', 'segment'] as const).find(
        (name) => added[name] !== slot(slots, name),
      );
      return wrong ? `the ${wrong} of the new customer is not the one asked for` : undefined;
    },
  },
  'office.set-stage': {
    goal: 'Set the stage of {customer} to {stage} with the menu of its record',
    start: [{ app: 'crm', path: '/' }],
    slots: (world, random) => stageSlots(world, random),
    missing: stageMissing,
  },
  'office.move-card': {
    goal: 'Move the card of {customer} on the board to {stage}',
    start: [{ app: 'crm', path: '/board' }],
    slots: (world, random) => stageSlots(world, random),
    missing: stageMissing,
  },
  'office.chat-message': {
    goal: 'Write in the channel {channel}: {message}',
    start: [{ app: 'chat', path: '/' }],
    slots: (world, random) => ({
      channel: random.pick(
        world.chat.channels
          .slice(1)
          .map((one) => one.name)
          .sort(),
      ),
      message: announcement(random),
    }),
    missing: (state, slots, before) => {
      for (const channel of state.chat.channels) {
        const old = before.chat.channels.find((one) => one.name === channel.name)?.messages.length ?? 0;
        const texts = channel.messages.slice(old).map((message) => message.text);
        const wanted = channel.name === slot(slots, 'channel') ? [slot(slots, 'message')] : [];
        if (!same(texts, wanted))
          return wanted.length > 0 ? 'the channel lacks the message' : 'another channel got a message';
      }
      return undefined;
    },
  },
  'office.sign-in': {
    goal: 'Sign in to the people page as {user} with the password {password}',
    start: [{ app: 'hr', path: '/' }],
    slots: (world) => ({ user: world.hr.user, password: world.hr.password }),
    missing: (state) => (state.hr.signedIn ? undefined : 'nobody is signed in'),
  },
  'office.update-owner': {
    goal: 'Write {owner} as the owner of {customer} into the sheet',
    start: [{ app: 'sheet', path: '/' }],
    slots: (world, random) => {
      const customer = anyCustomer(world, random).name;
      const owner = world.sheet.rows.find((row) => row[0] === customer)?.[1];
      return {
        customer,
        owner: random.pick(world.colleagues.map((one) => one.name).filter((name) => name !== owner)),
      };
    },
    missing: (state, slots, before) =>
      sheetWith(
        before,
        { customer: slot(slots, 'customer'), column: 'Owner' },
        (text) => text === slot(slots, 'owner'),
      )(state),
  },
  'office.ask-leave': {
    goal: 'Sign in to the people page as {user} with {password} and ask for a holiday from {first} to {last}',
    start: [{ app: 'hr', path: '/' }],
    slots: (world, random) => {
      const month = String(random.between(1, 12)).padStart(2, '0');
      const from = random.between(1, 12);
      const date = (n: number): string => `2027-${month}-${String(n).padStart(2, '0')}`;
      return {
        user: world.hr.user,
        password: world.hr.password,
        first: date(from),
        last: date(from + random.between(2, 12)),
      };
    },
    missing: (state, slots) => {
      const [request, ...more] = state.hr.leave;
      if (!request) return 'no request was sent';
      if (more.length > 0) return 'more than one request was sent';
      if (request.from !== slot(slots, 'first') || request.to !== slot(slots, 'last'))
        return 'the days are not those asked for';
      return request.kind === 'Holiday' ? undefined : 'the kind is not Holiday';
    },
  },
};

function stageSlots(world: World, random: Random): Record<string, string> {
  const customer = anyCustomer(world, random);
  return { customer: customer.name, stage: random.pick(STAGES.filter((name) => name !== customer.stage)) };
}

function stageMissing(state: World, slots: Slots, before: World): string | undefined {
  if (othersChanged(state, before, slot(slots, 'customer'))) return 'another customer was changed';
  return byName(state, slot(slots, 'customer'))?.stage === slot(slots, 'stage')
    ? undefined
    : 'the stage is not the one asked for';
}

/** Every task, in a fixed order. */
export const tasks: readonly OfficeTask[] = Object.entries(DRAFTS).map(([id, draft]) => ({
  id,
  goal: draft.goal,
  start: draft.start,
  slotNames: [...new Set([...draft.goal.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string))],
  slots: (world) => draft.slots(world, randomFor(world.seed, id)),
  check: (state, slots) => {
    const reason = draft.missing(state, slots, createWorld(state.seed));
    return { ok: reason === undefined, reason: reason ?? 'done' };
  },
}));

/**
 * The task of an id.
 *
 * @throws {OfficeFault} `OFFICE_TASK_UNKNOWN`.
 */
export function requireTask(id: string): OfficeTask {
  const task = tasks.find((one) => one.id === id);
  if (task) return task;
  throw new OfficeFault(
    'OFFICE_TASK_UNKNOWN',
    `office: there is no task ${id}; there are ${tasks.map((one) => one.id).join(', ')}`,
    {
      subject: id,
    },
  );
}

/** The goal in words: the template with its slot values. */
export function goalOf(task: OfficeTask, slots: Slots): string {
  return task.goal.replace(/\{(\w+)\}/g, (_, name: string) => slot(slots, name));
}

/** What a run of a task needs: slot values of the untouched world of `seed`, the goal in words and the pages to open. */
export function prepare(
  task: OfficeTask,
  seed: number,
  port: number,
): { slots: Slots; goal: string; urls: string[] } {
  const slots = task.slots(createWorld(seed));
  return {
    slots,
    goal: goalOf(task, slots),
    urls: task.start.map(({ app, path }) => urlOf(app, port, path)),
  };
}
