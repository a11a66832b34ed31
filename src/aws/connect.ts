import type { Account, Target } from './account.ts';
import { createClients } from './clients.ts';
import { createFunctions } from './functions.ts';
import { invoke } from './invocation.ts';
import { createLogs } from './logs.ts';
import { packaging } from './packaging/packer.ts';
import type { Packaging } from './packaging.ts';
import { createRoles } from './roles.ts';
import { invokeStreaming } from './streamedInvocation.ts';

/** Nothing is sent before the first call. */
export function connect(target: Target): Account {
  const clients = createClients(target);
  return {
    target,
    functions: createFunctions(clients, target),
    roles: createRoles(clients, target),
    logs: createLogs(clients.logs, target),
    invoke: (request, signal) => invoke(clients.invocation, target, request, { signal }),
    invokeStreaming: (request, onPart, signal) =>
      invokeStreaming(clients.streamedInvocation, target, request, onPart, { signal }),
  };
}

/** Stands beside `connect` because both doors lead into the same bundle. */
export function openPackaging(): Packaging {
  return packaging;
}
