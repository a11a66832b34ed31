import { randomUUID } from 'node:crypto';
import type {
  AddLayerVersionPermissionRequest,
  AddLayerVersionPermissionResponse,
  GetLayerVersionPolicyRequest,
  GetLayerVersionPolicyResponse,
  RemoveLayerVersionPermissionRequest,
} from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import {
  findLayerVersion,
  layerArn,
  readLayerName,
  type StoredLayer,
  type StoredLayerVersion,
} from './layer.ts';
import type { LambdaContext } from './service.ts';

/** Kept and shown; there are no other accounts here who could use a layer. */
export const layerPermissionOperations: Operations<LambdaContext> = {
  AddLayerVersionPermission: addLayerVersionPermission,
  GetLayerVersionPolicy: getLayerVersionPolicy,
  RemoveLayerVersionPermission: removeLayerVersionPermission,
};

async function addLayerVersionPermission(
  context: LambdaContext,
  input: AddLayerVersionPermissionRequest,
): Promise<AddLayerVersionPermissionResponse> {
  const { layer, version, arn } = find(context, input);
  checkRevision(version, input.RevisionId);
  const { StatementId, Principal = '', OrganizationId } = input;
  const statements = version.policy?.statements ?? [];
  if (statements.some(({ Sid }) => Sid === StatementId)) {
    throw new ServiceError(
      'ResourceConflictException',
      `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement = {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: /^\d{12}$/.test(Principal) ? { AWS: `arn:aws:iam::${Principal}:root` } : Principal,
    Action: input.Action,
    Resource: arn,
    ...(OrganizationId === undefined
      ? {}
      : { Condition: { StringEquals: { 'aws:PrincipalOrgID': OrganizationId } } }),
  };
  const RevisionId = await save(context, layer, version, [...statements, statement]);
  return { Statement: JSON.stringify(statement), RevisionId };
}

function getLayerVersionPolicy(
  context: LambdaContext,
  input: GetLayerVersionPolicyRequest,
): GetLayerVersionPolicyResponse {
  const { policy } = find(context, input).version;
  if (policy === undefined || policy.statements.length === 0) throw noPolicy();
  const document = { Version: '2012-10-17', Id: 'default', Statement: policy.statements };
  return { Policy: JSON.stringify(document), RevisionId: policy.revisionId };
}

async function removeLayerVersionPermission(
  context: LambdaContext,
  input: RemoveLayerVersionPermissionRequest,
): Promise<void> {
  const { layer, version } = find(context, input);
  checkRevision(version, input.RevisionId);
  if (version.policy === undefined) throw noPolicy();
  const rest = version.policy.statements.filter(({ Sid }) => Sid !== input.StatementId);
  if (rest.length === version.policy.statements.length) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Statement ${input.StatementId} is not found in resource policy.`,
    );
  }
  await save(context, layer, version, rest);
}

function find(
  context: LambdaContext,
  { LayerName = '', VersionNumber }: GetLayerVersionPolicyRequest,
): { layer: StoredLayer; version: StoredLayerVersion; arn: string } {
  const named = { name: readLayerName(context, LayerName).name, number: VersionNumber };
  const arn = layerArn(context, named);
  const layer = context.layers.get(named.name);
  const version = findLayerVersion(context, named);
  if (layer === undefined || version === undefined) {
    throw new ServiceError('ResourceNotFoundException', `Layer version ${arn} does not exist.`);
  }
  return { layer, version, arn };
}

/** Gives the revision under which the policy is kept from now on. */
async function save(
  { layers }: LambdaContext,
  layer: StoredLayer,
  version: StoredLayerVersion,
  statements: readonly Readonly<Record<string, unknown>>[],
): Promise<string> {
  const revisionId = randomUUID();
  const changed = { ...version, policy: { revisionId, statements } };
  await layers.put(layer.name, {
    ...layer,
    versions: layer.versions.map((one) => (one === version ? changed : one)),
  });
  return revisionId;
}

function checkRevision({ policy }: StoredLayerVersion, asked: string | undefined): void {
  if (asked === undefined || asked === policy?.revisionId) return;
  throw new ServiceError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id',
  );
}

function noPolicy(): ServiceError {
  return new ServiceError(
    'ResourceNotFoundException',
    'No policy is associated with the given resource.',
  );
}
