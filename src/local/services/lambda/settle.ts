import { randomUUID } from 'node:crypto';
import { codesOfVersion, releaseCodes, type StoredFunction, saveFunction } from './function.ts';
import type { LambdaContext } from './service.ts';

/**
 * Ends a change that is saved and will be answered: first the idle environments of what `$LATEST`
 * was, then the change, under a new revision, then the code that nobody needs any more.
 */
export function settle(context: LambdaContext, changed: StoredFunction): void {
  const { name, underWay } = changed;
  const retire = async () => {
    if (underWay?.change === 'update') await context.executor.retire(name, '$LATEST');
  };
  retire()
    .finally(() => endChange(context, changed))
    .catch((error: unknown) => {
      context.report(`A change of the function ${name} could not be completed: ${error}`);
    });
}

async function endChange(
  context: LambdaContext,
  { name, underWay }: StoredFunction,
): Promise<void> {
  const current = context.functions.get(name);
  // It may be deleted by now, and another one have its name.
  if (current === undefined || current.underWay !== underWay) return;
  await saveFunction(context, {
    ...current,
    underWay: undefined,
    versions: current.versions.map((version) =>
      version.version === underWay?.published ? { ...version, revisionId: randomUUID() } : version,
    ),
  });
  if (underWay?.former !== undefined) await releaseCodes(context, codesOfVersion(underWay.former));
}
