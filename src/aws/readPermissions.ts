import type { NewPermission, Permission, PermissionCondition } from './permission.ts';
import { statementsOf, textsOf } from './policyDecision.ts';
import { isRecord } from './policyProblem.ts';

/** The statements of a resource policy. */
export function readPermissions(document: string): Permission[] {
  return statementsOf(document).map((statement) => ({
    sid: typeof statement['Sid'] === 'string' ? statement['Sid'] : '',
    effect: statement['Effect'] === 'Deny' ? 'Deny' : 'Allow',
    principals: principalsOf(statement['Principal']),
    actions: textsOf(statement['Action']),
    conditions: conditionsOf(statement['Condition']),
  }));
}

/**
 * What AddPermission would have to be given for this statement; undefined where it cannot make it:
 * several principals or actions, Deny, NotPrincipal, other conditions.
 */
export function asNewPermission(
  statement: Readonly<Record<string, unknown>>,
  arn: string,
): NewPermission | undefined {
  const { Sid, Effect, Action, Principal, Resource, Condition, ...others } = statement;
  const [principal, ...morePrincipals] = principalsOf(Principal);
  const [action, ...moreActions] = textsOf(Action);
  const plain =
    Effect === 'Allow' &&
    typeof Sid === 'string' &&
    Resource === arn &&
    Object.keys(others).length === 0 &&
    morePrincipals.length + moreActions.length === 0 &&
    !(isRecord(Principal) && ('Federated' in Principal || 'CanonicalUser' in Principal));
  if (!plain || principal === undefined || action === undefined) return undefined;
  const members: Record<string, string | boolean> = {};
  for (const { operator, key, values } of conditionsOf(Condition)) {
    const member = memberOf[`${operator} ${key}`.toLowerCase()];
    const [value, ...more] = values;
    if (member === undefined || value === undefined || more.length > 0) return undefined;
    members[member] = member === 'invokedViaFunctionUrl' ? value === 'true' : value;
  }
  const account = /^arn:[^:]+:iam::(\d{12}):root$/.exec(principal)?.[1];
  return { sid: Sid, principal: account ?? principal, action, ...members };
}

/** Which member of AddPermission makes a condition, by its operator and key in small letters. */
const memberOf: Readonly<Record<string, keyof NewPermission>> = {
  'arnlike aws:sourcearn': 'sourceArn',
  'stringequals aws:sourceaccount': 'sourceAccount',
  'stringequals aws:principalorgid': 'principalOrgId',
  'stringequals lambda:functionurlauthtype': 'functionUrlAuthType',
  'bool lambda:invokedviafunctionurl': 'invokedViaFunctionUrl',
};

function principalsOf(principal: unknown): string[] {
  return isRecord(principal) ? Object.values(principal).flatMap(textsOf) : textsOf(principal);
}

function conditionsOf(condition: unknown): PermissionCondition[] {
  if (!isRecord(condition)) return [];
  return Object.entries(condition).flatMap(([operator, block]) =>
    Object.entries(isRecord(block) ? block : {}).map(([key, value]) => ({
      operator,
      key,
      values: (Array.isArray(value) ? value : [value]).map(String),
    })),
  );
}
