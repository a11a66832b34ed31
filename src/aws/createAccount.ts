import type { Account } from './account.ts';
import { createClients, type OpenTransport } from './clients.ts';
import { createFunctions } from './functions.ts';
import { createIdentity } from './identity.ts';
import { invoke, invokeBy } from './invocation.ts';
import { openInvocationPool } from './invocationPool.ts';
import { learningTarget } from './learningTarget.ts';
import { createLimits } from './limits.ts';
import { createLogs } from './logs.ts';
import { createPermissions } from './permissions.ts';
import { createPolicies } from './policies.ts';
import { createRoles } from './roles.ts';
import { invokeStreaming } from './streamedInvocation.ts';
import type { Target } from './target.ts';
import { createTriggers } from './triggers.ts';

/** Nothing is sent before the first call. */
export function createAccount(place: Target, open?: OpenTransport): Account {
  const target = learningTarget(place);
  const clients = createClients(target, open);
  const limits = createLimits();
  const functions = createFunctions(clients, target);
  const roles = createRoles(clients, target);
  return {
    target,
    limits: limits.known,
    identity: createIdentity(clients, target),
    functions: {
      ...functions,
      list: (signal) =>
        learning(target.learnAccount, limits.listing('list', functions.list(signal))),
    },
    roles: {
      ...roles,
      list: (signal) => learning(target.learnAccount, limits.listing('iam', roles.list(signal))),
    },
    policies: createPolicies(clients, target),
    permissions: createPermissions(clients, target),
    triggers: createTriggers(clients, target),
    logs: createLogs(clients.logs, target),
    invoke: (request, signal, onSending) =>
      invoke(invokeBy(clients.invocation), target, request, { signal, limits, onSending }),
    invokeStreaming: (request, onPart, signal, onSending) =>
      invokeStreaming(clients.streamedInvocation, target, request, onPart, {
        ...{ signal, limits, onSending },
      }),
    openPool(sockets) {
      const { invokeOnce, close } = openInvocationPool(target, { sockets, open });
      return {
        invoke: (request, signal) => invoke(invokeOnce, target, request, { signal, limits }),
        close,
      };
    },
  };
}

/** The rows of a listing have ARNs in the account. */
async function* learning<T extends { readonly arn: string }>(
  learn: (arn: string | undefined) => void,
  pages: AsyncIterable<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  for await (const page of pages) {
    learn(page[0]?.arn);
    yield page;
  }
}
