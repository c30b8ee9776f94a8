// What an office is: people, customers and the state of each application. One world per seed; the applications
// change it, the checks read it.

export type AppName = 'desk' | 'mail' | 'chat' | 'crm' | 'sheet' | 'invoices' | 'hr';
export const APP_NAMES: readonly AppName[] = ['desk', 'mail', 'chat', 'crm', 'sheet', 'invoices', 'hr'];

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
  readonly email: string;
  readonly phone: string;
  readonly segment: string;
  readonly address: string;
  readonly stage: string;
  readonly iban: string;
  readonly notes: string;
}

export interface Mail {
  readonly id: string;
  readonly company: string;
  readonly from: string;
  readonly email: string;
  readonly subject: string;
  readonly body: readonly string[];
  /** `2026-03-14`. */
  readonly date: string;
  readonly folder: string;
  readonly read: boolean;
}

export interface SentMail {
  readonly inReplyTo: string;
  readonly text: string;
}

export interface Invoice {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly date: string;
  readonly due: string;
  readonly lines: readonly { readonly product: string; readonly amount: number; readonly price: number }[];
  /** Cents. */
  readonly total: number;
  readonly iban: string;
  readonly status: 'open' | 'paid' | 'overdue';
}

export interface ChatMessage {
  readonly id: number;
  readonly author: string;
  readonly text: string;
  readonly at: string;
}

export interface Channel {
  readonly name: string;
  readonly topic: string;
  readonly messages: readonly ChatMessage[];
}

export interface LeaveRequest {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly reason: string;
}

export interface World {
  readonly seed: number;
  /** Who sits at this desk. */
  readonly me: Person;
  readonly colleagues: readonly Person[];
  customers: Customer[];
  /** The one customer that must never be learned from. */
  readonly noTrain: { readonly name: string; readonly domain: string };
  mail: { readonly folders: readonly string[]; messages: Mail[]; sent: SentMail[]; opened: string[] };
  invoices: { documents: readonly Invoice[]; opened: string[] };
  /** Raw cell texts, row by row below the header; the first column names the customer. */
  sheet: { readonly columns: readonly string[]; rows: string[][] };
  chat: { channels: Channel[] };
  hr: {
    readonly user: string;
    readonly password: string;
    signedIn: boolean;
    attempts: number;
    leave: LeaveRequest[];
  };
  /** Customers as they are after changes in the CRM are in `customers`; this counts its saves. */
  crm: { saves: number };
}
