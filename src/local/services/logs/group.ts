import type { LogGroup } from '../../store/logs/logGroups.ts';
import { invalidParameter, noSuchGroup } from './refusals.ts';
import type { LogsContext } from './service.ts';

/** A group as requests name it: by its name, or by its name or ARN. */
interface GroupReference {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

export function findGroup(context: LogsContext, reference: GroupReference): LogGroup {
  const { logGroupName, logGroupIdentifier } = reference;
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw invalidParameter('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  }
  const name = logGroupName ?? (logGroupIdentifier && nameOf(context, logGroupIdentifier));
  if (name === undefined) {
    throw invalidParameter('Either logGroupName or logGroupIdentifier must be specified.');
  }
  const group = context.store.group(name);
  if (group === undefined) throw noSuchGroup();
  return group;
}

/** The name of a group of this account and region that is given by its name or its ARN. */
export function nameOf(context: LogsContext, identifier: string): string {
  if (!identifier.startsWith('arn:')) return identifier;
  const start = groupArn(context, '');
  if (!identifier.startsWith(start)) throw noSuchGroup();
  return identifier.slice(start.length).replace(/:\*$/, '');
}

export function groupArn({ accountId, region }: LogsContext, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}
