import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type {
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
  PublishVersionRequest,
} from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import { notImplemented } from '../../protocol/serviceError.ts';
import { pageByKey } from '../page.ts';
import { describeFunction, describeListed } from './describeFunction.ts';
import {
  checkRevision,
  type FunctionVersion,
  findFunction,
  findLatest,
  latest,
  type StoredFunction,
  saveFunction,
} from './function.ts';
import { invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';
import { checkSettled, type Described } from './states.ts';

export const versionOperations: Operations<LambdaContext> = {
  ListVersionsByFunction: listVersionsByFunction,
  PublishVersion: publishVersion,
};

/** What a function has when a version of its `$LATEST` was published. */
export interface Published {
  readonly version: FunctionVersion;
  readonly versions: readonly FunctionVersion[];
  readonly published: number;
}

/** Publishes `$LATEST`; what has not changed since the last version gives that version again. */
export function publish(
  stored: Pick<StoredFunction, 'configuration' | 'versions' | 'published'>,
  description: string | undefined,
): Published {
  const { configuration, versions, published } = stored;
  const last = versions.find(({ version }) => version === String(published));
  if (last !== undefined && isSame(last.configuration, configuration)) {
    return { version: last, versions, published };
  }
  const version = {
    version: String(published + 1),
    revisionId: randomUUID(),
    configuration,
    description,
  };
  return { version, versions: [...versions, version], published: published + 1 };
}

/** `$LATEST` first, then by number. */
export function allVersions(stored: StoredFunction): FunctionVersion[] {
  return [latest(stored), ...stored.versions];
}

/** Sorts as `allVersions` does. */
export function versionKey({ version }: FunctionVersion): string {
  return version === '$LATEST' ? '' : version.padStart(12, '0');
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
async function publishVersion(
  context: LambdaContext,
  input: PublishVersionRequest,
): Promise<Described> {
  if (input.PublishTo !== undefined) throw notImplemented('functions on capacity providers');
  const stored = findLatest(context, input.FunctionName);
  checkSettled(context, stored);
  checkRevision(stored, input.RevisionId);
  checkCode(stored, input.CodeSha256);
  const { version, ...changed } = publish(stored, input.Description);
  const named = { name: stored.name, qualifier: version.version };
  const isNew = changed.versions !== stored.versions;
  const saved = isNew ? await saveFunction(context, { ...stored, ...changed }) : stored;
  return describeFunction(context, saved, version, named);
}

function listVersionsByFunction(
  context: LambdaContext,
  { FunctionName, Marker, MaxItems }: ListVersionsByFunctionRequest,
): ListVersionsByFunctionResponse {
  const { stored } = findFunction(context, FunctionName);
  const { items, marker } = pageByKey(allVersions(stored), versionKey, {
    marker: Marker,
    limit: Math.min(MaxItems ?? mostOnPage, mostOnPage),
  });
  return {
    Versions: items.map((version) =>
      describeListed(context, version, { name: stored.name, qualifier: version.version }),
    ),
    NextMarker: marker,
  };
}

const mostOnPage = 50;

function checkCode({ configuration }: StoredFunction, asked: string | undefined): void {
  if (asked === undefined || asked === configuration.CodeSha256) return;
  throw invalidParameter(
    `CodeSHA256 (${asked}) is different from current CodeSHA256 in $LATEST (${configuration.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
  );
}

/** Saving the same again is no change, nor is taking away what was not there. */
function isSame(one: FunctionVersion['configuration'], other: typeof one): boolean {
  const { LastModified: _, ...what } = one;
  const { LastModified: __, ...that } = other;
  return isDeepStrictEqual(withoutUndefined(what), withoutUndefined(that));
}

function withoutUndefined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
