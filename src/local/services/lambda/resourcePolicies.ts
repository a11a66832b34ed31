import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { permissionStatement } from './permissionStatement.ts';
import { invalidParameter, resourceNotFound, wrongRevision } from './refusals.ts';
import {
  deleteResourcePolicy,
  getResourcePolicy,
  putResourcePolicy,
} from './resourcePolicyDocuments.ts';
import {
  findPolicyTarget,
  lookUpPolicyTarget,
  policyOf,
  savePolicy,
} from './resourcePolicyTarget.ts';
import type { LambdaContext } from './service.ts';

/** Who may invoke a function, beside those whom identity policies allow it. */
export interface StoredPolicy {
  /** `$LATEST` for the function itself. */
  readonly qualifier: string;
  /** Of the document; AWS' own for what AddPermission makes. */
  readonly version: string;
  readonly id?: string | undefined;
  /** Statements as GetPolicy shows them. */
  readonly statements: readonly PolicyStatement[];
}

export type PolicyStatement = Readonly<Record<string, unknown>>;

export const resourcePolicyOperations: Operations<LambdaContext> = {
  AddPermission: addPermission,
  DeleteResourcePolicy: deleteResourcePolicy,
  GetPolicy: getPolicy,
  GetResourcePolicy: getResourcePolicy,
  PutResourcePolicy: putResourcePolicy,
  RemovePermission: removePermission,
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
async function addPermission(
  context: LambdaContext,
  input: AddPermissionRequest,
): Promise<AddPermissionResponse> {
  const target = findPolicyTarget(context, input.FunctionName, input.Qualifier);
  if (target.qualified === '$LATEST') {
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  }
  if (input.RevisionId !== undefined && input.RevisionId !== target.revisionId) {
    throw wrongRevision();
  }
  const { version, id, statements } = policyOf(target) ?? madeByPermissions;
  if (statements.some(({ Sid }) => Sid === input.StatementId)) {
    throw new ServiceError(
      'ResourceConflictException',
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement = permissionStatement(context, input, target.arn);
  await savePolicy(context, target, { version, id, statements: [...statements, statement] });
  return { Statement: JSON.stringify(statement) };
}

const madeByPermissions = { version: '2012-10-17', id: 'default', statements: [] } as const;

/** Whatever is missing, function, alias or policy, AWS has one sentence for it. */
function getPolicy(context: LambdaContext, input: GetPolicyRequest): GetPolicyResponse {
  const target = lookUpPolicyTarget(context, input.FunctionName, input.Qualifier);
  const policy = target && policyOf(target);
  if (target === undefined || policy === undefined) throw resourceNotFound();
  return { Policy: policy.document, RevisionId: target.revisionId };
}

async function removePermission(
  context: LambdaContext,
  input: RemovePermissionRequest,
): Promise<void> {
  const named = readFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  if (context.functions.get(named.name) === undefined) {
    const arn = functionArn(context, { name: named.name, qualifier: undefined });
    throw notFound(`No policy found for: ${arn}`);
  }
  const target = findPolicyTarget(context, input.FunctionName, input.Qualifier);
  const policy = policyOf(target);
  if (policy === undefined) throw notFound('No policy is associated with the given resource.');
  const kept = policy.statements.filter(({ Sid }) => Sid !== input.StatementId);
  if (kept.length === policy.statements.length) {
    throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
  }
  if (input.RevisionId !== undefined && input.RevisionId !== target.revisionId) {
    throw wrongRevision();
  }
  await savePolicy(context, target, kept.length > 0 ? { ...policy, statements: kept } : undefined);
}

function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}
