import type { z } from 'zod';
import { ServerFault } from '../fault.ts';

/** The body as its schema's type. @throws {ServerFault} `BODY_MALFORMED` with the path of the first wrong member, never its value. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'body';
  throw new ServerFault(
    'BODY_MALFORMED',
    `body: ${where} is not what the route expects; see docs/spec/ingest.md`,
    { where },
  );
}
