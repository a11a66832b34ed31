import type {
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import type { Call } from '../../protocol/service.ts';
import { pageOf } from '../page.ts';
import { describeFunction, findFunction, latest, settled } from './function.ts';
import type { LambdaContext } from './service.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export function getFunction(
  context: LambdaContext,
  input: GetFunctionRequest,
  { endpoint }: Call,
): GetFunctionResponse {
  const { stored, named, version } = findFunction(context, input.FunctionName, input.Qualifier);
  const Tags = Object.keys(stored.tags).length > 0 ? { Tags: { ...stored.tags } } : {};
  return {
    Configuration: { ...describeFunction(context, version, named), ...settled },
    Code: {
      RepositoryType: 'S3',
      Location: endpoint + context.codeLinks.issue(version.configuration.CodeSha256),
    },
    ...Tags,
  };
}

export function getFunctionConfiguration(
  context: LambdaContext,
  input: GetFunctionConfigurationRequest,
): FunctionConfiguration {
  const { named, version } = findFunction(context, input.FunctionName, input.Qualifier);
  return { ...describeFunction(context, version, named), ...settled };
}

/** Fifty a page whatever MaxItems asks for, and without their states, as AWS does. */
export function listFunctions(
  context: LambdaContext,
  input: ListFunctionsRequest,
): ListFunctionsResponse {
  const { items, marker } = pageOf(context.functions, {
    marker: input.Marker,
    limit: Math.min(input.MaxItems ?? mostOnPage, mostOnPage),
  });
  const qualifier = input.FunctionVersion === 'ALL' ? '$LATEST' : undefined;
  return {
    Functions: items.map((stored) =>
      describeFunction(context, latest(stored), { name: stored.name, qualifier }),
    ),
    NextMarker: marker,
  };
}

const mostOnPage = 50;
