import type { SpanType } from '../plan.ts';

/** Something a detector found: offsets in the normalised text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly type: SpanType;
  readonly evidence: string;
}

/** Stands where an earlier round already found something; no detector looks across it. */
export const BARRIER = '\uFFFC';

/** Which hit wins where two overlap. */
export const PRIORITY: Readonly<Record<SpanType, number>> = {
  LITERAL: 100,
  SECRET: 95,
  EMAIL: 90,
  URL: 85,
  IBAN: 80,
  CARD: 78,
  CUSTOMER: 76,
  SSN: 70,
  UUID: 68,
  IP: 66,
  PHONE: 60,
  DATE: 50,
  TIME: 48,
  AMOUNT: 45,
  PERSON: 40,
  NUM: 10,
  PATH: 5,
  BUSINESS: 77,
  FILE: 75,
  CRYPTO: 74,
  ID: 72,
  BANK: 71,
  DEVICE: 67,
  GEO: 65,
  ADDRESS: 62,
  HANDLE: 61,
  BIRTH: 52,
  AGE: 47,
  ORG: 42,
  PLACE: 38,
  TEXT: 1,
  UI: 1,
};
