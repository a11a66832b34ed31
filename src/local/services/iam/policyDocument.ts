import { ServiceError } from '../../protocol/serviceError.ts';
import { isOperator } from '../policy/conditions.ts';
import { resourceMistake } from './policyResource.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks a policy that grants permissions, in the order in which IAM does. Throws
 * MalformedPolicyDocument in IAM's words.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkPermissionPolicy(document: string): void {
  const policy = parseDocument(document, 'The policy is not in the valid JSON format.');
  const statements = readStatements(policy);
  if (statements.some((fields) => 'Principal' in fields || 'NotPrincipal' in fields)) {
    throw malformed('Policy document should not specify a principal.');
  }
  if (policy['Version'] !== '2012-10-17') {
    throw malformed('Policy document must be version 2012-10-17 or greater.');
  }
  const resources = statements.flatMap((fields) => either(fields, 'Resource'));
  const mistake = resources.map(resourceMistake).find((found) => found !== undefined);
  const legacy = mistake === 'legacy' || !statements.every(parsesAsLegacy);
  if (legacy) throw malformed('The policy failed legacy parsing');
  checkIds(statements);
  if (statements.some((fields) => either(fields, 'Action').length === 0)) {
    throw malformed('Policy statement must contain actions.');
  }
  if (mistake !== undefined) throw malformed(mistake);
  for (const action of statements.flatMap((fields) => either(fields, 'Action'))) {
    checkAction(action);
  }
  if (statements.some((fields) => either(fields, 'Resource').length === 0)) {
    throw malformed('Policy statement must contain resources.');
  }
}

/** Characters as IAM counts them for its quotas: without white space. */
export function sizeOf(document: string): number {
  return document.replace(/\s/g, '').length;
}

/** Throws MalformedPolicyDocument with IAM's complaint about what is no JSON. */
export function parseDocument(document: string, complaint: string): Fields {
  try {
    return fieldsOf(JSON.parse(document));
  } catch (error) {
    throw error instanceof SyntaxError ? malformed(complaint, error) : error;
  }
}

export function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntaxError();
  return { ...value };
}

/** One string stands for a list of it. */
export function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item !== 'string') throw syntaxError();
    return item;
  });
}

/** What `Action` or `NotAction`, `Resource` or `NotResource` lists. */
export function either(fields: Fields, name: 'Action' | 'Resource'): string[] {
  return listOf(fields[name] ?? fields[`Not${name}`]);
}

export function malformed(message: string, cause?: unknown): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message, { cause });
}

function syntaxError(): ServiceError {
  return malformed('Syntax errors in policy.');
}

export const statementFields: ReadonlySet<string> = new Set([
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

function readStatements(policy: Fields): Fields[] {
  const known = ['Version', 'Id', 'Statement'];
  const { Version: version, Id: id, Statement: found } = policy;
  const whole =
    Object.keys(policy).every((name) => known.includes(name)) &&
    (version === undefined || version === '2012-10-17' || version === '2008-10-17') &&
    (id === undefined || typeof id === 'string');
  if (!whole) throw syntaxError();
  const statements = Array.isArray(found) ? found.map(fieldsOf) : [fieldsOf(found)];
  if (statements.length === 0) throw syntaxError();
  for (const statement of statements) checkSyntax(statement);
  return statements;
}

function checkSyntax(fields: Fields): void {
  const { Sid: id, Effect: effect } = fields;
  const whole =
    Object.keys(fields).every((name) => statementFields.has(name)) &&
    (id === undefined || typeof id === 'string') &&
    typeof effect === 'string' &&
    /^(allow|deny)$/i.test(effect);
  if (!whole) throw syntaxError();
  for (const pair of ['Action', 'Resource'] as const) {
    if (pair in fields && `Not${pair}` in fields) throw syntaxError();
    either(fields, pair);
  }
  const condition = fields['Condition'] === undefined ? {} : fieldsOf(fields['Condition']);
  for (const [operator, block] of Object.entries(condition)) {
    const values = Object.values(fieldsOf(block));
    if (values.length > 0 && !isOperator(operator)) throw syntaxError();
    if (!values.flat().every((value) => isScalar(value))) throw syntaxError();
  }
}

function isScalar(value: unknown): boolean {
  return ['string', 'boolean', 'number'].includes(typeof value);
}

/** An older parser of IAM's reads each policy too: it wants exact effects and dates. */
function parsesAsLegacy(fields: Fields): boolean {
  const dates = Object.entries(Object(fields['Condition']))
    .filter(([operator]) => /^(For\w+:)?Date/.test(operator))
    .flatMap(([, block]) => Object.values(Object(block)).flat());
  return (
    (fields['Effect'] === 'Allow' || fields['Effect'] === 'Deny') &&
    dates.every((date) => isDate(String(date)))
  );
}

function isDate(text: string): boolean {
  if (/^-?\d+$/.test(text)) return BigInt.asIntN(64, BigInt(text)) === BigInt(text);
  const time = String.raw`T(\d{1,2}(:\d\d(:\d\d(\.\d{1,9})?)?)?(Z|[+-]\d\d(:?\d\d)?)?)?`;
  return new RegExp(String.raw`^\d{1,4}(-\d\d(-\d\d)?)?(${time})?$`, 'i').test(text);
}

function checkIds(statements: readonly Fields[]): void {
  const ids = statements.map(({ Sid }) => Sid).filter((id) => id !== undefined && id !== '');
  if (new Set(ids).size < ids.length) {
    throw malformed('Statement IDs (SID) in a single policy must be unique.');
  }
  if (!ids.every((id) => /^[0-9A-Za-z]*$/.test(String(id)))) {
    throw malformed(
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    );
  }
}

function checkAction(action: string): void {
  if (action === '*') return;
  const [vendor = '', ...rest] = action.split(':');
  if (rest.length === 0) {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (rest.length > 1) throw malformed('Actions/Condition can contain only one colon.');
  if (vendor !== '*' && !/^[A-Za-z0-9.-]+$/.test(vendor)) {
    throw malformed(`Vendor ${vendor} is not valid`);
  }
}
