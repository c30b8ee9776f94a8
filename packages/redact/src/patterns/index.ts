// An organisation's own numbers (customers, tickets, contracts), in RE2 syntax and run by a linear engine.
//
// Its own entry point: whoever has no such patterns does not carry the engine. No pattern of a policy is ever run by
// the platform's backtracking RegExp.

import { RE2JS } from 're2js';
import type { Hit } from '../detect/hit.ts';
import { RedactFault } from '../fault.ts';

export interface TenantPattern {
  /** `ticket`: small letters, figures and dashes, at most 24; becomes `kind=` of the placeholder. */
  readonly kind: string;
  /** RE2 syntax, at most 512 units; it must not match the empty string. */
  readonly pattern: string;
}

/** Compiled patterns; hand them to a redactor or a scanner in its lists. */
export interface TenantPatterns {
  find(text: string): readonly Hit[];
}

const PATTERNS_MAX = 200;
const PATTERN_MAX = 512;
const KIND = /^[a-z0-9][a-z0-9-]{0,23}$/;

/**
 * @throws {RedactFault} `PATTERN_REFUSED` if a pattern is no RE2 expression, too long, matches nothing at all, or has no proper
 *   kind; its number is in the detail, its text is not. None is used then.
 */
export function compilePatterns(patterns: readonly TenantPattern[]): TenantPatterns {
  if (patterns.length > PATTERNS_MAX) throw refused(patterns.length, `more than ${PATTERNS_MAX} patterns`);
  const compiled = patterns.map(({ kind, pattern }, number) => ({
    evidence: `id:${kind}`,
    engine: compile(kind, pattern, number),
  }));
  return {
    find: (text) =>
      compiled.flatMap(({ evidence, engine }) => {
        const hits: Hit[] = [];
        const matcher = engine.matcher(text);
        while (matcher.find())
          hits.push({ start: matcher.start(), end: matcher.end(), type: 'BUSINESS', evidence });
        return hits;
      }),
  };
}

function compile(kind: string, pattern: string, number: number): RE2JS {
  if (!KIND.test(kind)) throw refused(number, 'its kind is not small letters, figures and dashes');
  if (pattern.length > PATTERN_MAX) throw refused(number, `longer than ${PATTERN_MAX} units`);
  let engine: RE2JS;
  try {
    engine = RE2JS.compile(pattern);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw refused(number, 'not an expression of RE2 (no look-around, no back-reference)');
  }
  if (engine.matcher('').find()) throw refused(number, 'it matches the empty string');
  return engine;
}

function refused(number: number, why: string): RedactFault {
  return new RedactFault(
    'PATTERN_REFUSED',
    `tenant pattern ${number}: refused, ${why}; none of the patterns is used`,
    { number },
  );
}
