import type { Verdict } from './policy.ts';
import { isRecord } from './policyProblem.ts';

/** A policy of a role by the name that a person knows it by. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: string;
}

/**
 * What the policies of a role say of an action, for endpoints that cannot simulate. A statement with a
 * Condition is passed over: whether it holds is known only when the action is done.
 */
export function decide(
  policies: readonly NamedPolicy[],
  action: string,
  resource: string,
): Verdict {
  const matching = policies.flatMap(({ name, document }) =>
    statementsOf(document)
      .filter((statement) => concerns(statement, action, resource))
      .map(({ Effect }) => ({ name, denies: Effect === 'Deny' })),
  );
  const denying = matching.filter(({ denies }) => denies);
  const deciding = denying.length > 0 ? denying : matching;
  return {
    action,
    resource,
    decision:
      denying.length > 0 ? 'explicitDeny' : deciding.length > 0 ? 'allowed' : 'implicitDeny',
    policies: [...new Set(deciding.map(({ name }) => name))],
  };
}

/** The statements of a policy; none of what is no policy. */
export function statementsOf(document: string): Record<string, unknown>[] {
  try {
    const policy: unknown = JSON.parse(document);
    const found = isRecord(policy) ? policy['Statement'] : undefined;
    return (Array.isArray(found) ? found : [found]).filter(isRecord);
  } catch {
    return [];
  }
}

/** A text or a list of texts, as a list. */
export function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

function concerns(
  { Action, NotAction, Resource, NotResource, Condition }: Record<string, unknown>,
  action: string,
  resource: string,
): boolean {
  if (Condition !== undefined) return false;
  const fits = (value: unknown, text: string) =>
    textsOf(value).some((pattern) => patternFits(pattern, text));
  const lower = (value: unknown) => textsOf(value).map((text) => text.toLowerCase());
  const ofAction =
    Action === undefined
      ? !fits(lower(NotAction), action.toLowerCase())
      : fits(lower(Action), action.toLowerCase());
  const ofResource =
    Resource === undefined ? !fits(NotResource, resource) : fits(Resource, resource);
  return ofAction && ofResource;
}

/** `*` and `?` as IAM knows them. A pattern that is asked about fits where it is covered letter by letter. */
function patternFits(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
