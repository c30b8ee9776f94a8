// What a participant sets on her own device. It can only tighten, it is kept on the device, and no server ever sees it.

import { z } from 'zod';
import { PolicyFault } from './fault.ts';
import { PERSONAL_MAX, WINDOWS_MAX } from './limits.ts';
import { exemptionScope, personalRule, weekWindow } from './schema.ts';

/** A pause of one place: `until` empty lasts until it is taken back. */
const placePause = z.strictObject({
  scope: exemptionScope,
  until: z.iso.datetime().optional(),
});

export const personalSchema = z.strictObject({
  rules: z.array(personalRule).max(PERSONAL_MAX).default([]),
  pauses: z.array(placePause).max(PERSONAL_MAX).default([]),
  /** When nothing is recorded: lunch, after hours. */
  quiet: z.array(weekWindow).max(WINDOWS_MAX).default([]),
  budgets: z
    .strictObject({
      mb_per_day: z.int().min(1).optional(),
      cpu_percent: z.int().min(1).max(100).optional(),
      metered: z.boolean().optional(),
      battery_percent: z.int().min(0).max(100).optional(),
    })
    .default({}),
});

export type Personal = z.infer<typeof personalSchema>;
export type PlacePause = z.infer<typeof placePause>;

export const NO_PERSONAL: Personal = { rules: [], pauses: [], quiet: [], budgets: {} };

/** @throws {PolicyFault} `PERSONAL_SHAPE` with where; the settings before stay in force. */
export function readPersonal(value: unknown): Personal {
  const parsed = personalSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? issue.path.map(String).join('.') : 'top level';
  throw new PolicyFault(
    'PERSONAL_SHAPE',
    `settings at ${where}: ${issue?.message ?? 'not settings'}; what was set before stays in force`,
    { where },
  );
}
