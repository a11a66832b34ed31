import { parseArn } from './arn.ts';
import type { Permission, PermissionCondition } from './permission.ts';

export interface PermissionWords {
  /** E.g. `S3` or `account 123456789012`. */
  readonly who: string;
  /** E.g. `from arn:aws:s3:::photos, of account 123456789012`. */
  readonly when: string;
}

/** Who a permission is for and on which conditions, in words. */
export function permissionInWords({
  effect,
  principals,
  actions,
  conditions,
}: Permission): PermissionWords {
  const organization = conditions.find(({ key }) => /^aws:PrincipalOrgID$/i.test(key));
  const who =
    organization && principals.every((principal) => principal === '*')
      ? `organization ${organization.values.join(', ')}`
      : principals.map(principalInWords).join(', ') || 'everybody but those who are named';
  const unusual = actions.filter((action) => !/^lambda:InvokeFunction$/i.test(action));
  const rest = conditions.filter((condition) => condition !== organization);
  return {
    who: effect === 'Deny' ? `denied: ${who}` : who,
    when: [
      ...rest.map(conditionInWords),
      ...(unusual.length > 0 ? [`may ${unusual.join(', ')}`] : []),
    ].join(', '),
  };
}

/** E.g. `S3` for `s3.amazonaws.com`. */
export function principalInWords(principal: string): string {
  if (principal === '*') return 'anybody';
  if (/^\d{12}$/.test(principal)) return `account ${principal}`;
  const arn = parseArn(principal);
  if (arn?.resource === 'root') return `account ${arn.account}`;
  if (arn) return `${arn.resource.replace('/', ' ')} of account ${arn.account}`;
  const service = principal.replace(/\.amazonaws\.com(\.cn)?$/, '');
  return services[service] ?? service;
}

const services: Readonly<Record<string, string>> = {
  s3: 'S3',
  sns: 'SNS',
  events: 'EventBridge',
  apigateway: 'API Gateway',
  elasticloadbalancing: 'Application Load Balancer',
  logs: 'CloudWatch Logs',
  iot: 'IoT',
  'cognito-idp': 'Cognito',
  ses: 'SES',
  config: 'Config',
  secretsmanager: 'Secrets Manager',
};

function conditionInWords({ operator, key, values }: PermissionCondition): string {
  const value = values.join(' or ');
  switch (`${operator} ${key}`.toLowerCase()) {
    case 'arnlike aws:sourcearn':
    case 'arnequals aws:sourcearn':
    case 'stringequals aws:sourcearn':
    case 'stringlike aws:sourcearn':
      return `from ${value}`;
    case 'stringequals aws:sourceaccount':
      return `of account ${value}`;
    case 'stringequals lambda:functionurlauthtype':
      return value === 'NONE' ? 'by its URL without authentication' : `by its URL with ${value}`;
    case 'bool lambda:invokedviafunctionurl':
      return value === 'true' ? 'by its URL only' : 'not by its URL';
    default:
      return `when ${key} ${operator} ${value}`;
  }
}
