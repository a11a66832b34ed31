import type {
  DeleteResourcePolicyRequest,
  GetResourcePolicyRequest,
  GetResourcePolicyResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
} from '@aws-sdk/client-lambda';
import { ServiceError } from '../../protocol/serviceError.ts';
import { invalidParameter, resourceNotFound, wrongRevision } from './refusals.ts';
import type { PolicyStatement } from './resourcePolicies.ts';
import {
  documentOf,
  findPolicyTarget,
  lookUpPolicyTarget,
  type PolicyContent,
  type PolicyTarget,
  policyOf,
  savePolicy,
} from './resourcePolicyTarget.ts';
import type { LambdaContext } from './service.ts';

/**
 * Replaces the whole policy, what AddPermission made included.
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutResourcePolicy.html
 */
export async function putResourcePolicy(
  context: LambdaContext,
  { ResourceArn = '', Policy = '', RevisionId }: PutResourcePolicyRequest,
): Promise<PutResourcePolicyResponse> {
  checkArn(ResourceArn);
  const target = findPolicyTarget(context, ResourceArn);
  if (target.qualified === '$LATEST') {
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  }
  const content = readDocument(Policy, target.arn);
  checkRevision(target, RevisionId);
  return {
    RevisionId: await savePolicy(context, target, content),
    Policy: documentOf(content),
  };
}

export function getResourcePolicy(
  context: LambdaContext,
  { ResourceArn }: GetResourcePolicyRequest,
): GetResourcePolicyResponse {
  const { target, document } = findPolicy(context, ResourceArn);
  return { Policy: document, RevisionId: target.revisionId };
}

export async function deleteResourcePolicy(
  context: LambdaContext,
  { ResourceArn, RevisionId }: DeleteResourcePolicyRequest,
): Promise<void> {
  const { target } = findPolicy(context, ResourceArn);
  checkRevision(target, RevisionId);
  await savePolicy(context, target, undefined);
}

function findPolicy(context: LambdaContext, arn = ''): { target: PolicyTarget; document: string } {
  checkArn(arn);
  const target = lookUpPolicyTarget(context, arn);
  const policy = target && policyOf(target);
  if (target === undefined || policy === undefined) throw resourceNotFound();
  return { target, document: policy.document };
}

function checkRevision(target: PolicyTarget, expected: string | undefined): void {
  if (expected !== undefined && expected !== target.revisionId) throw wrongRevision();
}

const functionArnPattern =
  'arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?';

/** Only whole ARNs are taken, unlike where a function is named. */
function checkArn(arn: string): void {
  if (new RegExp(`^(?:${functionArnPattern})$`).test(arn)) return;
  throw new ServiceError(
    'ValidationException',
    `1 validation error detected: Value '${arn}' at 'resourceArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ${functionArnPattern}`,
    { status: 400 },
  );
}

function readDocument(text: string, resource: string): PolicyContent {
  const document = recordOf(parse(text));
  const { Version = '2008-10-17', Id, Statement } = document;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]).map(recordOf);
  const readable =
    (Version === '2012-10-17' || Version === '2008-10-17') &&
    (Id === undefined || typeof Id === 'string') &&
    statements.length > 0 &&
    statements.every((statement) => isStatement(statement, resource));
  if (!readable) throw malformed('it is no policy for this function');
  return { version: Version, id: Id, statements };
}

function isStatement(statement: PolicyStatement, resource: string): boolean {
  const { Effect, Action, NotAction, Principal, NotPrincipal, Resource } = statement;
  const actions = textsOf(Action ?? NotAction);
  return (
    (Effect === 'Allow' || Effect === 'Deny') &&
    (Principal ?? NotPrincipal) !== undefined &&
    actions.length > 0 &&
    actions.every((action) => action === '*' || /^lambda:/i.test(action)) &&
    textsOf(Resource).includes(resource)
  );
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
}

function recordOf(value: unknown): PolicyStatement {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw malformed('it is no object');
}

function malformed(why: string): ServiceError {
  return invalidParameter(`The provided policy is malformed: ${why}.`);
}
