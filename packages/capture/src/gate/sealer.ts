// The last stage: what the gate redacted goes into a segment writer, what comes out is ciphertext and marked as such.

import type { Event } from '@overt/events';
import type { RedactedEvent, RedactedFrame, SealedPiece, Sealer, SealingWriter } from './api.ts';
import { mint, requireStage } from './mint.ts';

/** @param options.nextSeq number of the next event in the track; 0 for a new track. */
export function createSealer<Chunk extends object>(
  writer: SealingWriter<Chunk>,
  options: { readonly nextSeq?: number } = {},
): Sealer<Chunk> {
  let nextSeq = options.nextSeq ?? 0;
  const seal = (chunks: Chunk[]): SealedPiece<Chunk>[] =>
    chunks.map((chunk) => mint('sealed', chunk) as SealedPiece<Chunk>);
  return {
    append(redacted: RedactedEvent) {
      requireStage('redacted', redacted);
      const event = { ...redacted, seq: nextSeq } as unknown as Event;
      writer.append(event);
      nextSeq++;
      return event;
    },
    addFrame(n: number, frame: RedactedFrame, png: Uint8Array) {
      requireStage('redacted', frame);
      writer.addFrame(n, png);
    },
    flush: () => seal(writer.flush()),
    close: () => seal(writer.close()),
    get nextSeq() {
      return nextSeq;
    },
  };
}

/**
 * What a spool asks of everything it is given (P2).
 *
 * @throws {GateFault} `NOT_SEALED` unless a sealer made this very object.
 */
export function requireSealed<Chunk extends object>(chunk: Chunk): asserts chunk is SealedPiece<Chunk> {
  requireStage('sealed', chunk);
}
