import { ServiceError } from '../../protocol/serviceError.ts';

/** A statement that has passed the checks below, its members as lists. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly principals: Readonly<Record<string, readonly string[]>> | '*' | undefined;
}

/** Checks a role's trust policy. Throws MalformedPolicyDocument in IAM's words. */
export function readTrustPolicy(document: string): Statement[] {
  return readStatements(parse(document, 'This policy contains invalid Json'), (statement) => {
    if ('Resource' in statement || 'NotResource' in statement) {
      throw malformed('Has prohibited field Resource');
    }
    if (!('Principal' in statement) && !('NotPrincipal' in statement)) {
      throw malformed('Missing required field Principal');
    }
    const actions = listOf(statement['Action'] ?? statement['NotAction']);
    if (actions.length === 0) throw malformed('Missing required field Action');
    if (!actions.every((action) => /^sts:|^\*$/i.test(action))) {
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
    }
  });
}

/** Checks a policy that grants permissions. Throws MalformedPolicyDocument in IAM's words. */
export function checkPermissionPolicy(document: string): void {
  const policy = parse(document, 'The policy is not in the valid JSON format.');
  readStatements(policy, (statement) => {
    if ('Principal' in statement || 'NotPrincipal' in statement) {
      throw malformed('Policy document should not specify a principal.');
    }
    const actions = listOf(statement['Action'] ?? statement['NotAction']);
    if (actions.length === 0) throw malformed('Policy statement must contain actions.');
    for (const action of actions) checkAction(action);
    const resources = listOf(statement['Resource'] ?? statement['NotResource']);
    if (resources.length === 0) throw malformed('Policy statement must contain resources.');
    for (const resource of resources) checkResource(resource);
  });
}

type Fields = Readonly<Record<string, unknown>>;

function parse(document: string, complaint: string): unknown {
  try {
    return JSON.parse(document);
  } catch (error) {
    throw malformed(complaint, error);
  }
}

function readStatements(policy: unknown, check: (statement: Fields) => void): Statement[] {
  const fields = fieldsOf(policy);
  const known = ['Version', 'Id', 'Statement'];
  if (!Object.keys(fields).every((name) => known.includes(name))) throw syntaxError();
  const version = fields['Version'] ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17') throw syntaxError();
  const found = fields['Statement'];
  const statements = Array.isArray(found) ? found.map(fieldsOf) : [fieldsOf(found)];
  if (statements.length === 0) throw syntaxError();
  const ids = statements.map(({ Sid }) => Sid).filter((id) => id !== undefined && id !== '');
  if (new Set(ids).size < ids.length) {
    throw malformed('Statement IDs (SID) in a single policy must be unique.');
  }
  return statements.map((statement) => {
    checkShape(statement);
    check(statement);
    return {
      effect: statement['Effect'] === 'Deny' ? 'Deny' : 'Allow',
      actions: listOf(statement['Action']),
      principals: principalsOf(statement['Principal']),
    };
  });
}

const statementFields = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

function checkShape(statement: Fields): void {
  if (!Object.keys(statement).every((name) => statementFields.has(name))) throw syntaxError();
  const effect = statement['Effect'];
  if (effect === undefined) throw malformed('Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`Invalid effect: ${effect}`);
  for (const pair of ['Action', 'Resource', 'Principal']) {
    if (pair in statement && `Not${pair}` in statement) throw syntaxError();
  }
  if (statement['Condition'] !== undefined) fieldsOf(statement['Condition']);
}

function checkAction(action: string): void {
  if (action === '*') return;
  const parts = action.split(':');
  if (parts.length === 1) {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (parts.length > 2) throw malformed('Actions/Condition can contain only one colon.');
  if (!/^[A-Za-z0-9-]+$/.test(parts[0] ?? '')) throw malformed(`Vendor ${parts[0]} is not valid`);
}

function checkResource(resource: string): void {
  if (resource === '*' || /^arn:[^:]*:[^:]*:/.test(resource) || resource.startsWith('arn:*'))
    return;
  throw malformed(`Resource ${resource} must be in ARN format or "*".`);
}

function principalsOf(principal: unknown): Statement['principals'] {
  if (principal === undefined) return undefined;
  if (principal === '*') return '*';
  if (typeof principal === 'string') throw malformed(`Invalid principal in policy: "${principal}"`);
  const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
  return Object.fromEntries(
    Object.entries(fieldsOf(principal)).map(([kind, names]) => {
      if (!kinds.includes(kind)) throw malformed(`Invalid principal in policy: "${kind}"`);
      return [kind, listOf(names)];
    }),
  );
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntaxError();
  return { ...value };
}

function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item !== 'string') throw syntaxError();
    return item;
  });
}

function syntaxError(): ServiceError {
  return malformed('Syntax errors in policy.');
}

function malformed(message: string, cause?: unknown): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message, { cause });
}
