import { createHash } from 'node:crypto';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionVersion, StoredFunction } from './function.ts';
import { functionArn, type NamedFunction } from './functionName.ts';
import type { LambdaContext } from './service.ts';
import { type Described, stateOf } from './states.ts';

/** The configuration as answers have it; `named` says whether its ARN is qualified. */
export function describeFunction(
  context: LambdaContext,
  stored: StoredFunction,
  version: FunctionVersion,
  named: NamedFunction,
): Described {
  const runtime = hash(version.configuration.Runtime);
  return {
    ...describeListed(context, version, named),
    ...stateOf(stored, version),
    RuntimeVersionConfig: {
      RuntimeVersionArn: `arn:aws:lambda:${context.region}::runtime:${runtime}`,
    },
  };
}

/** The shorter form that lists have: without states, among others. */
export function describeListed(
  context: LambdaContext,
  { version, revisionId, configuration, description }: FunctionVersion,
  named: NamedFunction,
): FunctionConfiguration {
  const { layers = [], ...shown } = configuration;
  const ApplyOn = shown.SnapStart?.ApplyOn ?? 'None';
  const optimized = ApplyOn === 'PublishedVersions' && version !== '$LATEST';
  return {
    ...shown,
    ...(description === undefined ? {} : { Description: description }),
    ...(layers.length > 0
      ? { Layers: layers.map(({ arn, codeSize }) => ({ Arn: arn, CodeSize: codeSize })) }
      : {}),
    SnapStart: { ApplyOn, OptimizationStatus: optimized ? 'On' : 'Off' },
    FunctionName: named.name,
    FunctionArn: functionArn(context, named),
    Version: version,
    PackageType: 'Zip',
    RevisionId: revisionId,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
