import type {
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import type { Call } from '../../protocol/service.ts';
import { type PageOptions, pageByKey, pageOf } from '../page.ts';
import { describeFunction, describeListed } from './describeFunction.ts';
import { type FunctionVersion, findFunction, latest } from './function.ts';
import type { LambdaContext } from './service.ts';
import type { Described } from './states.ts';
import { allVersions, versionKey } from './versions.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export function getFunction(
  context: LambdaContext,
  input: GetFunctionRequest,
  { endpoint }: Call,
): Omit<GetFunctionResponse, 'Configuration'> & { Configuration: Described } {
  const { stored, named, version } = findFunction(context, input.FunctionName, input.Qualifier);
  const { tags, reservedConcurrency } = stored;
  return {
    Configuration: describeFunction(context, stored, version, named),
    Code: {
      RepositoryType: 'S3',
      Location: endpoint + context.codeLinks.issue(version.configuration.CodeSha256),
    },
    ...(Object.keys(tags).length > 0 ? { Tags: { ...tags } } : {}),
    ...(reservedConcurrency === undefined
      ? {}
      : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
  };
}

export function getFunctionConfiguration(
  context: LambdaContext,
  input: GetFunctionConfigurationRequest,
): Described {
  const { stored, named, version } = findFunction(context, input.FunctionName, input.Qualifier);
  return describeFunction(context, stored, version, named);
}

/** Fifty a page whatever MaxItems asks for, as AWS does. */
export function listFunctions(
  context: LambdaContext,
  input: ListFunctionsRequest,
): ListFunctionsResponse {
  const page = { marker: input.Marker, limit: Math.min(input.MaxItems ?? mostOnPage, mostOnPage) };
  if (input.FunctionVersion === 'ALL') return listEveryVersion(context, page);
  const { items, marker } = pageOf(context.functions, page);
  return {
    Functions: items.map((stored) =>
      describeListed(context, latest(stored), { name: stored.name, qualifier: undefined }),
    ),
    NextMarker: marker,
  };
}

const mostOnPage = 50;

interface Listed {
  readonly name: string;
  readonly version: FunctionVersion;
}

function listEveryVersion(context: LambdaContext, page: PageOptions): ListFunctionsResponse {
  const listed = context.functions.keys().flatMap((name): Listed[] => {
    const stored = context.functions.get(name);
    return stored === undefined ? [] : allVersions(stored).map((version) => ({ name, version }));
  });
  // No name has a blank in it, so that the keys sort as the list does.
  const keyOf = ({ name, version }: Listed) => `${name} ${versionKey(version)}`;
  const { items, marker } = pageByKey(listed, keyOf, page);
  return {
    Functions: items.map(({ name, version }) =>
      describeListed(context, version, { name, qualifier: version.version }),
    ),
    NextMarker: marker,
  };
}
