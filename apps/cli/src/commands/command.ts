import { type Command, InvalidArgumentError } from 'commander';

/** Adds what every command has: `--json` and an example under `--help`. */
export function common(command: Command, example: string): Command {
  return command
    .option('--json', 'print one JSON object on the last line')
    .addHelpText('after', `\nExample:\n  $ ${example}\n`);
}

/** A parser for a whole number within bounds that says what was expected. */
export function wholeNumber(from = 0, to = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text !== '' && Number.isSafeInteger(value) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`expected a whole number from ${from} to ${to}`);
  };
}

/** `1..20` → [1, …, 20]; a single number is itself. */
export function seedRange(text: string): number[] {
  const match = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text);
  const from = Number(match?.[1] ?? Number.NaN);
  const to = Number(match?.[2] ?? from);
  if (!(to >= from) || to - from > 10_000)
    throw new InvalidArgumentError('expected A or A..B with A ≤ B, e.g. 1..20');
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
