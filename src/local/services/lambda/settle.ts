import { randomUUID } from 'node:crypto';
import { codesOf, releaseCodes, type StoredFunction, saveFunction } from './function.ts';
import type { LambdaContext } from './service.ts';

/**
 * Ends a change that is saved and will be answered: first the idle environments of what `$LATEST`
 * was, then the change, under a new revision, then the code that nobody needs any more.
 */
export function settle(context: LambdaContext, { name, underWay }: StoredFunction): void {
  const end = async () => {
    if (underWay?.change === 'update') await context.executor.retire(name, '$LATEST');
    const current = context.functions.get(name);
    // It may be deleted by now, and another one have its name.
    if (current === undefined || current.underWay !== underWay) return;
    await saveFunction(context, {
      ...current,
      underWay: undefined,
      versions: current.versions.map((version) =>
        version.version === underWay?.published
          ? { ...version, revisionId: randomUUID() }
          : version,
      ),
    });
    await releaseCodes(context, codesOf(current));
  };
  end().catch((error: unknown) => {
    context.report(`A change of the function ${name} could not be completed: ${error}`);
  });
}
