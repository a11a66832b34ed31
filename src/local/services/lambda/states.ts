import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { FunctionVersion, StoredFunction } from './function.ts';
import { functionArn } from './functionName.ts';
import type { LambdaContext } from './service.ts';

/** A change that was answered and has not settled. */
export interface UnderWay {
  readonly change: 'creation' | 'update';
  /** What invocations of `$LATEST` run until an update has settled. */
  readonly former?: FunctionVersion | undefined;
  /** The version that was published with the change. */
  readonly published?: string | undefined;
}

/** AWS gives a reason for updates that its own model does not list. */
export type Described = Omit<FunctionConfiguration, 'LastUpdateStatusReasonCode'> & {
  LastUpdateStatusReasonCode?: string | undefined;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
export function stateOf(
  { underWay }: StoredFunction,
  { version }: FunctionVersion,
): Partial<Described> {
  if (version === '$LATEST') {
    if (underWay === undefined) return settled;
    return underWay.change === 'creation' ? creating : updating;
  }
  return version === underWay?.published ? creating : settled;
}

/** Refuses to change a function that is being changed. */
export function checkSettled(context: LambdaContext, { name, underWay }: StoredFunction): void {
  if (underWay === undefined) return;
  if (underWay.change === 'creation') throw notYet('Pending');
  const arn = functionArn(context, { name, qualifier: undefined });
  throw conflict(`An update is in progress for resource: ${arn}`);
}

/** What an invocation of a version runs: until an update has settled, what was there before. */
export function runnableVersion(stored: StoredFunction, version: FunctionVersion): FunctionVersion {
  if (stateOf(stored, version).State === 'Pending') throw notYet('Pending');
  return version.version === '$LATEST' ? (stored.underWay?.former ?? version) : version;
}

const settled = { State: 'Active', LastUpdateStatus: 'Successful' } as const;

const creating = {
  State: 'Pending',
  StateReason: 'The function is being created.',
  StateReasonCode: 'Creating',
} as const;

const updating = {
  State: 'Active',
  LastUpdateStatus: 'InProgress',
  LastUpdateStatusReason: 'The function is being created.',
  LastUpdateStatusReasonCode: 'Creating',
} as const;

function notYet(state: string): ServiceError {
  return conflict(`The function is currently in the following state: ${state}`);
}

function conflict(why: string): ServiceError {
  return new ServiceError(
    'ResourceConflictException',
    `The operation cannot be performed at this time. ${why}`,
  );
}
