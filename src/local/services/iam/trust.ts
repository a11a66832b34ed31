import { ServiceError } from '../../protocol/serviceError.ts';
import { parseArn } from '../arn.ts';
import { isOperator } from '../policy/conditions.ts';
import { evaluatePolicies } from '../policy/evaluate.ts';
import {
  either,
  fieldsOf,
  listOf,
  malformed,
  parseDocument,
  sizeOf,
  statementFields,
} from './policyDocument.ts';
import { roleArn, roleKey } from './role.ts';
import type { IamContext } from './service.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostCharacters = 2048;

type TrustContext = Pick<IamContext, 'accountId' | 'roles'>;

/**
 * Checks a role's trust policy. Throws MalformedPolicyDocument in IAM's words, which are not those
 * for other policies; AWS reads them with another parser.
 */
export function checkTrustPolicy(context: TrustContext, document: string): void {
  const policy = parseDocument(document, 'This policy contains invalid Json');
  refuseUnknown(policy, new Set(['Version', 'Id', 'Statement']));
  const { Version: version = '2008-10-17', Statement: found } = policy;
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed('The policy must contain a valid version string');
  }
  if (found === undefined) throw malformed('Missing required field Statement');
  const statements = Array.isArray(found) ? found : [found];
  if (statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!');
  for (const statement of statements) checkStatement(context, fieldsOf(statement));
  if (sizeOf(document) > mostCharacters) {
    throw new ServiceError(
      'LimitExceeded',
      `Cannot exceed quota for ACLSizePerRole: ${mostCharacters}`,
    );
  }
}

/** Whether a trust policy lets a service of AWS, e.g. `lambda.amazonaws.com`, assume the role. */
export function trustsService(document: string, service: string): boolean {
  const decision = evaluatePolicies([document], {
    action: 'sts:AssumeRole',
    resource: '*',
    principal: { kind: 'service', name: service },
    context: new Map(),
  });
  return decision === 'allow';
}

type Fields = Readonly<Record<string, unknown>>;

function checkStatement(context: TrustContext, statement: Fields): void {
  refuseUnknown(statement, statementFields);
  for (const field of ['Resource', 'NotResource']) {
    if (field in statement) throw malformed(`Has prohibited field ${field}`);
  }
  const { Effect: effect, Principal, NotPrincipal, Condition } = statement;
  if (effect === undefined) throw malformed('Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`Invalid effect: ${effect}`);
  if (Principal === undefined && NotPrincipal === undefined) {
    throw malformed('Missing required field Principal');
  }
  const actions = either(statement, 'Action');
  if (actions.length === 0) throw malformed('Missing required field Action');
  if (!actions.every((action) => /^sts:|^\*$/i.test(action))) {
    throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  checkPrincipal(context, Principal ?? NotPrincipal);
  for (const operator of Object.keys(Condition === undefined ? {} : fieldsOf(Condition))) {
    if (!isOperator(operator)) throw malformed(`Invalid Condition type : ${operator}`);
  }
}

function refuseUnknown(fields: Fields, known: ReadonlySet<string>): void {
  const unknown = Object.keys(fields).find((name) => !known.has(name));
  if (unknown !== undefined) throw malformed(`Unknown field ${unknown}`);
}

function checkPrincipal(context: TrustContext, principal: unknown): void {
  if (principal === '*') return;
  if (typeof principal === 'string') {
    throw malformed(`Invalid principal in policy: "STAR":"${principal}"`);
  }
  for (const [kind, found] of Object.entries(fieldsOf(principal))) {
    const wrong = listOf(found).find((name) => !isPrincipal(context, kind, name));
    const shown = kind === 'Service' ? 'SERVICE' : kind;
    if (wrong !== undefined) throw malformed(`Invalid principal in policy: "${shown}":"${wrong}"`);
  }
}

/** AWS resolves the principals it is given: those of the own account must exist. */
function isPrincipal(context: TrustContext, kind: string, name: string): boolean {
  switch (kind) {
    case 'AWS':
      return name === '*' || /^\d{12}$/.test(name) || isIdentity(context, name);
    case 'Service':
      return /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.com|aws\.internal)$/.test(name);
    case 'Federated':
      return name !== '';
    case 'CanonicalUser':
      return /^[0-9a-f]{64}$/.test(name);
    default:
      return false;
  }
}

function isIdentity(context: TrustContext, name: string): boolean {
  const arn = parseArn(name);
  if (arn === undefined || !/^\d{12}$/.test(arn.accountId)) return false;
  if (arn.service !== 'iam')
    return arn.service === 'sts' && /^(assumed-role|federated-user)\//.test(arn.resource);
  if (arn.resource === 'root' || arn.accountId !== context.accountId) return true;
  const role = context.roles.get(roleKey(arn.resource.slice(arn.resource.lastIndexOf('/') + 1)));
  return role !== undefined && roleArn(context, role) === name;
}
