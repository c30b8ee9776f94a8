export type * from './control.ts';
export { collectOutline, type OutlineLimits, type RawOutline } from './page/outline.ts';
export { findByStructure, structureOf } from './page/structure.ts';
export type { RawOutlineNode } from './protocol.ts';
