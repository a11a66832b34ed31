import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import type { LocalEndpoint } from './localEndpoint.ts';

/** Real SDK clients for an endpoint, each request sent once. */
export function localClients(
  {
    endpoint,
    region,
    accessKeyId,
    secretAccessKey,
  }: Pick<LocalEndpoint, 'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey'>,
  credentials: { accessKeyId: string; secretAccessKey: string } = { accessKeyId, secretAccessKey },
) {
  const config = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    lambda: new LambdaClient(config),
    iam: new IAMClient(config),
    cognitoIdentity: new CognitoIdentityClient(config),
    // A live tail has a host name of its own on AWS, which no loopback address has.
    logs: new CloudWatchLogsClient({ ...config, disableHostPrefix: true }),
    sts: new STSClient(config),
  };
}

/** What a call is refused with; fails when it is not refused. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = Object(error);
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call was not refused.');
}

/** Makes the role that functions of tests run with; answers its ARN. */
export async function createRunner(iam: IAMClient): Promise<string> {
  const role = { RoleName: 'runner', AssumeRolePolicyDocument: lambdaTrust };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  return Role?.Arn ?? '';
}

/** What waiters of the SDK take; they ask again after some hundredths of a second. */
export function quickly(client: LambdaClient) {
  return { client, minDelay: 0.01, maxDelay: 0.1, maxWaitTime: 10 };
}

export const lambdaTrust = trustPolicy('lambda.amazonaws.com');

export function trustPolicy(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
}
