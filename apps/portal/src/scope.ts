// Reads what a person types for an exemption. The server decides what it takes; here the aim is that a pasted address
// means the site it names, and that nothing is sent which no recorder could match.

import type { ExemptionScope } from './api/types.ts';

export type ScopeKind = 'host' | 'place' | 'everything';

/** As in docs/spec/policy.md. */
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const HOST_MAX = 253;
const PLACE = /^(category:)?[a-z0-9][a-z0-9._-]{0,63}$/;

/** What `text` names; undefined if it names nothing of this kind. */
export function scopeOf(kind: ScopeKind, text: string): ExemptionScope | undefined {
  if (kind === 'everything') return { everything: true };
  const typed = text.trim().toLowerCase();
  if (kind === 'place') return PLACE.test(typed) ? { place: typed } : undefined;
  const host = hostOf(typed);
  return host === undefined ? undefined : { host };
}

export const isSameScope = (a: ExemptionScope, b: ExemptionScope) => JSON.stringify(a) === JSON.stringify(b);

/** Of an address or a bare host; in its ASCII form, without port. A mail address names a person, so it is none. */
function hostOf(typed: string): string | undefined {
  const text = /^[a-z]+:\/\//.test(typed) ? typed : `https://${typed.replace(/^\*\./, '')}`;
  if (!URL.canParse(text)) return undefined;
  const { username, hostname } = new URL(text);
  if (username) return undefined;
  const host = hostname.replace(/\.$/, '');
  return host.length <= HOST_MAX && HOST.test(host) ? host : undefined;
}
