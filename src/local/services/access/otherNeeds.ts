import { roleNameOf } from '../callerArn.ts';
import { roleKey } from '../iam/role.ts';
import { type AccessContext, type Input, type Need, textOf } from './need.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export function logsNeeds(
  { region, accountId }: AccessContext,
  operation: string,
  input: Input,
): Need[] {
  const given = textOf(input, 'resourceArn') ?? textOf(input, 'logGroupIdentifier');
  const name = textOf(input, 'logGroupName') ?? (given?.startsWith('arn:') ? '' : given) ?? '';
  const stream = textOf(input, 'logStreamName') ?? '';
  const arn = given?.startsWith('arn:') ? given.replace(/:\*$/, '') : undefined;
  const group = arn ?? `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
  return [{ action: `logs:${operation}`, resource: `${group}:log-stream:${stream}` }];
}

/**
 * Everybody may ask who they are; a session token is refused to sessions by the operation itself; and
 * who shows a token of a provider is taken for what it says.
 */
const withoutPermission = new Set([
  'AssumeRoleWithWebIdentity',
  'GetCallerIdentity',
  'GetSessionToken',
]);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export function stsNeeds({ roles }: AccessContext, operation: string, input: Input): Need[] {
  if (withoutPermission.has(operation)) return [];
  const resource = textOf(input, 'RoleArn') ?? '*';
  const trust = roles.get(roleKey(roleNameOf(resource)))?.trustPolicy;
  return [{ action: `sts:${operation}`, resource, resourcePolicy: trust && whomItNames(trust) }];
}

/**
 * Who is named by a trust policy itself needs no policy of their own. Whether its conditions hold and
 * nothing denies is left to the operation, which knows more.
 */
function whomItNames(trustPolicy: string): string {
  const { Statement }: { Statement?: unknown } = Object(JSON.parse(trustPolicy));
  const statements: unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  return JSON.stringify({
    Statement: statements
      .map((statement): Record<string, unknown> => ({ ...Object(statement), Condition: undefined }))
      .filter((statement) => statement['Effect'] === 'Allow'),
  });
}

/** Operations that AWS takes from anybody, unsigned. */
const unsigned = new Set(['GetCredentialsForIdentity', 'GetId', 'GetOpenIdToken']);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitoidentity.html */
export function cognitoNeeds(
  { region, accountId }: AccessContext,
  operation: string,
  input: Input,
): Need[] {
  if (unsigned.has(operation)) return [];
  const pool = textOf(input, 'IdentityPoolId');
  const place = `arn:aws:cognito-identity:${region}:${accountId}:identitypool`;
  const resource = pool === undefined ? '*' : `${place}/${pool}`;
  return [{ action: `cognito-identity:${operation}`, resource }];
}
