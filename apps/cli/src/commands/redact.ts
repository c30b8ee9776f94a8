// overt redact: standard input to standard output, streaming. With --lines, NDJSON with spans in UTF-16 offsets of the input.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createRedactor, type Raw, type Slot, scanText } from '@overt/redact';
import type { Command } from 'commander';
import { CliFault, type CommonOptions, conclude, EXIT, type Outcome } from '../output.ts';
import { common } from './command.ts';

interface RedactOptions extends CommonOptions {
  readonly lines?: boolean;
  readonly plan?: boolean;
}
interface Line {
  readonly id: unknown;
  readonly text: string;
  readonly slot?: Slot;
}

const SLOTS: readonly Slot[] = [
  'interface',
  'person',
  'message',
  'title',
  'url',
  'field',
  'secret',
  'content',
  'clipboard',
];

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function parseLine(text: string, number: number): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined; // said below, without the line's content
  }
  const line = value as Partial<Line> | null | undefined;
  if (typeof line !== 'object' || line === null || typeof line.text !== 'string')
    throw new CliFault(
      'CLI_USE',
      `redact: line ${number} is not a JSON object with a string "text"; expected {"id":…,"text":"…"}`,
      { line: number },
    );
  if (line.slot !== undefined && !SLOTS.includes(line.slot))
    throw new CliFault(
      'CLI_USE',
      `redact: line ${number} has an unknown slot; expected one of ${SLOTS.join(', ')}`,
      { line: number },
    );
  return { id: line.id, text: line.text, ...(line.slot ? { slot: line.slot } : {}) };
}

async function redact(options: RedactOptions): Promise<Outcome> {
  const redactor = createRedactor({ key: randomBytes(32) });
  const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  let lines = 0;
  let spans = 0;
  for await (const text of input) {
    lines += 1;
    if (!options.lines) {
      const plan = redactor.plan(text as Raw, 'content', 'content');
      spans += plan.spans.length;
      await write(
        `${options.plan ? JSON.stringify(plan) : redactor.redact(text as Raw, 'content', 'content')}\n`,
      );
      continue;
    }
    const line = parseLine(text, lines);
    const found = line.slot
      ? redactor.plan(line.text as Raw, line.slot, 'content').spans
      : scanText(line.text);
    const kept = redactor.redact(line.text as Raw, line.slot ?? 'content', 'content');
    spans += found.length;
    await write(
      `${JSON.stringify({ id: line.id, text: kept, spans: found.map(({ start, end, type }) => ({ start, end, type })) })}\n`,
    );
  }
  return { json: { lines, spans, redactor: redactor.version }, code: EXIT.ok };
}

/** Adds `redact`. */
export function redactCommand(program: Command): void {
  common(
    program.command('redact').description('private substance out of text: standard input to standard output'),
    "echo 'Write to anna@example.com' | overt redact",
  )
    .option('--lines', 'NDJSON {id,text[,slot]} in, {id,text,spans} out')
    .option('--plan', 'print the plan instead of the text')
    .action((options: RedactOptions) => conclude(options, () => redact(options)));
}
