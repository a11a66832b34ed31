/** The trust policy of an execution role: Lambda may assume it, in every partition. */
export const lambdaTrustPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

/**
 * Who may assume a role, by its AssumeRolePolicyDocument: JSON, URL-encoded as IAM answers it or
 * plain. Conditions are not looked at. Empty for what is not a policy.
 */
export function trustedBy(document: string | undefined): readonly string[] {
  const statements = list(member(parse(document ?? ''), 'Statement'));
  return [...new Set(statements.filter(allowsToAssume).flatMap(principals))];
}

/** Whether Lambda is among those who may assume a role. */
export function trustsLambda(trusted: readonly string[]): boolean {
  return trusted.some((who) => who === 'lambda.amazonaws.com' || who === '*');
}

function allowsToAssume(statement: unknown): boolean {
  return (
    member(statement, 'Effect') === 'Allow' &&
    list(member(statement, 'Action')).some(
      (action) => typeof action === 'string' && /^(\*|sts:(\*|Assume.*))$/i.test(action),
    )
  );
}

/** `"*"`, or lists by kind: Service, AWS, Federated, CanonicalUser. */
function principals(statement: unknown): string[] {
  const principal = member(statement, 'Principal');
  const named =
    typeof principal === 'object' && principal !== null
      ? Object.values(principal).flatMap(list)
      : [principal];
  return named.filter((name) => typeof name === 'string');
}

function parse(document: string): unknown {
  for (const text of [decoded(document), document]) {
    try {
      return JSON.parse(text);
    } catch {
      // Not JSON in this form; it may be in the other.
    }
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
