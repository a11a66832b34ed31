import type {
  GetFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigResponse,
  GetFunctionRecursionConfigRequest,
  GetFunctionRecursionConfigResponse,
  GetProvisionedConcurrencyConfigRequest,
  GetRuntimeManagementConfigRequest,
  GetRuntimeManagementConfigResponse,
  ListCodeSigningConfigsResponse,
  ListProvisionedConcurrencyConfigsRequest,
  ListProvisionedConcurrencyConfigsResponse,
} from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { findFunction } from './function.ts';
import { functionArn } from './functionName.ts';
import type { LambdaContext } from './service.ts';

/**
 * What every function has as long as nobody changes it, which cannot be done here: tools such as
 * Terraform read it with each function.
 */
export const unchangedConfigOperations: Operations<LambdaContext> = {
  GetFunctionCodeSigningConfig: getFunctionCodeSigningConfig,
  GetFunctionRecursionConfig: getFunctionRecursionConfig,
  GetProvisionedConcurrencyConfig: getProvisionedConcurrencyConfig,
  GetRuntimeManagementConfig: getRuntimeManagementConfig,
  ListCodeSigningConfigs: listCodeSigningConfigs,
  ListProvisionedConcurrencyConfigs: listProvisionedConcurrencyConfigs,
};

/** AWS leaves the ARN out too when no code signing is configured, against its own model. */
function getFunctionCodeSigningConfig(
  context: LambdaContext,
  { FunctionName }: GetFunctionCodeSigningConfigRequest,
): Omit<GetFunctionCodeSigningConfigResponse, 'CodeSigningConfigArn'> {
  return { FunctionName: findFunction(context, FunctionName).stored.name };
}

function getFunctionRecursionConfig(
  context: LambdaContext,
  { FunctionName }: GetFunctionRecursionConfigRequest,
): GetFunctionRecursionConfigResponse {
  findFunction(context, FunctionName);
  return { RecursiveLoop: 'Terminate' };
}

function getRuntimeManagementConfig(
  context: LambdaContext,
  { FunctionName, Qualifier }: GetRuntimeManagementConfigRequest,
): GetRuntimeManagementConfigResponse {
  const { named } = findFunction(context, FunctionName, Qualifier);
  return { UpdateRuntimeOn: 'Auto', FunctionArn: functionArn(context, named) };
}

function listCodeSigningConfigs(): ListCodeSigningConfigsResponse {
  return { CodeSigningConfigs: [] };
}

function getProvisionedConcurrencyConfig(
  context: LambdaContext,
  { FunctionName, Qualifier }: GetProvisionedConcurrencyConfigRequest,
): never {
  findFunction(context, FunctionName, Qualifier);
  throw new ServiceError(
    'ProvisionedConcurrencyConfigNotFoundException',
    'No Provisioned Concurrency Config found for this function',
  );
}

function listProvisionedConcurrencyConfigs(
  context: LambdaContext,
  { FunctionName }: ListProvisionedConcurrencyConfigsRequest,
): ListProvisionedConcurrencyConfigsResponse {
  findFunction(context, FunctionName);
  return { ProvisionedConcurrencyConfigs: [] };
}
