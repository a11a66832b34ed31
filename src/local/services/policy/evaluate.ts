import { conditionHolds } from './conditions.ts';
import { everyOf, not, someOf, type Truth } from './logic.ts';
import { names, type Principal } from './principals.ts';
import { type ConditionKeys, matches, readTemplate } from './template.ts';

export type { Principal } from './principals.ts';

/** What a caller wants to do. */
export interface AccessRequest {
  /** `lambda:InvokeFunction` */
  readonly action: string;
  readonly resource: string;
  readonly principal: Principal;
  /** Condition keys in lower case. The time (`aws:currenttime`, `aws:epochtime`) need not be given. */
  readonly context: ConditionKeys;
}

export type Decision = 'allow' | 'deny' | 'none';

/**
 * What policies say to a request: an explicit deny wins over every allow. Statements without a
 * principal (of identity policies) are about any. What cannot be understood refuses.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluatePolicies(documents: readonly string[], request: AccessRequest): Decision {
  const now = new Date();
  const context = new Map([
    ['aws:currenttime', [now.toISOString()]],
    ['aws:epochtime', [String(Math.floor(now.getTime() / 1000))]],
    ...request.context,
  ]);
  const decisions = documents.map((document) => evaluate(document, { ...request, context }));
  if (decisions.includes('deny')) return 'deny';
  return decisions.includes('allow') ? 'allow' : 'none';
}

type Fields = Readonly<Record<string, unknown>>;

function evaluate(document: string, request: AccessRequest): Decision {
  const { Version, Statement }: Fields = parse(document);
  const variables = Version === '2012-10-17' ? request.context : undefined;
  let allowed = false;
  for (const statement of Array.isArray(Statement) ? Statement : [Statement]) {
    const fields: Fields = Object(statement);
    const concerned = concerns(fields, request, variables);
    if (fields['Effect'] === 'Allow') allowed ||= concerned === true;
    else if (concerned !== false) return 'deny';
  }
  return allowed ? 'allow' : 'none';
}

function parse(document: string): Fields {
  try {
    return Object(JSON.parse(document));
  } catch {
    // A statement without Effect denies.
    return {};
  }
}

/** Whether the statement is about the request, its effect aside. */
function concerns(
  statement: Fields,
  request: AccessRequest,
  variables: ConditionKeys | undefined,
): Truth {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  const named = (list: unknown) => names(list, request.principal);
  const does = (list: unknown) =>
    anyMatches(list, request.action.toLowerCase(), undefined, (text) => text.toLowerCase());
  const reaches = (list: unknown) => anyMatches(list, request.resource, variables, completeArn);
  return everyOf([
    Principal === undefined || named(Principal),
    NotPrincipal === undefined || !named(NotPrincipal),
    Action === undefined || does(Action),
    NotAction === undefined || not(does(NotAction)),
    // Trust policies have no resource: they are about their role.
    Resource === undefined || (reaches(Resource) ?? false),
    NotResource === undefined || not(reaches(NotResource)),
    conditionHolds(statement['Condition'], request.context, variables),
  ]);
}

function anyMatches(
  list: unknown,
  text: string,
  variables: ConditionKeys | undefined,
  write: (text: string) => string,
): Truth {
  return someOf(
    (Array.isArray(list) ? list : [list]).map((item) => {
      const template = readTemplate(write(String(item)), variables);
      return template && matches(text, template);
    }),
  );
}

/** IAM adds the fields that an ARN lacks, each as `*`. */
function completeArn(text: string): string {
  const missing = 6 - text.split(':').length;
  return text.startsWith('arn:') && missing > 0 ? text + ':*'.repeat(missing) : text;
}
