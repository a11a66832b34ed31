import { type Place, parseArn } from './arn.ts';

/** A service that invokes functions of its own accord, and what its permission should name. */
export interface InvokingService {
  readonly id: string;
  readonly label: string;
  readonly principal: string;
  /** What the source is, e.g. `bucket`. */
  readonly source: string;
  example(place: Place): string;
  /** The service in the source's ARN, and how its resource begins. */
  readonly arn: { readonly service: string; readonly resource: RegExp };
}

export const invokingServices: readonly InvokingService[] = [
  {
    id: 's3',
    label: 'S3',
    principal: 's3.amazonaws.com',
    source: 'bucket',
    example: ({ partition }) => `arn:${partition}:s3:::my-bucket`,
    arn: { service: 's3', resource: /^[^/]+$/ },
  },
  {
    id: 'sns',
    label: 'SNS',
    principal: 'sns.amazonaws.com',
    source: 'topic',
    example: (place) => arnIn(place, 'sns', 'my-topic'),
    arn: { service: 'sns', resource: /^[^/]+$/ },
  },
  {
    id: 'events',
    label: 'EventBridge',
    principal: 'events.amazonaws.com',
    source: 'rule',
    example: (place) => arnIn(place, 'events', 'rule/my-rule'),
    arn: { service: 'events', resource: /^rule\/./ },
  },
  {
    id: 'apigateway',
    label: 'API Gateway',
    principal: 'apigateway.amazonaws.com',
    source: 'API, its stage, method and path',
    example: (place) => arnIn(place, 'execute-api', 'api-id/*/GET/orders'),
    arn: { service: 'execute-api', resource: /^[^/]+(\/.*)?$/ },
  },
  {
    id: 'alb',
    label: 'Application Load Balancer',
    principal: 'elasticloadbalancing.amazonaws.com',
    source: 'target group',
    example: (place) =>
      arnIn(place, 'elasticloadbalancing', 'targetgroup/my-targets/0123456789abcdef'),
    arn: { service: 'elasticloadbalancing', resource: /^targetgroup\/./ },
  },
  {
    id: 'logs',
    label: 'CloudWatch Logs',
    principal: 'logs.amazonaws.com',
    source: 'log group',
    example: (place) => arnIn(place, 'logs', 'log-group:my-group:*'),
    arn: { service: 'logs', resource: /^log-group:./ },
  },
  {
    id: 'iot',
    label: 'IoT',
    principal: 'iot.amazonaws.com',
    source: 'rule',
    example: (place) => arnIn(place, 'iot', 'rule/my_rule'),
    arn: { service: 'iot', resource: /^(rule|provisioningtemplate)\/./ },
  },
  {
    id: 'cognito',
    label: 'Cognito',
    principal: 'cognito-idp.amazonaws.com',
    source: 'user pool',
    example: (place) => arnIn(place, 'cognito-idp', `userpool/${place.region}_Example`),
    arn: { service: 'cognito-idp', resource: /^userpool\/./ },
  },
];

/** What is wrong with the ARN of a source as it is typed; none at all is not wrong. */
export function sourceArnProblem(
  { arn, label, example }: InvokingService,
  text: string,
  place: Place,
): string | undefined {
  if (text === '') return undefined;
  const parsed = parseArn(text);
  return parsed?.service === arn.service && arn.resource.test(parsed.resource)
    ? undefined
    : `This is no ARN of ${label}, e.g. ${example(place)}`;
}

export function accountProblem(text: string): string | undefined {
  return /^\d{12}$/.test(text) ? undefined : 'An account has twelve digits.';
}

/** AddPermission, StatementId: 1 to 100 of `[a-zA-Z0-9-_]`. */
export function statementIdProblem(text: string): string | undefined {
  return /^[\w-]{1,100}$/.test(text)
    ? undefined
    : 'A statement id has up to 100 letters, digits, - and _.';
}

/** AddPermission, PrincipalOrgID. */
export function organizationProblem(text: string): string | undefined {
  return /^o-[a-z0-9]{10,32}$/.test(text)
    ? undefined
    : 'The id of an organization is like o-a1b2c3d4e5.';
}

/** A service, an account, the ARN of a user or role, or everybody. */
export function principalProblem(text: string): string | undefined {
  const fits =
    text === '*' ||
    /^\d{12}$/.test(text) ||
    /^arn:[^:\s]+:(iam|sts)::\d{12}:\S+$/.test(text) ||
    /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com)$/.test(text);
  return fits
    ? undefined
    : 'A principal is a service such as ses.amazonaws.com, an account, the ARN of a user or a role, or *.';
}

function arnIn({ partition, region, account }: Place, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
