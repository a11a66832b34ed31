import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionSummary } from './lambdaFunction.ts';

/** Other endpoints leave members out that AWS always sends: AWS' defaults stand in for them. */
export function functionSummary(configuration: FunctionConfiguration): FunctionSummary {
  return {
    name: configuration.FunctionName ?? '',
    arn: configuration.FunctionArn ?? '',
    runtime: configuration.Runtime,
    handler: configuration.Handler,
    role: configuration.Role ?? '',
    description: configuration.Description ?? '',
    memory: configuration.MemorySize ?? 128,
    timeout: configuration.Timeout ?? 3,
    lastModified: configuration.LastModified ?? '',
    codeSha256: configuration.CodeSha256 ?? '',
    tenantIsolation: configuration.TenancyConfig?.TenantIsolationMode === 'PER_TENANT',
    durable: configuration.DurableConfig !== undefined,
  };
}
