import * as client from '@aws-sdk/client-lambda';
import { restJsonService } from '../../protocol/restJson.ts';
import type { Authorize, Operations, Service } from '../../protocol/service.ts';
import { requestTooLarge, type ServiceError } from '../../protocol/serviceError.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import type { Executor, ExecutorOptions } from '../../runtime/executor.ts';
import type { CodeStore } from '../../store/codeStore.ts';
import type { Collection } from '../../store/collection.ts';
import type { StoredRole } from '../iam/role.ts';
import { aliasOperations } from './aliases.ts';
import type { CodeLinks } from './codeLinks.ts';
import { concurrencyOperations } from './concurrency.ts';
import { constraints } from './constraints.ts';
import { createFunction } from './createFunction.ts';
import { deleteFunction } from './deleteFunction.ts';
import { eventInvokeConfigOperations } from './eventInvokeConfigs.ts';
import type { StoredEventSourceMapping } from './eventSourceMapping.ts';
import { eventSourceMappingOperations } from './eventSourceMappings.ts';
import type { EventQueue } from './events/eventQueue.ts';
import type { StoredFunction } from './function.ts';
import { functionUrlOperations } from './functionUrls.ts';
import { invoke, invokeAsync } from './invoke.ts';
import type { StoredLayer } from './layer.ts';
import { layerOperations } from './layers.ts';
import { getFunction, getFunctionConfiguration, listFunctions } from './readFunctions.ts';
import { resourcePolicyOperations } from './resourcePolicies.ts';
import { responseStreamOperations } from './responseStreams.ts';
import { listTags, tagResource, untagResource } from './tags.ts';
import type { Throttle } from './throttle.ts';
import { unchangedConfigOperations } from './unchangedConfigs.ts';
import { updateFunctionCode, updateFunctionConfiguration } from './updateFunction.ts';
import type { UrlOwners } from './urlOwners.ts';
import { versionOperations } from './versions.ts';

export interface LambdaContext {
  readonly accountId: string;
  readonly region: string;
  readonly functions: Collection<StoredFunction>;
  readonly layers: Collection<StoredLayer>;
  readonly eventSourceMappings: Collection<StoredEventSourceMapping>;
  readonly roles: Collection<StoredRole>;
  readonly codes: CodeStore;
  readonly codeLinks: CodeLinks;
  readonly executor: Executor;
  readonly events: EventQueue;
  readonly throttle: Throttle;
  readonly urlOwners: UrlOwners;
  /** For the logs of functions. */
  readonly log: ExecutorOptions['log'];
  /** For the endpoint's log. */
  readonly report: (message: string) => void;
}

/** All that is served; the docs list it. */
export const lambdaOperations: Operations<LambdaContext> = {
  ...aliasOperations,
  ...concurrencyOperations,
  ...eventInvokeConfigOperations,
  ...eventSourceMappingOperations,
  ...functionUrlOperations,
  ...layerOperations,
  ...resourcePolicyOperations,
  ...responseStreamOperations,
  ...unchangedConfigOperations,
  ...versionOperations,
  CreateFunction: createFunction,
  DeleteFunction: deleteFunction,
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  Invoke: invoke,
  InvokeAsync: invokeAsync,
  ListFunctions: listFunctions,
  ListTags: listTags,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
};

export function createLambda(context: LambdaContext, authorize: Authorize): Service {
  return restJsonService<LambdaContext>({
    name: 'Lambda',
    model: readServiceModel(client),
    operations: lambdaOperations,
    constraints,
    context,
    authorize,
    bodyLimit,
  });
}

/** AWS counts the whole request; its sentence names Invoke by another name. */
function bodyLimit(operation: string | undefined): { bytes: number; error: ServiceError } {
  const invoking = operation === 'Invoke' || operation === 'InvokeWithResponseStream';
  const bytes = invoking ? 6_291_456 : 70_167_211;
  const name = invoking ? 'InvokeFunction' : (operation ?? 'CreateFunction');
  return {
    bytes,
    error: requestTooLarge(bytes, name),
  };
}
