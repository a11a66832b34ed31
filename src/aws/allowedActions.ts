import { formatJson } from '../payload/formatJson.ts';
import { statementsOf, textsOf } from './policyDecision.ts';
import { isRecord } from './policyProblem.ts';

/** Name of the inline policy that holds what was allowed to a role action by action. */
export const allowedActionsName = 'LambdaBenchAllowed';

export interface AllowedActions {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/**
 * The policy with these actions allowed on these resources beside what it has; what is there already is
 * not repeated. `document` is the policy as it is, if there is one.
 */
export function withAllowed(
  document: string | undefined,
  added: readonly AllowedActions[],
): string {
  const parsed: unknown = document === undefined ? {} : JSON.parse(document);
  const before = isRecord(parsed) ? parsed : {};
  const statements = added.reduce<readonly Record<string, unknown>[]>(
    (so, { actions, resources }) => merged(so, actions, resources),
    statementsOf(document ?? ''),
  );
  const after = { Version: '2012-10-17', ...before, Statement: statements };
  return `${formatJson(JSON.stringify(after))}\n`;
}

/** Into the statement that is for the same resources, else as one more. */
function merged(
  statements: readonly Record<string, unknown>[],
  actions: readonly string[],
  resources: readonly string[],
): readonly Record<string, unknown>[] {
  const same = statements.find(
    ({ Effect, Resource, NotAction, Condition }) =>
      Effect === 'Allow' &&
      NotAction === undefined &&
      Condition === undefined &&
      String(textsOf(Resource).toSorted()) === String([...resources].toSorted()),
  );
  if (same === undefined) {
    const [resource, ...more] = resources;
    const Resource = more.length === 0 ? resource : resources;
    const [action, ...others] = actions;
    return [
      ...statements,
      { Effect: 'Allow', Action: others.length === 0 ? action : actions, Resource },
    ];
  }
  const Action = [...new Set([...textsOf(same['Action']), ...actions])];
  return statements.map((statement) => (statement === same ? { ...same, Action } : statement));
}
