import { createHash, randomUUID } from 'node:crypto';
import type { FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import type { StoredAlias } from './aliases.ts';
import type { StoredEventInvokeConfig } from './eventInvokeConfigs.ts';
import { functionArn, type NamedFunction, readFunctionName } from './functionName.ts';
import type { StoredUrl } from './functionUrls.ts';
import { functionNotFound } from './refusals.ts';
import type { StoredPolicy } from './resourcePolicies.ts';
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
  /** All that hangs on a function is in its record: it comes, changes and goes with it at once. */
  readonly versions: readonly FunctionVersion[];
  /** How many versions were ever published: a number is not given twice. */
  readonly published: number;
  readonly aliases: readonly StoredAlias[];
  readonly policies: readonly StoredPolicy[];
  readonly eventInvokeConfigs: readonly StoredEventInvokeConfig[];
  readonly urls: readonly StoredUrl[];
  readonly reservedConcurrency?: number | undefined;
}

/** What a qualifier leads to: `$LATEST`, or a version as it was published. */
export interface FunctionVersion {
  readonly version: string;
  readonly revisionId: string;
  readonly configuration: Configuration;
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
  return Object.assign({ ...newFunction }, value as StoredFunction);
}

/** What a function has when nothing was added to it. */
export const newFunction = {
  versions: [],
  published: 0,
  aliases: [],
  policies: [],
  eventInvokeConfigs: [],
  urls: [],
} as const satisfies Partial<StoredFunction>;

/** Follows a qualifier, through an alias too (to the version that takes most of its invocations). */
function versionOf(stored: StoredFunction, qualifier = '$LATEST'): FunctionVersion | undefined {
  const alias = stored.aliases.find(({ name }) => name === qualifier);
  const wanted = alias?.version ?? qualifier;
  if (wanted === '$LATEST') return latest(stored);
  return stored.versions.find(({ version }) => version === wanted);
}

export function latest({ revisionId, configuration }: StoredFunction): FunctionVersion {
  return { version: '$LATEST', revisionId, configuration };
}

/** Throws ResourceNotFoundException with the ARN that was asked for. */
export function findFunction(
  context: LambdaContext,
  text: string | undefined,
  qualifier?: string,
): { stored: StoredFunction; named: NamedFunction; version: FunctionVersion } {
  const named = readFunctionName(context, text ?? '', qualifier);
  const stored = context.functions.get(named.name);
  const version = stored && versionOf(stored, named.qualifier);
  if (stored === undefined || version === undefined) {
    throw functionNotFound(functionArn(context, named));
  }
  return { stored, named, version };
}

/** The configuration as every answer has it; `named` says whether its ARN is qualified. */
export function describeFunction(
  context: LambdaContext,
  { version, revisionId, configuration }: FunctionVersion,
  named: NamedFunction,
): FunctionConfiguration {
  const { region } = context;
  return {
    ...configuration,
    FunctionName: named.name,
    FunctionArn: functionArn(context, named),
    Version: version,
    PackageType: 'Zip',
    RevisionId: revisionId,
    RuntimeVersionConfig: {
      RuntimeVersionArn: `arn:aws:lambda:${region}::runtime:${hash(configuration.Runtime)}`,
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
