// Primitives for a browser: noble, and zstd as WebAssembly that ships with the extension (no remote code).

import { createPrimitives, type Primitives } from '../primitives.ts';
import { SegmentFault } from '../segment-fault.ts';
import { wasmZstd } from './zstd.ts';

export interface WebOptions {
  /** The bytes of `zstd.wasm`, or where to read it; without it: `zstd.wasm` beside the script that runs. */
  readonly wasm?: BufferSource | URL;
}

/** @throws {SegmentFault} `COMPRESSION_BROKEN` if `zstd.wasm` cannot be read or started. */
export async function webPrimitives(options: WebOptions = {}): Promise<Primitives> {
  const wasm = options.wasm ?? new URL('zstd.wasm', globalThis.location.href);
  return createPrimitives(await wasmZstd(wasm instanceof URL ? await readWasm(wasm) : wasm));
}

async function readWasm(url: URL): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok)
    throw new SegmentFault(
      'COMPRESSION_BROKEN',
      `zstd.wasm: not found beside the script (status ${response.status}); the build must copy it there`,
      { where: 'zstd.wasm' },
    );
  return response.arrayBuffer();
}
