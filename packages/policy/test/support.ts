import {
  type Context,
  type ContextParts,
  createContext,
  DEVICE_AT_WORK,
  type DeviceFacts,
  demoPolicy,
  type Facts,
  type FieldFacts,
  type Moment,
  minuteOfWeek,
  type Place,
  type Policy,
} from '../src/index.ts';

/** A Monday, 9 o'clock. */
export const NOW = new Date('2026-11-23T09:00:00Z');
export const HASH = 'a'.repeat(64);

export const moment: Moment = {
  now_ms: NOW.getTime(),
  minuteOfWeek: minuteOfWeek(NOW.getTime(), 0),
  indicatorVisible: true,
  device: DEVICE_AT_WORK,
};

export const device = (change: Partial<DeviceFacts>): Moment => ({
  ...moment,
  device: { ...DEVICE_AT_WORK, ...change },
});

export const crm: Place = {
  id: 'crm',
  name: 'CRM',
  category: 'crm',
  fidelity: 'content',
  evidence: 'verified',
  known: true,
  surfaces: [],
};

/** A context in which everything is kept that can be kept: a place whose law allows `content`, and no rule of anyone. */
export const context = (change: Partial<Policy> = {}, parts: Partial<ContextParts> = {}): Context =>
  createContext({
    policy: { ...demoPolicy(NOW), maxFidelity: 'content', ...change },
    policyHash: HASH,
    confirmedAt_ms: NOW.getTime(),
    receipt: { hash: 'b', policy: HASH, given: '2026-11-01T09:00Z', notAfter: '2027-01-01T00:00:00Z' },
    whereabouts: { participant: ['US'], device: ['US'] },
    ...parts,
  });

export const facts = (change: Partial<Facts> = {}): Facts => ({
  place: crm,
  host: 'crm.example',
  incognito: false,
  surface: 'interface',
  noTrain: false,
  confidential: false,
  ...change,
});

export const field = (change: Partial<FieldFacts> = {}): FieldFacts => ({
  kind: 'text',
  type: 'text',
  autocomplete: '',
  wasPassword: false,
  autofilled: false,
  hidden: false,
  hint: '',
  ...change,
});
