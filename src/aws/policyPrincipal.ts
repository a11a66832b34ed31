import type { PolicyKind } from './policyDocument.ts';
import {
  type JsonPath,
  mistake,
  type PolicyProblem,
  type StatementPlace,
  warning,
} from './policyProblem.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Who a statement is about: prohibited where that follows from what the policy stands on, else needed. */
export function principalProblems(
  statement: Fields,
  kind: PolicyKind,
  place: StatementPlace,
): PolicyProblem[] {
  const { which, path } = place;
  const named = ['Principal', 'NotPrincipal'].filter((member) => member in statement);
  const [member] = named;
  if (kind === 'inline' || kind === 'managed') {
    if (member === undefined) return [];
    const stands =
      kind === 'inline'
        ? 'this policy stands on the role, which is the principal'
        : 'the policy is for those that it is attached to';
    return [mistake(`${which} names a principal: ${stands}. Leave it out.`, [...path, member])];
  }
  if (member === undefined) {
    const whom = kind === 'trust' ? 'may assume the role' : 'may invoke the function';
    return [
      mistake(
        `${which} needs a Principal: who ${whom}, e.g. { "Service": "${kind === 'trust' ? 'lambda' : 's3'}.amazonaws.com" }.`,
        path,
      ),
    ];
  }
  if (named.length > 1) {
    const message = `${which} has both Principal and NotPrincipal: it may have one of them.`;
    return [mistake(message, [...path, 'NotPrincipal'])];
  }
  return [
    ...valueProblems(statement[member], kind, which, [...path, member]),
    ...openProblems(statement, kind, place),
  ];
}

function valueProblems(
  principal: unknown,
  kind: PolicyKind,
  which: string,
  path: JsonPath,
): PolicyProblem[] {
  if (principal === '*') return [];
  if (typeof principal !== 'object' || principal === null || Array.isArray(principal)) {
    return [mistake(`${which}: the principal is "*" or an object with ${kinds.join(', ')}.`, path)];
  }
  return Object.entries(principal).flatMap(([name, value]: [string, unknown]) => {
    const here = [...path, name];
    if (!kinds.includes(name)) {
      return [
        mistake(`${which}: a principal has no member ${name}: it has ${kinds.join(', ')}.`, here),
      ];
    }
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.flatMap((one, index) => {
      const problem = oneProblem(name, one, kind);
      const where = Array.isArray(value) ? [...here, index] : here;
      return problem === undefined ? [] : [mistake(`${which}: ${problem}`, where)];
    });
  });
}

const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function oneProblem(name: string, value: unknown, kind: PolicyKind): string | undefined {
  if (typeof value !== 'string' || value === '') {
    return `the principal of ${name} is a text or a list of texts.`;
  }
  switch (name) {
    case 'AWS':
      return /^(\*|\d{12}|arn:[^:]+:(iam|sts)::(\d{12}):.+|A[A-Z0-9]{15,})$/.test(value)
        ? undefined
        : `${value} is neither an account (12 digits) nor the ARN of a user or role, nor "*".`;
    case 'Service':
      return /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.com|aws\.internal)$/.test(value)
        ? undefined
        : `${value} is no service of AWS: those are named like lambda.amazonaws.com.`;
    case 'CanonicalUser':
      return kind === 'trust' ? 'canonical users are of S3 and cannot assume roles.' : undefined;
    default:
      return undefined;
  }
}

/** What lets in more than is meant, though IAM and Lambda take it. */
function openProblems(statement: Fields, kind: PolicyKind, place: StatementPlace): PolicyProblem[] {
  const { Effect, Principal, Condition } = statement;
  if (Effect !== 'Allow' || Condition !== undefined) return [];
  const here = [...place.path, 'Principal'];
  const everybody =
    Principal === '*' ||
    (typeof Principal === 'object' && Principal !== null && Reflect.get(Principal, 'AWS') === '*');
  if (everybody) {
    const what = kind === 'trust' ? 'assume the role' : 'invoke the function';
    const message = `${place.which} lets everybody ${what}, in every account: it has no Condition.`;
    return [warning(message, here)];
  }
  const service =
    typeof Principal === 'object' && Principal !== null && Reflect.get(Principal, 'Service');
  if (kind === 'resource' && typeof service === 'string') {
    return [
      warning(
        `${place.which} lets ${service} invoke the function on behalf of any account: without AWS:SourceArn or AWS:SourceAccount others can have it invoked too.`,
        here,
      ),
    ];
  }
  return [];
}
