import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import { ServiceError } from '../../protocol/serviceError.ts';
import {
  codesOf,
  codesOfVersion,
  findFunction,
  releaseCodes,
  type StoredFunction,
  withoutQualifier,
} from './function.ts';
import { readFunctionName } from './functionName.ts';
import { invalidParameter } from './refusals.ts';
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
  const { stored } = findFunction(context, name);
  if (qualifier === '$LATEST') {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (qualifier !== undefined) await deleteVersion(context, stored, qualifier);
  else {
    await context.functions.delete(name);
    await context.events.drop(name);
  }
  await context.executor.retire(name, qualifier);
  const gone = stored.versions.filter(({ version }) => version === qualifier);
  const codes = qualifier === undefined ? codesOf(stored) : gone.flatMap(codesOfVersion);
  await releaseCodes(context, codes);
  return { StatusCode: 204 };
}

/** To delete a version that is not there succeeds. */
async function deleteVersion(
  { functions }: LambdaContext,
  stored: StoredFunction,
  number: string,
): Promise<void> {
  const aliases = stored.aliases.filter(({ version, weights }) =>
    [version, ...weights.map((additional) => additional.version)].includes(number),
  );
  if (aliases.length > 0) {
    const names = aliases.map(({ name }) => name).join(', ');
    throw new ServiceError(
      'ResourceConflictException',
      `Unable to delete version because the following aliases reference it: [${names}]`,
    );
  }
  await functions.put(stored.name, {
    ...withoutQualifier(stored, number),
    versions: stored.versions.filter(({ version }) => version !== number),
  });
}
