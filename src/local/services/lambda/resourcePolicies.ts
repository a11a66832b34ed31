import type { Operations } from '../../protocol/service.ts';
import type { LambdaContext } from './service.ts';

/** Who may invoke a function, beside those whom identity policies allow it. */
export interface StoredPolicy {
  /** `$LATEST` for the function itself. */
  readonly qualifier: string;
  readonly revisionId: string;
  /** Statements as GetPolicy shows them. */
  readonly statements: readonly Readonly<Record<string, unknown>>[];
}

export const resourcePolicyOperations: Operations<LambdaContext> = {};
