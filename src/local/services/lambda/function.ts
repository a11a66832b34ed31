import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import { hasMembers } from '../../store/hasMembers.ts';
import type { StoredAlias } from './aliases.ts';
import type { StoredEventInvokeConfig } from './eventInvokeConfigs.ts';
import { functionArn, type NamedFunction, readFunctionName } from './functionName.ts';
import type { StoredUrl } from './functionUrls.ts';
import { functionNotFound, invalidParameter, wrongRevision } from './refusals.ts';
import type { StoredPolicy } from './resourcePolicies.ts';
import type { LambdaContext } from './service.ts';
import type { UnderWay } from './states.ts';

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
  /** A creation or update that has not settled; one that a crash has cut short is settled. */
  readonly underWay?: UnderWay | undefined;
}

/** What a qualifier leads to: `$LATEST`, or a version as it was published. */
export interface FunctionVersion {
  readonly version: string;
  readonly revisionId: string;
  /** As `$LATEST` had it when the version was published. */
  readonly configuration: Configuration;
  /** Given when the version was published, in place of the configuration's own. */
  readonly description?: string | undefined;
}

/** A layer that a function uses: its code stays as long as the function does. */
export interface UsedLayer {
  /** Of the layer's version. */
  readonly arn: string;
  readonly codeSha256: string;
  readonly codeSize: number;
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
    | 'TenancyConfig'
    | 'Timeout'
    | 'TracingConfig'
    | 'VpcConfig'
  > {
  readonly CodeSha256: string;
  readonly Handler: string;
  readonly LastModified: string;
  readonly Role: string;
  readonly Runtime: Runtime;
  readonly layers?: readonly UsedLayer[];
}

/** Throws on what is no function. */
export function checkFunction(value: unknown): StoredFunction {
  const whole =
    hasMembers<StoredFunction>(value, {
      name: 'string',
      revisionId: 'string',
      configuration: 'object',
      tags: 'object',
    }) &&
    hasMembers<Configuration>(value.configuration, {
      CodeSha256: 'string',
      Handler: 'string',
      LastModified: 'string',
      Role: 'string',
      Runtime: 'string',
    });
  if (!whole) throw new Error('it is no function');
  return { ...newFunction, ...value, underWay: undefined };
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
export function versionOf(
  stored: StoredFunction,
  qualifier = '$LATEST',
): FunctionVersion | undefined {
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

/** Finds what is to be changed: a function itself, as versions never change. */
export function findLatest(context: LambdaContext, text: string | undefined): StoredFunction {
  const { stored, named } = findFunction(context, text);
  if (named.qualifier !== undefined && named.qualifier !== '$LATEST') {
    throw invalidParameter('Current operation does not support versions other than $LATEST');
  }
  return stored;
}

export function checkRevision(stored: StoredFunction, asked: string | undefined): void {
  if (asked !== undefined && asked !== stored.revisionId) throw wrongRevision();
}

/** All code that the function needs, that of its layers too. */
export function codesOf(stored: StoredFunction): string[] {
  const versions = [latest(stored), ...stored.versions];
  if (stored.underWay?.former !== undefined) versions.push(stored.underWay.former);
  return versions.flatMap(codesOfVersion);
}

export function codesOfVersion({ configuration }: FunctionVersion): string[] {
  const { CodeSha256, layers = [] } = configuration;
  return [CodeSha256, ...layers.map(({ codeSha256 }) => codeSha256)];
}

/** Saves the function under a new revision. */
export async function saveFunction(
  context: LambdaContext,
  changed: Omit<StoredFunction, 'revisionId'>,
): Promise<StoredFunction> {
  const stored = { ...changed, revisionId: randomUUID() };
  await context.functions.put(stored.name, stored);
  return stored;
}

/** The function without what hangs on one of its versions or aliases. */
export function withoutQualifier(stored: StoredFunction, gone: string): StoredFunction {
  const stays = ({ qualifier }: { qualifier: string }) => qualifier !== gone;
  return {
    ...stored,
    policies: stored.policies.filter(stays),
    eventInvokeConfigs: stored.eventInvokeConfigs.filter(stays),
    urls: stored.urls.filter(stays),
  };
}

/** Removes code that only a function's former record needed. */
export async function releaseCodes(
  { codes }: LambdaContext,
  sha256s: Iterable<string>,
): Promise<void> {
  for (const sha256 of new Set(sha256s)) await codes.release(sha256);
}

/** Lambda's form of dates in a configuration, e.g. `2026-11-22T15:04:05.123+0000`. */
export function now(): string {
  return new Date().toISOString().replace('Z', '+0000');
}
