// Builds the world of a seed. Each application draws from its own stream, so they change apart.

import { OfficeFault } from '../fault.ts';
import { createChat, createMail } from './messages.ts';
import {
  COMPANY_FIRST,
  COMPANY_LAST,
  FAMILY,
  GIVEN,
  PASSWORD_WORDS,
  PRODUCTS,
  SEGMENTS,
  STAGES,
  STREETS,
  TOWNS,
} from './names.ts';
import { type Random, randomFor } from './random.ts';
import type { Customer, Invoice, Person, World } from './world.ts';

const CUSTOMERS = 10;

/**
 * The office of a seed, before anyone touched it.
 *
 * @param seed an integer ≥ 0; equal seeds give deeply equal worlds.
 * @throws {OfficeFault} `OFFICE_SEED_INVALID`.
 */
export function createWorld(seed: number): World {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new OfficeFault('OFFICE_SEED_INVALID', `office: seed ${seed} is not an integer of 0 or more`, {
      subject: String(seed),
    });
  }
  const random = randomFor(seed, 'people');
  const people = createPeople(random, 18);
  const me = people[0] as Person;
  const colleagues = people.slice(1, 7);
  const customers = createCustomers(randomFor(seed, 'customers'), people.slice(7));
  const guarded = customers[CUSTOMERS] as Customer;
  return {
    seed,
    me,
    colleagues,
    customers: randomFor(seed, 'customer order').shuffle(customers),
    noTrain: { name: guarded.name, domain: domainOf(guarded.email) },
    mail: createMail(randomFor(seed, 'mail'), customers, colleagues),
    invoices: { documents: createInvoices(randomFor(seed, 'invoices'), customers), opened: [] },
    sheet: createSheet(randomFor(seed, 'sheet'), customers.slice(0, CUSTOMERS), colleagues),
    chat: createChat(randomFor(seed, 'chat'), colleagues, me),
    hr: { ...createAccount(randomFor(seed, 'hr'), me), signedIn: false, attempts: 0, leave: [] },
    crm: { saves: 0 },
  };
}

function createPeople(random: Random, count: number): Person[] {
  const given = random.shuffle(GIVEN);
  const family = random.shuffle(FAMILY);
  return Array.from({ length: count }, (_, i) => {
    const name = `${given[i]} ${family[i]}`;
    return { name, email: `${mailName(name)}@overt-office.example.com`, phone: phoneNumber(random, i) };
  });
}

function createCustomers(random: Random, contacts: readonly Person[]): Customer[] {
  const first = random.shuffle(COMPANY_FIRST);
  return Array.from({ length: CUSTOMERS + 1 }, (_, i) => {
    const name = `${first[i]} ${random.pick(COMPANY_LAST)}`;
    const contact = contacts[i] as Person;
    return {
      id: `c${i + 1}`,
      name,
      contact: contact.name,
      email: `${mailName(contact.name)}@${domainFor(name)}`,
      phone: contact.phone,
      segment: random.pick(SEGMENTS),
      address: `${random.between(1, 98)} ${random.pick(STREETS)}, ${random.pick(TOWNS)}`,
      stage: random.pick(STAGES.slice(0, 3)),
      iban: '',
      notes: '',
    };
  });
}

function createInvoices(random: Random, customers: readonly Customer[]): Invoice[] {
  const drafts = customers.flatMap((customer) =>
    Array.from({ length: random.between(1, 2) }, () => ({ customer, day: random.between(1, 330) })),
  );
  const ibans = new Map(customers.map((customer) => [customer.name, iban(`00000000${random.digits(10)}`)]));
  const days = new Set<string>();
  const documents = drafts.map(({ customer, day }, i): Invoice => {
    let at = day;
    while (days.has(`${customer.id}:${at}`)) at += 1; // the latest invoice of a customer is one invoice
    days.add(`${customer.id}:${at}`);
    const lines = Array.from({ length: random.between(1, 4) }, () => ({
      product: random.pick(PRODUCTS),
      amount: random.between(1, 9),
      price: random.between(1_200, 98_000),
    }));
    return {
      id: `i${i + 1}`,
      number: `R-2026-${random.digits(4)}`,
      customer: customer.name,
      date: dayOf2026(at),
      due: dayOf2026(at + 30),
      lines,
      total: lines.reduce((sum, line) => sum + line.amount * line.price, 0),
      iban: ibans.get(customer.name) as string,
      status: random.pick(['open', 'open', 'paid', 'overdue'] as const),
    };
  });
  return documents.sort((a, b) => b.date.localeCompare(a.date) || a.id.localeCompare(b.id));
}

function createSheet(
  random: Random,
  customers: readonly Customer[],
  colleagues: readonly Person[],
): World['sheet'] {
  return {
    columns: ['Customer', 'Owner', 'Quarter', 'Orders', 'Total', 'Remarks'],
    rows: random
      .shuffle(customers)
      .map((customer) => [
        customer.name,
        random.pick(colleagues).name,
        `Q${random.between(1, 4)}`,
        String(random.between(1, 40)),
        '',
        '',
      ]),
  };
}

function createAccount(random: Random, me: Person): { user: string; password: string } {
  const words = random.shuffle(PASSWORD_WORDS);
  return { user: mailName(me.name), password: `${words[0]}-${random.digits(4)}-${words[1]}` };
}

/** `anna.berg` for `Anna Berg`. */
export function mailName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(' ', '.')
    .replace(/[^a-z.]/g, '');
}

/** `alderway-foods.example.com` for `Alderway Foods`. */
export function domainFor(company: string): string {
  return `${company.toLowerCase().replace(/[^a-z]+/g, '-')}.example.com`;
}

/** The part of an address after the `@`. */
export function domainOf(email: string): string {
  return email.slice(email.indexOf('@') + 1);
}

/** A number of the range reserved for fiction; `i` keeps numbers of one world apart. */
export function phoneNumber(random: Random, i: number): string {
  return `+1 ${random.pick(['202', '303', '404', '505'])} 555 01${String((i * 5 + random.between(0, 4)) % 100).padStart(2, '0')}`;
}

/** Day `n` of 2026, from 1, as `YYYY-MM-DD`; days after the 365th fall into 2027. */
export function dayOf2026(n: number): string {
  return new Date(Date.UTC(2026, 0, n)).toISOString().slice(0, 10);
}

/** A German IBAN with correct check digits over an 18-digit account part, in groups of four. */
function iban(account: string): string {
  const rest = [...`${account}131400`].reduce((sum, digit) => (sum * 10 + Number(digit)) % 97, 0); // DE = 13 14
  const check = String(98 - rest).padStart(2, '0');
  return `DE${check}${account}`.replace(/(.{4})(?=.)/g, '$1 ');
}
