import type { NewPermission } from './permission.ts';
import { statementsOf } from './policyDecision.ts';
import { isRecord } from './policyProblem.ts';
import { asNewPermission } from './readPermissions.ts';

/** What RemovePermission and AddPermission do, in this order. */
export interface PermissionChanges {
  readonly removed: readonly string[];
  readonly added: readonly NewPermission[];
}

/**
 * The way from one resource policy to another, statement by statement; undefined where AddPermission
 * cannot make one of them, or where something beside the statements changes. `arn` is what the policy
 * is on.
 */
export function permissionChanges(
  before: string,
  after: string,
  arn: string,
): PermissionChanges | undefined {
  const old = statementsOf(before);
  const wanted = statementsOf(after);
  // What is left when the last statement goes is no policy at all.
  if (wanted.length > 0 && rest(before) !== rest(after)) return undefined;
  const same = (one: Record<string, unknown>, others: readonly Record<string, unknown>[]) =>
    others.some((other) => canonical(one) === canonical(other));
  const gone = old.filter((statement) => !same(statement, wanted));
  const fresh = wanted.filter((statement) => !same(statement, old));
  const removed = gone.map(({ Sid }) => Sid).filter((sid) => typeof sid === 'string');
  const added = fresh.map((statement) => asNewPermission(statement, arn));
  const all = added.filter((permission) => permission !== undefined);
  if (removed.length < gone.length || all.length < added.length) return undefined;
  return { removed, added: all };
}

/** All but the statements. A policy that is made first has the version and id that Lambda gives it. */
function rest(document: string): string {
  const policy: unknown = JSON.parse(document);
  if (!isRecord(policy)) return '';
  const { Statement, ...others } = policy;
  const isNew = Array.isArray(Statement) && Statement.length === 0;
  return isNew
    ? canonical({ Version: '2012-10-17', Id: 'default' })
    : canonical({ Id: 'default', ...others });
}

/** The same text for the same value, whatever the order of its members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isRecord(part)
      ? Object.fromEntries(
          Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : part,
  );
}
