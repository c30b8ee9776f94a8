// overt places: the catalogue as it decides, one line a place.

import { CATALOGUE } from '@overt/policy';
import type { Command } from 'commander';
import { type CommonOptions, conclude, type Outcome } from '../output.ts';
import { common } from './command.ts';

function list(): Outcome {
  const rows = CATALOGUE.map(
    (entry) => [entry.id, entry.name, entry.category, entry.fidelity, entry.evidence] as const,
  );
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const text = rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
  return {
    text: `${text}\n${rows.length} places; everything else is "unknown": structure only, no text, no pixels`,
    json: { places: CATALOGUE },
  };
}

/** Adds `places`. */
export function placesCommand(program: Command): void {
  common(
    program
      .command('places')
      .description('the applications and sites Overt knows, and how much of each may be kept'),
    'overt places',
  ).action((options: CommonOptions) => conclude(options, async () => list()));
}
