import { FormatFault } from './fault.ts';
import { hasPlaceholder } from './placeholder.ts';

/**
 * Every exporter passes what it is about to write as something to type through here.
 *
 * @throws {FormatFault} `PLACEHOLDER_LEFT`: the surrogate function gave back a placeholder.
 */
export function requireNoPlaceholder(text: string, format: string, step: string): void {
  if (!hasPlaceholder(text)) return;
  throw new FormatFault(
    'PLACEHOLDER_LEFT',
    `${format}, step ${step}: what would be typed still holds a placeholder; the surrogate function must return text without one. Nothing of this export may be used`,
    { step },
  );
}
