import type { AddPermissionRequest } from '@aws-sdk/client-lambda';
import { parseArn } from '../arn.ts';
import { roleKey } from '../iam/role.ts';
import { invalidParameter } from './refusals.ts';
import type { PolicyStatement } from './resourcePolicies.ts';
import type { LambdaContext } from './service.ts';

/** The statement that AddPermission makes of its input, its members in AWS' order. */
export function permissionStatement(
  context: LambdaContext,
  input: AddPermissionRequest,
  resource: string,
): PolicyStatement {
  const { StatementId, Action, Principal = '' } = input;
  if (input.FunctionUrlAuthType !== undefined && Action !== 'lambda:InvokeFunctionUrl') {
    throw invalidParameter(
      'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action',
    );
  }
  const Condition = conditionOf(input);
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: readPrincipal(context, Principal),
    Action,
    Resource: resource,
    ...(Object.keys(Condition).length > 0 ? { Condition } : {}),
  };
}

function conditionOf(input: AddPermissionRequest): Record<string, unknown> {
  const equals = present({
    'AWS:SourceAccount': input.SourceAccount,
    'lambda:EventSourceToken': input.EventSourceToken,
    'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType,
    'aws:PrincipalOrgID': input.PrincipalOrgID,
  });
  const like = present({ 'AWS:SourceArn': input.SourceArn });
  const viaUrl = present({ 'lambda:InvokedViaFunctionUrl': input.InvokedViaFunctionUrl });
  return {
    ...(equals && { StringEquals: equals }),
    ...(like && { ArnLike: like }),
    ...(viaUrl && { Bool: viaUrl }),
  };
}

function present(
  values: Readonly<Record<string, string | boolean | undefined>>,
): Record<string, string> | undefined {
  const found = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

const serviceName = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com)$/;

/** AWS knows its services and the users and roles of accounts; here, those of this account are known. */
function readPrincipal(context: LambdaContext, principal: string): unknown {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (serviceName.test(principal)) return { Service: principal };
  if (isIdentity(context, principal)) return { AWS: principal };
  throw invalidParameter(
    'The provided principal was invalid. Please check the principal and try again.',
  );
}

function isIdentity({ accountId, roles }: LambdaContext, principal: string): boolean {
  const arn = parseArn(principal);
  if (arn === undefined || !/^\d{12}$/.test(arn.accountId)) return false;
  const [kind = '', name = ''] = arn.resource.split('/');
  if (arn.service === 'sts') return /^(assumed-role|federated-user)$/.test(kind) && name !== '';
  if (arn.service !== 'iam') return false;
  if (arn.resource === 'root') return true;
  if (arn.accountId !== accountId) return /^(user|role)$/.test(kind) && name !== '';
  const role = roles.get(roleKey(arn.resource.slice(arn.resource.lastIndexOf('/') + 1)));
  return role !== undefined && arn.resource === `role${role.path}${role.name}`;
}
