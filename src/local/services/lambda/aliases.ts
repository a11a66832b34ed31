import type { Operations } from '../../protocol/service.ts';
import type { LambdaContext } from './service.ts';

export interface StoredAlias {
  readonly name: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly description: string;
  /** Share of invocations (0 to 1) that go to another version. */
  readonly weights: readonly { readonly version: string; readonly weight: number }[];
  readonly revisionId: string;
}

export const aliasOperations: Operations<LambdaContext> = {};
