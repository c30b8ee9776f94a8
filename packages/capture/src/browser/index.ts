export { EXEMPTION_REASONS, type ExemptionReason } from '../consent.ts';
export type * from './control.ts';
export { collectOutline, type OutlineLimits, type RawOutline } from './page/outline.ts';
export { findByStructure, structureOf } from './page/structure.ts';
export type { RawOutlineNode } from './protocol.ts';
export type { RiskReason } from './risk.ts';
