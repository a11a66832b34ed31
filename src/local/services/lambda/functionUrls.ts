import type { FunctionUrlConfig } from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import type { LambdaContext } from './service.ts';

export interface StoredUrl extends Pick<FunctionUrlConfig, 'Cors'> {
  /** `$LATEST`, or the alias that it leads to. */
  readonly qualifier: string;
  /** The unguessable first part of its host name. */
  readonly id: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
}

export const functionUrlOperations: Operations<LambdaContext> = {};
