import type {
  Concurrency,
  DeleteFunctionConcurrencyRequest,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  PutFunctionConcurrencyRequest,
} from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import { getAccountSettings } from './accountSettings.ts';
import { findFunction, type StoredFunction } from './function.ts';
import { readFunctionName } from './functionName.ts';
import { invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';
import { accountConcurrency, unreservedConcurrency } from './throttle.ts';

export const concurrencyOperations: Operations<LambdaContext> = {
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  GetAccountSettings: getAccountSettings,
  GetFunctionConcurrency: getFunctionConcurrency,
  PutFunctionConcurrency: putFunctionConcurrency,
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
async function putFunctionConcurrency(
  context: LambdaContext,
  input: PutFunctionConcurrencyRequest,
): Promise<Concurrency> {
  const stored = findUnqualified(context, input.FunctionName);
  const asked = input.ReservedConcurrentExecutions ?? 0;
  const left = unreservedConcurrency(context.functions) + (stored.reservedConcurrency ?? 0) - asked;
  if (left < accountConcurrency.leastUnreserved) {
    throw invalidParameter(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${accountConcurrency.leastUnreserved}].`,
    );
  }
  await keep(context, stored, asked);
  return { ReservedConcurrentExecutions: asked };
}

function getFunctionConcurrency(
  context: LambdaContext,
  input: GetFunctionConcurrencyRequest,
): GetFunctionConcurrencyResponse {
  const { reservedConcurrency } = findUnqualified(context, input.FunctionName);
  return { ReservedConcurrentExecutions: reservedConcurrency };
}

async function deleteFunctionConcurrency(
  context: LambdaContext,
  input: DeleteFunctionConcurrencyRequest,
): Promise<void> {
  const stored = findUnqualified(context, input.FunctionName);
  await keep(context, stored, undefined);
}

function findUnqualified(context: LambdaContext, text: string | undefined): StoredFunction {
  const { qualifier } = readFunctionName(context, text ?? '');
  if (qualifier !== undefined) {
    throw invalidParameter(
      'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
    );
  }
  return findFunction(context, text).stored;
}

/** Under the same revision: neither the configuration nor the policies have changed. */
async function keep(
  { functions }: LambdaContext,
  stored: StoredFunction,
  reservedConcurrency: number | undefined,
): Promise<void> {
  await functions.put(stored.name, { ...stored, reservedConcurrency });
}
