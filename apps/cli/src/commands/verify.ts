// overt verify FILE... --origin KEY: judges proofs and signed statements against a key that the caller brings.

import { readFile } from 'node:fs/promises';
import { type VerifyReport, verifyArtefact } from '@overt/ledger';
import type { Command } from 'commander';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome } from '../output.ts';
import { common } from './command.ts';

interface VerifyOptions extends CommonOptions {
  readonly origin: string;
  readonly key?: readonly string[];
  readonly entry?: string;
}

/** KEY itself, or the file that holds it. */
async function keyText(given: string): Promise<string> {
  if (given.includes('+')) return given.trim();
  return (await read(given)).toString('utf8').trim();
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CliFault(
      'CLI_NOT_FOUND',
      `verify: ${path} cannot be read; expected a proof, a checkpoint or a signed statement`,
      { path, cause: String(cause) },
    );
  }
}

function line(path: string, report: VerifyReport): string {
  const about = [
    report.kind,
    report.index === undefined ? '' : `entry ${report.index} of ${report.size}`,
    report.entry?.type ?? '',
    report.payloadType ?? '',
  ]
    .filter(Boolean)
    .join(', ');
  const checks = report.checks.map((check) => `        ${check.ok ? 'ok' : 'no'}  ${check.says}`).join('\n');
  return `${report.ok ? 'ok     ' : 'FAILED '} ${path}: ${about}\n${checks}`;
}

async function verify(files: readonly string[], options: VerifyOptions): Promise<Outcome> {
  const origin = await keyText(options.origin);
  const keys = await Promise.all((options.key ?? []).map(keyText));
  const entry = options.entry === undefined ? undefined : await read(options.entry);
  const reports: { file: string; report: VerifyReport }[] = [];
  for (const file of files)
    reports.push({
      file,
      report: verifyArtefact(await read(file), { origin, keys, ...(entry ? { entry } : {}) }),
    });
  const failed = reports.filter(({ report }) => !report.ok).length;
  return {
    text: reports.map(({ file, report }) => line(file, report)).join('\n'),
    json: { files: reports.map(({ file, report }) => ({ file, ...report })), failed },
    code: failed === 0 ? EXIT.ok : EXIT.problems,
  };
}

/** Adds `verify`. */
export function verifyCommand(program: Command): void {
  common(
    program
      .command('verify <file...>')
      .description('check proofs, receipts and attestations offline, against a key you hold'),
    'overt verify attestation.json --origin ledger.vkey',
  )
    .requiredOption('--origin <key>', 'the log’s key (name+hash+base64), or a file that holds it')
    .option('--key <key...>', 'further keys whose signatures count')
    .option('--entry <file>', 'the entry that a proof is about, if the proof does not carry it')
    .action((files: readonly string[], options: VerifyOptions) =>
      conclude(options, () => verify(files, options)),
    );
}
