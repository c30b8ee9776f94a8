import { agentnet } from './agentnet/export.ts';
import { episodes } from './episodes/export.ts';
import type { DeclaredLoss, Exporter, Format } from './exporter.ts';
import { parquet } from './parquet/export.ts';

export { type DecodedStep, decodeStep } from './agentnet/decode.ts';
export { encodeStep } from './agentnet/encode.ts';
export { AGENTNET_FILE } from './agentnet/export.ts';
export {
  EPISODE_FORMAT,
  EPISODE_VERSION,
  type EpisodeFile,
  parseEpisode,
  readEpisodes,
} from './episodes/export.ts';
export * from './exporter.ts';
export { FormatFault, type FormatFaultCode } from './fault.ts';
export { type FileTree, memoryTree, requireInside, subtree } from './file-tree.ts';
export { imagePath } from './frame-files.ts';
export { type LintProblem, type LintReport, lint } from './lint/lint.ts';
export { LINT_RULES, type LintRule } from './lint/rules.ts';
export { stepOfRow } from './parquet/columns.ts';
export {
  createSurrogates,
  hasPlaceholder,
  PLACEHOLDER,
  replacePlaceholders,
  type Surrogate,
} from './placeholder.ts';
export { projectEpisode, projectStep } from './redact-out.ts';
export { typedValue } from './typed-value.ts';

/** Every format Overt writes. */
export const EXPORTERS: Readonly<Record<Format, Exporter>> = { agentnet, parquet, episodes };

/** What each format cannot say. */
export const declaredLoss: Readonly<Record<Format, DeclaredLoss>> = {
  agentnet: agentnet.loss,
  parquet: parquet.loss,
  episodes: episodes.loss,
};
