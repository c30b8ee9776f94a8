// zstd from the WebAssembly file of @bokuweb/zstd-wasm (pinned), with our own loader.
//
// The package's loader needs `import.meta`, fetches by itself and does not look at what malloc returns; a hostile
// size would make it write at address 0. This one takes the bytes from the caller and checks both.

import type { Zstd } from '../primitives.ts';
import { SegmentFault } from '../segment-fault.ts';
import { requireBoundedFrame, zstdRefused } from '../zstd-frame.ts';

/** Export names of version 0.0.27, as its own glue maps them. */
interface Exports {
  readonly f: WebAssembly.Memory;
  readonly g: () => void; // __wasm_call_ctors
  readonly h: (code: number) => number; // ZSTD_isError
  readonly i: (size: number) => number; // ZSTD_compressBound
  readonly m: (to: number, toSize: number, from: number, fromSize: number, level: number) => number; // ZSTD_compress
  readonly r: (to: number, toSize: number, from: number, fromSize: number) => number; // ZSTD_decompress
  readonly s: (size: number) => number; // malloc
  readonly t: (address: number) => void; // free
}

const LEVEL = 3;
const PAGE = 65_536;

/** Compiles and starts the module. @throws {SegmentFault} `COMPRESSION_BROKEN` if `wasm` is not that file. */
export async function wasmZstd(wasm: BufferSource): Promise<Zstd> {
  let exports: Exports | undefined;
  const grow = (size: number): boolean => {
    const memory = exports!.f;
    try {
      memory.grow(Math.max(0, Math.ceil((size - memory.buffer.byteLength) / PAGE)));
      return true;
    } catch {
      return false; // malloc answers 0, which is checked below
    }
  };
  const stop = (): never => {
    throw zstdRefused(undefined);
  };
  try {
    const { instance } = await WebAssembly.instantiate(wasm, {
      a: { a: stop, b: () => {}, c: stop, d: () => 0, e: grow },
    });
    exports = instance.exports as unknown as Exports;
    exports.g();
  } catch (error) {
    throw new SegmentFault(
      'COMPRESSION_BROKEN',
      'zstd.wasm does not start; copy the file of the pinned @bokuweb/zstd-wasm and allow wasm-unsafe-eval in the extension policy',
      { where: 'zstd.wasm' },
      { cause: error },
    );
  }
  return zstdOf(exports);
}

function zstdOf(exports: Exports): Zstd {
  const run = (bytes: Uint8Array, room: number, call: (to: number, from: number) => number): Uint8Array => {
    const from = exports.s(Math.max(1, bytes.length));
    const to = exports.s(Math.max(1, room));
    try {
      if (from === 0 || to === 0) throw zstdRefused(undefined);
      new Uint8Array(exports.f.buffer).set(bytes, from);
      const size = call(to, from);
      if (exports.h(size) !== 0) throw zstdRefused(undefined);
      return new Uint8Array(exports.f.buffer, to, size).slice();
    } catch (error) {
      throw error instanceof SegmentFault ? error : zstdRefused(error); // a trap of the module
    } finally {
      exports.t(from); // free(0) is defined as nothing
      exports.t(to);
    }
  };
  return {
    compress(bytes) {
      const room = exports.i(bytes.length);
      return run(bytes, room, (to, from) => exports.m(to, room, from, bytes.length, LEVEL));
    },
    decompress(bytes, maxBytes) {
      requireBoundedFrame(bytes, maxBytes);
      return run(bytes, maxBytes, (to, from) => exports.r(to, maxBytes, from, bytes.length));
    },
  };
}
