import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import { functionArn, readFunctionName } from './functionName.ts';
import { functionNotFound, invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export async function deleteFunction(
  context: LambdaContext,
  input: DeleteFunctionRequest,
): Promise<DeleteFunctionResponse> {
  const { name, qualifier } = readFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  if (qualifier !== undefined && /^(?!\d+$)[\w-]+$/.test(qualifier)) {
    throw invalidParameter('Deletion of aliases is not currently supported.');
  }
  const stored = context.functions.get(name);
  if (stored === undefined) {
    throw functionNotFound(functionArn(context, { name, qualifier: undefined }));
  }
  if (qualifier === '$LATEST') {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  // Versions are not served yet; to delete one that is not there succeeds in AWS too.
  if (qualifier !== undefined) return { StatusCode: 204 };
  await context.functions.delete(name);
  await context.executor.retire(name);
  await context.codes.release(stored.configuration.CodeSha256);
  return { StatusCode: 204 };
}
