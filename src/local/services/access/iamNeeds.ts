import { roleArn, roleKey } from '../iam/role.ts';
import {
  type AccessContext,
  conditionKeys,
  type Input,
  listOf,
  type Need,
  requestTags,
  tagKeys,
  textOf,
} from './need.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export function iamNeeds(context: AccessContext, operation: string, input: Input): Need[] {
  const role = context.roles.get(roleKey(textOf(input, 'RoleName') ?? ''));
  const tags = listOf(input.get('Tags')).map(readTag);
  const roleTags = role?.tags.map(({ key, value }) => [key, value] as const) ?? [];
  const keys = conditionKeys([
    ...tagKeys('aws:ResourceTag', roleTags),
    ...tagKeys('iam:ResourceTag', roleTags),
    ...requestTags(input, tags),
    ['iam:PolicyARN', [textOf(input, 'PolicyArn')]],
    [
      'iam:PermissionsBoundary',
      [textOf(input, 'PermissionsBoundary') ?? role?.permissionsBoundary],
    ],
  ]);
  const own = { action: `iam:${operation}`, ...targetOf(context, operation, input), keys };
  const tagging = operation.startsWith('Create') && tags.length > 0;
  const kind = operation === 'CreateRole' ? 'Role' : 'Policy';
  return tagging ? [own, { ...own, action: `iam:Tag${kind}` }] : [own];
}

/** IAM's refusals name most roles and policies without their ARN. */
function targetOf(
  context: AccessContext,
  operation: string,
  input: Input,
): Pick<Need, 'resource' | 'shown'> {
  const account = `arn:aws:iam::${context.accountId}`;
  const path = textOf(input, 'Path') ?? '/';
  const role = textOf(input, 'RoleName');
  const policy = textOf(input, 'PolicyName');
  if (operation === 'CreateRole') return { resource: `${account}:role${path}${role}` };
  if (role !== undefined) {
    const stored = context.roles.get(roleKey(role)) ?? { path: '/', name: role };
    return { resource: roleArn(context, stored), shown: `role ${role}` };
  }
  if (operation === 'CreatePolicy') {
    return { resource: `${account}:policy${path}${policy}`, shown: `policy ${policy}` };
  }
  const policyArn = textOf(input, 'PolicyArn');
  if (policyArn !== undefined) return { resource: policyArn, shown: `policy ${policyArn}` };
  const prefix = textOf(input, 'PathPrefix') ?? '/';
  if (operation === 'ListRoles') return { resource: `${account}:role${prefix}` };
  if (operation === 'ListPolicies') {
    return { resource: `${account}:policy${prefix}`, shown: `policy path ${prefix}` };
  }
  return { resource: textOf(input, 'PolicySourceArn') ?? '*' };
}

function readTag(tag: unknown): [string, string] {
  const { Key, Value } = Object(tag);
  return [String(Key), String(Value)];
}
