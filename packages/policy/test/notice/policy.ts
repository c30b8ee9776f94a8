import { createHash } from 'node:crypto';
import { demoPolicy } from '../../src/ready.ts';
import type { Policy } from '../../src/schema.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** A policy in which everything that a notice can speak of is there. */
export const POLICY: Policy = {
  ...demoPolicy(new Date('2026-11-23T09:00:00Z'), {
    noTrain: { names: ['Fabrikam GmbH'], domains: ['fabrikam.example'] },
    tasks: ['office.copy-invoice-total', 'office.answer-mail'],
  }),
  places: [
    { place: 'office.crm', fidelity: 'structure' },
    { place: 'category:mail', fidelity: 'none' },
    { place: 'stock', name: 'Stock list', hosts: ['stock.example', 'lager.example'], fidelity: 'workflow' },
  ],
  hours: [
    { days: [1, 2, 3, 4], from: '08:30', to: '18:00' },
    { days: [5], from: '22:00', to: '02:00' },
  ],
  budgets: { mb_per_day: 1_500, cpu_percent: 25, metered: false, battery_percent: 20 },
};
