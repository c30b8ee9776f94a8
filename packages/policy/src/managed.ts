// Managed configuration: what an administrator fixes on a device (chrome.storage.managed; a system file on desktops).
// It can name the server and narrow what is captured. It can neither start a recording nor stand in for a receipt (P1, P4).

import { z } from 'zod';
import { PolicyFault } from './fault.ts';
import { FIDELITIES } from './fidelity.ts';
import { LIST_MAX } from './limits.ts';
import type { CapturePolicyProvider } from './provider.ts';
import { personalRule } from './schema.ts';

export const managedSchema = z.strictObject({
  /** Origin of the server this device may be enrolled at; another one is refused. */
  server: z.url().optional(),
  maxFidelity: z.enum(FIDELITIES).optional(),
  /** Ceilings, in the form of a participant's own rules. */
  rules: z.array(personalRule).max(LIST_MAX).default([]),
  /** Id of an installed extension that is asked before a place is captured (docs/spec/policy.md#veto). */
  vetoExtension: z
    .string()
    .regex(/^[a-p]{32}$/)
    .optional(),
});
export type Managed = z.infer<typeof managedSchema>;

export const NOT_MANAGED: Managed = { rules: [] };

/** @throws {PolicyFault} `MANAGED_SHAPE`: a restriction that is not understood must not be skipped, so nothing is captured. */
export function readManaged(value: unknown): Managed {
  const parsed = managedSchema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? issue.path.map(String).join('.') : 'top level';
  throw new PolicyFault(
    'MANAGED_SHAPE',
    `managed configuration at ${where}: ${issue?.message ?? 'not a configuration'}; nothing is captured until its administrator mends it`,
    { where },
  );
}

/** The configuration's ceilings as a provider: they narrow like any other veto. */
export function managedProvider(managed: Managed): CapturePolicyProvider {
  const ceilings = managed.rules;
  return {
    name: 'managed configuration',
    ceilingOf: ({ place, category, host }) => {
      const hits = ceilings.filter((rule) =>
        'place' in rule
          ? rule.place === place || rule.place === `category:${category}`
          : host === rule.host || host.endsWith(`.${rule.host}`),
      );
      const strict = [managed.maxFidelity ?? 'content', ...hits.map(({ fidelity }) => fidelity)];
      return FIDELITIES.find((fidelity) => strict.includes(fidelity)) ?? 'none';
    },
  };
}
