import type { StoredFunction } from '../services/lambda/function.ts';
import { functionArn } from '../services/lambda/functionName.ts';
import type { StoredUrl } from '../services/lambda/functionUrls.ts';
import { documentOf } from '../services/lambda/resourcePolicyTarget.ts';
import { evaluatePolicies } from '../services/policy/evaluate.ts';

/** Since October 2025, who calls a URL needs both. */
const actions = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'];

/**
 * Whether anybody may call the URL, by the function's resource policy.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function anybodyMayInvoke(
  place: { readonly region: string; readonly accountId: string },
  stored: StoredFunction,
  url: StoredUrl,
): boolean {
  const policy = stored.policies.find(({ qualifier }) => qualifier === url.qualifier);
  if (policy === undefined) return false;
  const qualifier = url.qualifier === '$LATEST' ? undefined : url.qualifier;
  const resource = functionArn(place, { name: stored.name, qualifier });
  return actions.every(
    (action) =>
      evaluatePolicies([documentOf(policy)], {
        action,
        resource,
        principal: { kind: 'anonymous' },
        // What conditions can ask about a call of a URL.
        context: new Map([
          ['lambda:functionurlauthtype', [url.authType]],
          ['lambda:invokedviafunctionurl', ['true']],
        ]),
      }) === 'allow',
  );
}
