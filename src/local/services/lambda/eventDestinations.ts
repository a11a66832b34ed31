import type { DestinationConfig } from '@aws-sdk/client-lambda';
import { parseArn } from '../arn.ts';
import type { StoredFunction } from './function.ts';
import { readFunctionName } from './functionName.ts';
import { invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';

const targets: readonly (string | undefined)[] = ['events', 'lambda', 'sns', 'sqs'];

/** Refuses what cannot be a destination of events; buckets take failures only. */
export function checkDestinations(
  context: LambdaContext,
  stored: StoredFunction,
  { OnSuccess, OnFailure }: DestinationConfig,
): void {
  const success = OnSuccess?.Destination || undefined;
  const failure = OnFailure?.Destination || undefined;
  for (const arn of [failure, success]) {
    if (arn !== undefined && serviceOf(arn) === 'lambda') checkFunction(context, stored, arn);
  }
  const wrong =
    (success !== undefined && !targets.includes(serviceOf(success))) ||
    (failure !== undefined && ![...targets, 's3'].includes(serviceOf(failure)));
  if (!wrong) return;
  const onSuccess = success === undefined ? 'null' : `OnSuccess(destination=${success})`;
  const onFailure = failure === undefined ? 'null' : `OnFailure(destination=${failure})`;
  throw invalidParameter(
    `The provided destination config DestinationConfig(onSuccess=${onSuccess}, onFailure=${onFailure}) is invalid.`,
  );
}

function checkFunction(context: LambdaContext, stored: StoredFunction, arn: string): void {
  const { name } = readFunctionName(context, arn);
  if (context.functions.get(name) === undefined) {
    throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
  if (name === stored.name) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
}

function serviceOf(arn: string): string | undefined {
  return parseArn(arn)?.service;
}
