import { Fault } from '@overt/events';

export type DatasetFaultCode =
  | 'RECIPE_MALFORMED'
  | 'MANDATE_MISMATCH'
  | 'MANDATE_NOT_IN_FORCE'
  | 'MANDATE_DOES_NOT_COVER'
  | 'TREE_NOT_EMPTY'
  | 'DATASET_MALFORMED'
  | 'DATASET_EMPTY';

/** A build that may not begin, or a folder that is no dataset. What a build refuses is a count in its manifest, not a fault. */
export class DatasetFault extends Fault<
  DatasetFaultCode,
  { readonly where?: string; readonly found?: string; readonly expected?: string }
> {
  override readonly name = 'DatasetFault';
}
