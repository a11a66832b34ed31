import type { Runtime } from '@aws-sdk/client-lambda';

/** The SDK's list ends where AWS' goes on: what is not in it is for the service to refuse. */
export function runtimeIdentifier(runtime: string): Runtime {
  return runtime as Runtime;
}
