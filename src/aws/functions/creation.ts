import type { IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import { mayBecomeAssumable } from '../assumableRole.ts';
import { asUserError } from '../asUserError.ts';
import { functionSummary } from '../functionSummary.ts';
import type { Functions, NewFunction } from '../lambdaFunction.ts';
import { untilRoleIsKnown } from '../roleBackOff.ts';
import { waitUntilReady } from '../waitUntilReady.ts';
import type { Calls } from './calls.ts';
import { runtimeIdentifier } from './runtimeIdentifier.ts';

/** A function's first and last moment. */
export function creation(
  { client, attempt, call }: Calls,
  iam: IAMClient,
): Pick<Functions, 'create' | 'delete'> {
  return {
    create(input, { onWait, roleIsNew = false, signal } = {}) {
      const creating = attempt(`create ${input.name}`, input.name, 'CreateFunction');
      const command = createCommand(input);
      return asUserError({ ...creating, role: input.role }, signal, async () => {
        // Not given up halfway: what Lambda makes after nobody waits any more could not be taken back.
        const created = await untilRoleIsKnown(() => client.send(command), {
          ...(onWait && { onWait }),
          signal,
          worthWaiting: () => mayBecomeAssumable(iam, input.role, roleIsNew, signal),
        });
        signal?.throwIfAborted();
        return functionSummary(await waitUntilReady(client, input.name, created, signal));
      });
    },

    delete(name, signal) {
      const what = { doing: `delete ${name}`, thing: name, action: 'DeleteFunction' };
      return call(what, signal, async (options) => {
        await client.send(new DeleteFunctionCommand({ FunctionName: name }), options);
      });
    },
  };
}

function createCommand(input: NewFunction): CreateFunctionCommand {
  return new CreateFunctionCommand({
    FunctionName: input.name,
    Description: input.description,
    Runtime: runtimeIdentifier(input.runtime),
    Handler: input.handler,
    Role: input.role,
    MemorySize: input.memory,
    Timeout: input.timeout,
    Code: { ZipFile: input.zip },
    ...(input.architecture && { Architectures: [input.architecture] }),
    ...(input.environment && { Environment: { Variables: { ...input.environment } } }),
    ...(input.tags && { Tags: { ...input.tags } }),
  });
}
