import { createHash, randomUUID } from 'node:crypto';
import type { FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import { functionArn, type NamedFunction, readFunctionName } from './functionName.ts';
import { functionNotFound } from './refusals.ts';
import type { LambdaContext } from './service.ts';

/**
 * A function as it is kept: the members of its configuration that belong to it. What follows from
 * them, from the account or from the moment (ARN, state, version) is added when it is described.
 */
export interface StoredFunction {
  readonly name: string;
  readonly revisionId: string;
  readonly configuration: Configuration;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Configuration
  extends Pick<
    FunctionConfiguration,
    | 'Architectures'
    | 'CodeSize'
    | 'DeadLetterConfig'
    | 'Description'
    | 'Environment'
    | 'EphemeralStorage'
    | 'KMSKeyArn'
    | 'LoggingConfig'
    | 'MemorySize'
    | 'SnapStart'
    | 'Timeout'
    | 'TracingConfig'
    | 'VpcConfig'
  > {
  readonly CodeSha256: string;
  readonly Handler: string;
  readonly LastModified: string;
  readonly Role: string;
  readonly Runtime: Runtime;
}

/** Throws on what is no function. */
export function checkFunction(value: unknown): StoredFunction {
  const stored: Partial<Record<keyof StoredFunction, unknown>> = Object(value);
  const configuration: Partial<Record<keyof Configuration, unknown>> = Object(stored.configuration);
  const whole =
    typeof stored.name === 'string' &&
    typeof stored.revisionId === 'string' &&
    typeof stored.tags === 'object' &&
    typeof configuration.CodeSha256 === 'string' &&
    typeof configuration.Handler === 'string' &&
    typeof configuration.LastModified === 'string' &&
    typeof configuration.Role === 'string' &&
    typeof configuration.Runtime === 'string';
  if (!whole) throw new Error('it is no function');
  // Each member that code relies on was looked at just above; the others are optional.
  return value as StoredFunction;
}

/** Throws ResourceNotFoundException with the ARN that was asked for. */
export function findFunction(
  context: LambdaContext,
  text: string | undefined,
  qualifier?: string,
): { stored: StoredFunction; named: NamedFunction } {
  const named = readFunctionName(context, text ?? '', qualifier);
  const stored = context.functions.get(named.name);
  const known = named.qualifier === undefined || named.qualifier === '$LATEST';
  if (stored === undefined || !known) throw functionNotFound(functionArn(context, named));
  return { stored, named };
}

/** The configuration as every answer has it; `named` says whether its ARN is qualified. */
export function describeFunction(
  context: LambdaContext,
  stored: StoredFunction,
  named: NamedFunction = { name: stored.name, qualifier: undefined },
): FunctionConfiguration {
  const { region } = context;
  return {
    ...stored.configuration,
    FunctionName: stored.name,
    FunctionArn: functionArn(context, named),
    Version: '$LATEST',
    PackageType: 'Zip',
    RevisionId: stored.revisionId,
    RuntimeVersionConfig: {
      RuntimeVersionArn: `arn:aws:lambda:${region}::runtime:${hash(stored.configuration.Runtime)}`,
    },
  };
}

/** Nothing is ever really under way here: only the answer to a change says so, as AWS' does. */
export const settled = { State: 'Active', LastUpdateStatus: 'Successful' } as const;

export const created = {
  State: 'Pending',
  StateReason: 'The function is being created.',
  StateReasonCode: 'Creating',
} as const;

export const updating = {
  State: 'Active',
  LastUpdateStatus: 'InProgress',
  LastUpdateStatusReason: 'The function is being created.',
  LastUpdateStatusReasonCode: 'Creating',
} as const;

/** Saves the function under a new revision; environments of the former are not used again. */
export async function saveFunction(
  context: LambdaContext,
  changed: Omit<StoredFunction, 'revisionId'>,
): Promise<StoredFunction> {
  const stored = { ...changed, revisionId: randomUUID() };
  await context.functions.put(stored.name, stored);
  return stored;
}

/** Lambda's form of dates in a configuration, e.g. `2026-11-22T15:04:05.123+0000`. */
export function now(): string {
  return new Date().toISOString().replace('Z', '+0000');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
