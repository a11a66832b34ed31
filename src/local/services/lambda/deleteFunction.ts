import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import { functionArn, readFunctionName } from './functionName.ts';
import { functionNotFound, invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export async function deleteFunction(
  context: LambdaContext,
  input: DeleteFunctionRequest,
): Promise<DeleteFunctionResponse> {
  const named = readFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  const stored = context.functions.get(named.name);
  if (stored === undefined) {
    throw functionNotFound(functionArn(context, { ...named, qualifier: undefined }));
  }
  if (named.qualifier !== undefined) return deleteVersion(named.qualifier);
  await context.functions.delete(named.name);
  await context.executor.retire(named.name);
  await context.codes.release(stored.configuration.CodeSha256);
  return { StatusCode: 204 };
}

/** There are no versions yet; deleting one that is not there succeeds in AWS too. */
function deleteVersion(qualifier: string): DeleteFunctionResponse {
  if (qualifier === '$LATEST') {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (!/^\d+$/.test(qualifier)) {
    throw invalidParameter('Deletion of aliases is not currently supported.');
  }
  return { StatusCode: 204 };
}
