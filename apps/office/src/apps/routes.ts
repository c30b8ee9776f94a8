import type { FastifyInstance } from 'fastify';
import type { World } from '../world/world.ts';

export interface Stage {
  /** The world now; it is replaced by a reset. */
  world(): World;
  port(): number;
}

/** Adds the pages and endpoints of one application. */
export type Routes = (server: FastifyInstance, stage: Stage) => void;

/** The text of a submitted field, trimmed; empty if it is absent or not a text. */
export function field(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null) return '';
  const value = (body as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.trim() : '';
}
