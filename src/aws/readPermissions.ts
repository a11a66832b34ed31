import type { Permission, PermissionCondition } from './permission.ts';
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
