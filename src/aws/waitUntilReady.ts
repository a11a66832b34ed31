import { setTimeout as delay } from 'node:timers/promises';
import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { UserError } from '../errors.ts';

/** Lambda takes up to a minute for functions in a VPC; more than this is nothing to wait for; ms. */
const patience = 300_000;
const longestPause = 2_000;

/**
 * Waits until a function that was created or updated can be used in its new form.
 * See "Lambda function states" in AWS' developer guide.
 */
export async function waitUntilReady(
  client: LambdaClient,
  name: string,
  answered: FunctionConfiguration,
  signal: AbortSignal | undefined,
  qualifier?: string,
): Promise<FunctionConfiguration> {
  const options = signal && { abortSignal: signal };
  let current = answered;
  let pause = 10;
  for (let waited = 0; isChanging(current); waited += pause) {
    if (waited > patience) {
      throw new UserError(
        `${name} is still being prepared after ${patience / 60_000} minutes. Refresh the list of functions later to see whether it became active.`,
      );
    }
    pause = Math.min(pause * 2, longestPause);
    await delay(pause, undefined, signal && { signal });
    const command = new GetFunctionConfigurationCommand({
      FunctionName: name,
      ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
    });
    current = await client.send(command, options ?? {});
  }
  const reason = failureOf(current);
  if (reason === undefined) return current;
  throw new UserError(`Lambda could not prepare ${name}: ${reason}`);
}

/** Endpoints that know no states answer none: then there is nothing to wait for. */
function isChanging({ State, LastUpdateStatus }: FunctionConfiguration): boolean {
  return State === 'Pending' || LastUpdateStatus === 'InProgress';
}

function failureOf(configuration: FunctionConfiguration): string | undefined {
  if (configuration.State === 'Failed') {
    return `${configuration.StateReason ?? 'no reason was given'} (${configuration.StateReasonCode ?? 'Failed'})`;
  }
  if (configuration.LastUpdateStatus === 'Failed') {
    return `${configuration.LastUpdateStatusReason ?? 'no reason was given'} (${configuration.LastUpdateStatusReasonCode ?? 'Failed'})`;
  }
  return undefined;
}
