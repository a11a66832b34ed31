import { type IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import type { Verdict } from './policy.ts';
import { readRefusal } from './refusal.ts';

/** Undefined where SimulatePrincipalPolicy is not served or may not be asked. */
export async function simulate(
  client: IAMClient,
  roleArn: string,
  actions: readonly string[],
  resources: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Verdict[] | undefined> {
  const input = {
    PolicySourceArn: roleArn,
    ActionNames: [...actions],
    ResourceArns: [...resources],
  };
  const verdicts: Verdict[] = [];
  const options = signal ? { abortSignal: signal } : {};
  try {
    for await (const page of paginateSimulatePrincipalPolicy({ client }, input, options)) {
      for (const result of page.EvaluationResults ?? []) {
        const {
          EvalActionName = '',
          EvalResourceName = '*',
          EvalDecision,
          MatchedStatements,
        } = result;
        verdicts.push({
          action: EvalActionName,
          resource: EvalResourceName,
          decision: EvalDecision ?? 'implicitDeny',
          policies: [
            ...new Set((MatchedStatements ?? []).map(({ SourcePolicyId = '' }) => SourcePolicyId)),
          ],
        });
      }
    }
  } catch (error) {
    if (isNotOffered(error)) return undefined;
    throw error;
  }
  return verdicts;
}

function isNotOffered(error: unknown): boolean {
  const refusal = readRefusal(error);
  if (refusal === undefined) return false;
  const { code, status } = refusal;
  return (
    status === 501 ||
    /^(NotImplemented|InvalidAction|UnknownOperation|AccessDenied)/.test(code) ||
    // What emulators answer to an operation that they do not know.
    (status === 500 && /^(InternalFailure|InternalError|HTTP 500)/.test(code))
  );
}
