import { messageOf } from '../errors.ts';
import { isRecord, mistake, type PolicyProblem, unknownMember, warning } from './policyProblem.ts';
import { statementProblems } from './policyStatement.ts';

/**
 * Where a policy stands: on a role alone (`inline`), in the account to be attached (`managed`), on a
 * role to say who may assume it (`trust`), or on a function to say who may invoke it (`resource`).
 */
export type PolicyKind = 'inline' | 'managed' | 'trust' | 'resource';

/** What is wrong with an inline policy of a role in a sentence, or undefined. */
export function policyDocumentProblem(text: string): string | undefined {
  return policyProblems(text, 'inline').find(({ severity }) => severity === 'error')?.message;
}

/**
 * All that is wrong with a policy: IAM itself says little more than `MalformedPolicyDocument`. By the
 * grammar of IAM's JSON policies; which actions a service has is left to IAM. Warnings are of what
 * IAM accepts and hardly anybody means.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyProblems(text: string, kind: PolicyKind): readonly PolicyProblem[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return [mistake(`This is not JSON: ${messageOf(error)}.`)];
  }
  if (!isRecord(document))
    return [mistake('A policy is a JSON object with Version and Statement.')];
  const { Version, Statement } = document;
  return [
    ...unknownMember(document, ['Version', 'Id', 'Statement'], 'A policy', []),
    ...versionProblems(Version),
    ...statementsProblems(Statement, kind),
    ...missingVersion(Version, kind),
    ...lengthProblems(text, kind),
  ];
}

function versionProblems(version: unknown): PolicyProblem[] {
  if (version === undefined || version === '2012-10-17' || version === '2008-10-17') return [];
  return [
    mistake(
      'The Version of a policy is "2012-10-17": the version of the policy language, not your own.',
      ['Version'],
    ),
  ];
}

function missingVersion(version: unknown, kind: PolicyKind): PolicyProblem[] {
  if (version === '2012-10-17') return [];
  if (version !== undefined && version !== '2008-10-17') return [];
  if (kind === 'inline' || kind === 'managed') {
    return [mistake('The policy needs "Version": "2012-10-17": IAM takes no older language here.')];
  }
  return version === undefined
    ? [
        warning(
          'Without "Version": "2012-10-17" the policy is read in the language of 2008, which takes variables for plain text.',
        ),
      ]
    : [];
}

function statementsProblems(statements: unknown, kind: PolicyKind): PolicyProblem[] {
  if (statements === undefined) return [mistake('The policy has no Statement.')];
  const list: unknown[] = Array.isArray(statements) ? statements : [statements];
  // Nobody but the account: what a function without a policy has.
  if (list.length === 0 && kind === 'resource') return [];
  if (list.length === 0) {
    return [mistake('The policy has no Statement: the list is empty.', ['Statement'])];
  }
  const problems = list.flatMap((statement, index) =>
    statementProblems(statement, kind, {
      which: list.length === 1 ? 'The statement' : `Statement ${index + 1}`,
      path: Array.isArray(statements) ? ['Statement', index] : ['Statement'],
    }),
  );
  return [...problems, ...repeatedIds(list)];
}

function repeatedIds(statements: readonly unknown[]): PolicyProblem[] {
  const ids = statements.map((statement) => (isRecord(statement) ? statement['Sid'] : undefined));
  return ids.flatMap((id, index) =>
    typeof id === 'string' && id !== '' && ids.indexOf(id) < index
      ? [
          mistake(
            `Statement ${index + 1} has the Sid ${id} of statement ${ids.indexOf(id) + 1}: each is unique in its policy.`,
            ['Statement', index, 'Sid'],
          ),
        ]
      : [],
  );
}

/**
 * White space does not count, but in resource policies. The limit for trust policies can be raised up
 * to 4096, so that it is only warned of.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
function lengthProblems(text: string, kind: PolicyKind): PolicyProblem[] {
  const length = kind === 'resource' ? text.length : text.replace(/\s/g, '').length;
  const { of, most } = limits[kind];
  if (length <= most) return [];
  const without = kind === 'resource' ? '' : ' without white space';
  const message = `${of} at most ${most} characters${without}; this one has ${length}.`;
  return kind === 'trust' && length <= 4096
    ? [warning(`${message} IAM takes it where the quota of the account was raised.`)]
    : [mistake(message)];
}

const limits: Readonly<Record<PolicyKind, { readonly of: string; readonly most: number }>> = {
  inline: { of: 'The inline policies of a role have', most: 10_240 },
  managed: { of: 'A managed policy has', most: 6144 },
  trust: { of: 'A trust policy has', most: 2048 },
  resource: { of: 'The resource policy of a function has', most: 20_480 },
};
