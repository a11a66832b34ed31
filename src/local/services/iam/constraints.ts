import type { Constraint, Constraints, Violation } from '../../protocol/constraints.ts';

// From AWS' model of IAM, for the operations that are served:
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html

const roleName: Constraint = { min: 1, max: 64, pattern: '[\\w+=,.@-]+' };
const policyName: Constraint = { min: 1, max: 128, pattern: '[\\w+=,.@-]+' };
const policyArn: Constraint = { min: 20, max: 2048 };
const policyDocument: Constraint = {
  min: 1,
  max: 131072,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
};
const description: Constraint = {
  max: 1000,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
};
const sessionDuration: Constraint = { min: 3600, max: 43200 };
const tagKey: Constraint = { min: 1, max: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' };
const tagValue: Constraint = { max: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' };
const policyPathPrefix: Constraint = {
  min: 1,
  max: 512,
  pattern: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/',
};
const paging: Readonly<Record<string, Constraint>> = {
  Marker: { min: 1, max: 320, pattern: '[\\u0020-\\u00FF]+' },
  MaxItems: { min: 1, max: 1000 },
};

export const constraints: Constraints = {
  Tag: { Key: tagKey, Value: tagValue },
  CreateRoleRequest: {
    Path: { min: 1, max: 512, pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)' },
    RoleName: roleName,
    AssumeRolePolicyDocument: policyDocument,
    Description: description,
    MaxSessionDuration: sessionDuration,
    PermissionsBoundary: policyArn,
    Tags: { max: 50 },
  },
  GetRoleRequest: { RoleName: roleName },
  ListRolesRequest: {
    PathPrefix: { min: 1, max: 512, pattern: '\\u002F[\\u0021-\\u007F]*' },
    ...paging,
  },
  DeleteRoleRequest: { RoleName: roleName },
  UpdateRoleRequest: {
    RoleName: roleName,
    Description: description,
    MaxSessionDuration: sessionDuration,
  },
  UpdateAssumeRolePolicyRequest: { RoleName: roleName, PolicyDocument: policyDocument },
  TagRoleRequest: { RoleName: roleName, Tags: { max: 50 } },
  UntagRoleRequest: { RoleName: roleName, TagKeys: { max: 50, each: tagKey } },
  ListRoleTagsRequest: { RoleName: roleName, ...paging },
  AttachRolePolicyRequest: { RoleName: roleName, PolicyArn: policyArn },
  DetachRolePolicyRequest: { RoleName: roleName, PolicyArn: policyArn },
  ListAttachedRolePoliciesRequest: {
    RoleName: roleName,
    PathPrefix: policyPathPrefix,
    ...paging,
  },
  PutRolePolicyRequest: {
    RoleName: roleName,
    PolicyName: policyName,
    PolicyDocument: policyDocument,
  },
  GetRolePolicyRequest: { RoleName: roleName, PolicyName: policyName },
  ListRolePoliciesRequest: { RoleName: roleName, ...paging },
  DeleteRolePolicyRequest: { RoleName: roleName, PolicyName: policyName },
  ListPoliciesRequest: {
    Scope: { values: ['All', 'AWS', 'Local'] },
    PathPrefix: policyPathPrefix,
    PolicyUsageFilter: { values: ['PermissionsPolicy', 'PermissionsBoundary'] },
    ...paging,
  },
  GetPolicyRequest: { PolicyArn: policyArn },
};

/** IAM has words of its own for names and paths with characters that they cannot have. */
export function wording({ at, constraint, sentence }: Violation): string | undefined {
  if (!sentence.includes('regular expression')) return undefined;
  const member = at.split('.').at(-1) ?? at;
  if (constraint === roleName || constraint === policyName) {
    return `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`;
  }
  if (member === 'path') {
    return 'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.';
  }
  return undefined;
}
