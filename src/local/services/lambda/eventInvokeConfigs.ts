import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import type { LambdaContext } from './service.ts';

export interface StoredEventInvokeConfig
  extends Pick<
    FunctionEventInvokeConfig,
    'DestinationConfig' | 'MaximumEventAgeInSeconds' | 'MaximumRetryAttempts'
  > {
  /** `$LATEST` for the function itself. */
  readonly qualifier: string;
  /** ISO 8601. */
  readonly modified: string;
}

export const eventInvokeConfigOperations: Operations<LambdaContext> = {};
