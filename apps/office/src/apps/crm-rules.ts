// What a customer record must look like before it is saved; the messages are what the form shows.

import { SEGMENTS } from '../world/names.ts';
import type { Customer } from '../world/world.ts';

export type Errors = Readonly<Record<string, string>>;

/** Messages by field name; empty if the record may be saved. */
export function checkCustomer(asked: Errors, existing: readonly Customer[]): Errors {
  const errors: Record<string, string> = {};
  const { name = '', contact = '', email = '', phone = '', segment = '' } = asked;
  if (name === '') errors.name = 'Enter the name of the company.';
  else if (existing.some((one) => one.name.toLowerCase() === name.toLowerCase()))
    errors.name = 'This company is already a customer.';
  if (contact === '') errors.contact = 'Enter a contact person.';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    errors.email = 'Enter an e-mail address such as name@example.com.';
  if (phone !== '' && !/^\+?[\d ]{7,20}$/.test(phone))
    errors.phone = 'Use digits and spaces only, such as +1 202 555 0100.';
  if (!SEGMENTS.some((one) => one === segment)) errors.segment = 'Choose a segment.';
  return errors;
}

/** An IBAN's form and check digits (ISO 13616); an empty one is allowed. */
export function checkIban(iban: string): Errors {
  const bare = iban.replaceAll(' ', '').toUpperCase();
  if (bare === '') return {};
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(bare))
    return { iban: 'An IBAN begins with two letters and two digits.' };
  const digits = [...`${bare.slice(4)}${bare.slice(0, 4)}`].map((c) => Number.parseInt(c, 36)).join('');
  const rest = [...digits].reduce((sum, digit) => (sum * 10 + Number(digit)) % 97, 0);
  return rest === 1 ? {} : { iban: 'The check digits do not match; a digit is wrong or two are swapped.' };
}
