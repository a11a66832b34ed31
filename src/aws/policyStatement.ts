import { conditionProblems } from './policyCondition.ts';
import type { PolicyKind } from './policyDocument.ts';
import { principalProblems } from './policyPrincipal.ts';
import {
  isRecord,
  type JsonPath,
  mistake,
  type PolicyProblem,
  type StatementPlace,
  unknownMember,
  warning,
} from './policyProblem.ts';

export function statementProblems(
  statement: unknown,
  kind: PolicyKind,
  place: StatementPlace,
): PolicyProblem[] {
  const { which, path } = place;
  if (!isRecord(statement)) return [mistake(`${which} is not an object.`, path)];
  return [
    ...unknownMember(statement, members, which, path),
    ...sidProblems(statement['Sid'], kind, place),
    ...(statement['Effect'] === 'Allow' || statement['Effect'] === 'Deny'
      ? []
      : [mistake(`${which} needs an Effect, "Allow" or "Deny".`, at(place, statement, 'Effect'))]),
    ...principalProblems(statement, kind, place),
    ...actionProblems(statement, kind, place),
    ...resourceProblems(statement, kind, place),
    ...conditionProblems(statement['Condition'], place),
    ...everythingAllowed(statement, kind, place),
  ];
}

const members = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Lambda takes more characters than IAM does. */
function sidProblems(sid: unknown, kind: PolicyKind, { which, path }: StatementPlace) {
  if (sid === undefined) return [];
  const here = [...path, 'Sid'];
  if (typeof sid !== 'string') return [mistake(`${which}: Sid is a text.`, here)];
  const allowed = kind === 'resource' ? /^[\w-]{1,100}$/ : /^[A-Za-z0-9]*$/;
  if (allowed.test(sid)) return [];
  const of = kind === 'resource' ? 'letters, digits, - and _' : 'letters and digits only';
  return [mistake(`${which}: the Sid ${sid} may have ${of}.`, here)];
}

function actionProblems(
  statement: Readonly<Record<string, unknown>>,
  kind: PolicyKind,
  place: StatementPlace,
): PolicyProblem[] {
  const { problems, items } = oneOf(statement, 'Action', 'NotAction', place);
  return [
    ...problems,
    ...items.flatMap(({ text, path }) => actionProblem(text, path, kind, place)),
  ];
}

function actionProblem(
  action: string,
  path: JsonPath,
  kind: PolicyKind,
  { which }: StatementPlace,
): PolicyProblem[] {
  if (kind === 'trust' && !/^(\*|sts:.+)$/i.test(action)) {
    return [
      mistake(
        `${which}: ${action} is no action of a trust policy, which says who may assume the role: sts:AssumeRole, sts:AssumeRoleWithWebIdentity, sts:AssumeRoleWithSAML, sts:TagSession.`,
        path,
      ),
    ];
  }
  if (kind === 'resource' && !/^(\*|lambda:.+)$/i.test(action)) {
    return [
      mistake(`${which}: ${action} is no action of a function: lambda:InvokeFunction is.`, path),
    ];
  }
  if (action === '*' || /^(\*|[A-Za-z0-9.-]+):[A-Za-z0-9*?]+$/.test(action)) return [];
  return [
    mistake(
      `${which}: ${action} is no action: it is a service, a colon and a name, e.g. s3:GetObject or s3:Get*.`,
      path,
    ),
  ];
}

function resourceProblems(
  statement: Readonly<Record<string, unknown>>,
  kind: PolicyKind,
  place: StatementPlace,
): PolicyProblem[] {
  if (kind === 'trust') {
    return ['Resource', 'NotResource']
      .filter((member) => member in statement)
      .map((member) =>
        mistake(
          `${place.which} has a ${member}: a trust policy is for the role that it stands on. Leave it out.`,
          [...place.path, member],
        ),
      );
  }
  const { problems, items } = oneOf(statement, 'Resource', 'NotResource', place);
  return [
    ...problems,
    ...items.flatMap(({ text, path }) =>
      text === '*' || /^arn:[^:]+:[^:*?]+:[^:]*:[^:]*:.+$/.test(text)
        ? []
        : [
            mistake(
              `${place.which}: ${text} is no resource: it is "*" or an ARN, e.g. arn:aws:s3:::my-bucket/*.`,
              path,
            ),
          ],
    ),
  ];
}

interface Item {
  readonly text: string;
  readonly path: JsonPath;
}

/** One of two members that exclude each other: a text or a list of texts. */
function oneOf(
  statement: Readonly<Record<string, unknown>>,
  member: string,
  opposite: string,
  place: StatementPlace,
): { readonly problems: readonly PolicyProblem[]; readonly items: readonly Item[] } {
  const { which, path } = place;
  const refused = (message: string, where: JsonPath) => ({
    problems: [mistake(message, where)],
    items: [],
  });
  if (statement[member] !== undefined && statement[opposite] !== undefined) {
    const message = `${which} has both ${member} and ${opposite}: it may have one of them.`;
    return refused(message, [...path, opposite]);
  }
  const name = statement[member] === undefined ? opposite : member;
  const value = statement[name];
  if (value === undefined) return refused(`${which} needs ${member}.`, path);
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const items = list.flatMap((text, index) =>
    typeof text === 'string' && text !== ''
      ? [{ text, path: Array.isArray(value) ? [...path, name, index] : [...path, name] }]
      : [],
  );
  return items.length === list.length && list.length > 0
    ? { problems: [], items }
    : refused(`${which}: ${name} is a text or a list of texts.`, [...path, name]);
}

function everythingAllowed(
  statement: Readonly<Record<string, unknown>>,
  kind: PolicyKind,
  { which, path }: StatementPlace,
): PolicyProblem[] {
  if (kind !== 'inline' && kind !== 'managed') return [];
  const { Effect, Action, Resource, Condition } = statement;
  const everything = [Action, Resource].every((value) => value === '*');
  if (Effect !== 'Allow' || !everything || Condition !== undefined) return [];
  return [warning(`${which} allows everything, on everything in the account.`, path)];
}

/** The member where it is, else what lacks it. */
function at(
  { path }: StatementPlace,
  statement: Readonly<Record<string, unknown>>,
  member: string,
): JsonPath {
  return member in statement ? [...path, member] : path;
}
