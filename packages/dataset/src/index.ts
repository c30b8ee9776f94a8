export {
  type DatasetBuilt,
  PAYLOAD_TYPE,
  PREDICATE_TYPE,
  type RecordBuilt,
  recordInLog,
  type Statement,
} from './attest.ts';
export { type BuildOptions, type BuildReport, buildDataset } from './build.ts';
export { DatasetFault, type DatasetFaultCode } from './fault.ts';
export {
  ATTESTATION_FILE,
  LINEAGE_FILE,
  type LineageFile,
  MANIFEST_FILE,
  type Manifest,
} from './manifest.ts';
export type * from './ports.ts';
export { parseRecipe, type Recipe } from './recipe.ts';
export type { RefusalReason } from './select.ts';
export { type DatasetSummary, showDataset } from './show.ts';
export { type DatasetCheck, type DatasetReport, type VerifyOptions, verifyDataset } from './verify.ts';
