import {
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { LocalEndpoint } from '../../support/localEndpoint.ts';

/** Sees to it that the next start of a function is cold: a change retires its environments. */
export function coldStarts(endpoint: LocalEndpoint): (functionName: string) => Promise<void> {
  const { accessKeyId, secretAccessKey, region } = endpoint;
  const credentials = { accessKeyId, secretAccessKey };
  const client = new LambdaClient({ endpoint: endpoint.endpoint, region, credentials });
  let changes = 0;
  return async (functionName) => {
    changes += 1;
    await client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: functionName,
        Description: `change ${changes}`,
      }),
    );
    // Another change is refused meanwhile.
    await waitUntilFunctionUpdatedV2(
      { client, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.1 },
      { FunctionName: functionName },
    );
  };
}
