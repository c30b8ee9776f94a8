// The notices of a policy: rendered here from the policy alone, so that nobody has to be believed about what was read.

import { type Language, noticeHash, type Policy, renderNotice } from '@overt/policy';
import { sha256 } from './secrets.ts';

/** SHA-256 hex of the notice in each language the policy offers. */
export function noticesOf(policy: Policy): ReadonlyMap<Language, string> {
  return new Map(
    policy.languages.map((language) => [language, noticeHash(renderNotice(policy, language), { sha256 })]),
  );
}
