// overt audit-leaks PATH... --canaries FILE: are any of these values in there, in any disguise?

import { readFile } from 'node:fs/promises';
import type { Canary } from '@overt/redact';
import type { Command } from 'commander';
import { searchLeaks } from '../audit/search.ts';
import { proveSearch } from '../audit/self-test.ts';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome } from '../output.ts';
import { common, wholeNumber } from './command.ts';

interface AuditOptions extends CommonOptions {
  readonly canaries: string;
  readonly pictures: number;
}

/** One value a line, or a JSON list of values or of {id, value}. */
async function readCanaries(path: string): Promise<Canary[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new CliFault(
      'CLI_NOT_FOUND',
      `audit-leaks: ${path} cannot be read; expected one value a line, or a JSON list`,
      { path, cause: String(cause) },
    );
  }
  const values: unknown = text.trimStart().startsWith('[')
    ? JSON.parse(text)
    : text.split('\n').filter((line) => line.trim() !== '');
  if (!Array.isArray(values) || values.length === 0)
    throw new CliFault('CLI_USE', `audit-leaks: ${path} holds no values`, { path });
  return values.map((value: string | { id?: string; value: string }, index) => {
    const canary = typeof value === 'string' ? { value } : value;
    if (typeof canary?.value !== 'string')
      throw new CliFault(
        'CLI_USE',
        `audit-leaks: entry ${index + 1} of ${path} is neither a string nor {id, value}`,
        { path },
      );
    return { id: ('id' in canary && canary.id) || `canary ${index + 1}`, value: canary.value };
  });
}

async function audit(paths: readonly string[], options: AuditOptions): Promise<Outcome> {
  const canaries = await readCanaries(options.canaries);
  const proof = await proveSearch(canaries);
  const report = await searchLeaks(paths, canaries, { pictures: options.pictures });
  const lines = report.leaks.map(
    (leak) => `${leak.canary} in ${leak.file} (${leak.layer}, ${leak.transform}) at ${leak.offset}`,
  );
  const bound = (3 / canaries.length).toFixed(4);
  lines.push(
    `${report.files} files, ${report.bytes} bytes, ${report.layers} layers opened (${report.unopened} could not be), ${report.pictures} pictures read: ${report.leaks.length} leaks of ${canaries.length} values`,
    `proved on ${proof.planted} planted copies: ${proof.found} found${report.leaks.length === 0 ? `; 95 % bound on the share that leaks: ${bound}` : ''}`,
  );
  const sound = proof.found === proof.planted;
  return {
    text: lines.join('\n'),
    json: { ...report, proof },
    code: report.leaks.length === 0 && sound ? EXIT.ok : EXIT.problems,
  };
}

/** Adds `audit-leaks`. */
export function auditCommand(program: Command): void {
  common(
    program
      .command('audit-leaks <path...>')
      .description('search every byte, and every layer beneath, for values that must not be there'),
    'overt audit-leaks my-recording --canaries planted.txt',
  )
    .requiredOption('--canaries <file>', 'the values: one a line, or a JSON list')
    .option('--pictures <n>', 'how many pictures to read by OCR', wholeNumber(), 20)
    .action((paths: readonly string[], options: AuditOptions) =>
      conclude(options, () => audit(paths, options)),
    );
}
