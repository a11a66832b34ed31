/** Name of the inline policy that *Attach Access Policy* puts on a role. */
export const accessPolicyName = 'LambdaBenchAccess';

/** Everything Lambda can do, on every function: broad. */
export function broadAccessPolicy(): string {
  return policy('lambda:*', '*');
}

/** May invoke these functions, with and without a version or an alias, and nothing else. */
export function narrowAccessPolicy(functionArns: readonly string[]): string {
  return policy(
    'lambda:InvokeFunction',
    functionArns.flatMap((arn) => [arn, `${arn}:*`]),
  );
}

function policy(action: string, resource: string | readonly string[]): string {
  const statement = { Effect: 'Allow', Action: action, Resource: resource };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2);
}
