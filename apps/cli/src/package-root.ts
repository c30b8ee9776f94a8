import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, from source as well as from dist. */
export function packageRoot(): string {
  let at = import.meta.dirname;
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
}
