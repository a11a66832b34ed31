import type { StoredFunction } from '../lambda/function.ts';
import { functionArn, readFunctionName } from '../lambda/functionName.ts';
import type { StoredUrl } from '../lambda/functionUrls.ts';
import { documentOf } from '../lambda/resourcePolicyTarget.ts';
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

/** Operations whose action has another name than they have. */
const actions = new Map([
  ['GetLayerVersionByArn', 'GetLayerVersion'],
  ['Invoke', 'InvokeFunction'],
  ['InvokeAsync', 'InvokeFunction'],
  ['InvokeWithResponseStream', 'InvokeFunction'],
]);

/** Operations on no single resource. */
const accountWide = new Set([
  'CreateEventSourceMapping',
  'GetAccountSettings',
  'ListEventSourceMappings',
  'ListFunctions',
  'ListLayers',
  'ListLayerVersions',
]);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export function lambdaNeeds(context: AccessContext, operation: string, input: Input): Need[] {
  const target = accountWide.has(operation) ? anything : targetOf(context, input);
  const own: Need = {
    action: `lambda:${actions.get(operation) ?? operation}`,
    ...target,
    keys: new Map([...(target.keys ?? []), ...inputKeys(context, operation, input)]),
  };
  const tagging = operation === 'CreateFunction' && tagsOf(input).length > 0;
  return [
    own,
    ...(tagging ? [{ ...own, action: 'lambda:TagResource' }] : []),
    ...layersOf(input).map((resource) => ({ action: 'lambda:GetLayerVersion', resource })),
    ...passRole(input),
  ];
}

/** Since October 2025, who calls a function's URL needs both. */
export function urlNeeds(context: AccessContext, stored: StoredFunction, url: StoredUrl): Need[] {
  const qualifier = url.qualifier === '$LATEST' ? undefined : url.qualifier;
  const target = ofFunction(context, stored.name, qualifier);
  const ofUrl = conditionKeys([
    ['lambda:FunctionUrlAuthType', [url.authType]],
    ['lambda:InvokedViaFunctionUrl', ['true']],
  ]);
  const keys = new Map([...(target.keys ?? []), ...ofUrl]);
  return ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'].map((action) => ({
    ...target,
    action,
    keys,
  }));
}

type Target = Pick<Need, 'resource' | 'keys' | 'resourcePolicy'>;

const anything: Target = { resource: '*' };

function targetOf(context: AccessContext, input: Input): Target {
  const { region, accountId } = context;
  const place = `arn:aws:lambda:${region}:${accountId}`;
  const named = ['Resource', 'ResourceArn', 'Arn'].map((member) => textOf(input, member));
  const arn = named.find((text) => text !== undefined);
  if (arn !== undefined)
    return arn.includes(':function:') ? ofFunction(context, arn) : { resource: arn };
  const layer = textOf(input, 'LayerName');
  if (layer !== undefined) {
    const version = input.get('VersionNumber');
    const whole = layer.startsWith('arn:') ? layer : `${place}:layer:${layer}`;
    return { resource: version === undefined ? whole : `${whole}:${version}` };
  }
  const mapping = textOf(input, 'UUID');
  if (mapping !== undefined) return { resource: `${place}:event-source-mapping:${mapping}` };
  const name = textOf(input, 'FunctionName');
  return name === undefined ? anything : ofFunction(context, name, textOf(input, 'Qualifier'));
}

function ofFunction(context: AccessContext, text: string, qualifier?: string): Target {
  const named = readFunctionName(context, text, qualifier);
  const stored = context.functions.get(named.name);
  const wanted = named.qualifier ?? '$LATEST';
  const policy = stored?.policies.find((candidate) => candidate.qualifier === wanted);
  const tags = Object.entries(stored?.tags ?? {});
  return {
    resource: functionArn(context, named),
    keys: conditionKeys(tagKeys('aws:ResourceTag', tags)),
    resourcePolicy: policy && documentOf(policy),
  };
}

function inputKeys(context: AccessContext, operation: string, input: Input) {
  const vpc = new Map(Object.entries(Object(input.get('VpcConfig'))));
  const mapping = context.eventSourceMappings.get(textOf(input, 'UUID') ?? '');
  const ofMapping = operation.endsWith('EventSourceMapping');
  const name = ofMapping ? (mapping?.functionArn ?? textOf(input, 'FunctionName')) : undefined;
  return conditionKeys([
    ...requestTags(input, tagsOf(input)),
    ['lambda:Layer', layersOf(input)],
    [
      'lambda:FunctionUrlAuthType',
      [textOf(input, 'AuthType') ?? textOf(input, 'FunctionUrlAuthType')],
    ],
    ['lambda:Principal', [textOf(input, 'Principal')]],
    ['lambda:SubnetIds', listOf(vpc.get('SubnetIds')).map(String)],
    ['lambda:SecurityGroupIds', listOf(vpc.get('SecurityGroupIds')).map(String)],
    ['lambda:FunctionArn', [name && functionArn(context, readFunctionName(context, name))]],
  ]);
}

function tagsOf(input: Input): [string, string][] {
  return Object.entries(Object(input.get('Tags'))).map(([key, value]) => [key, String(value)]);
}

function layersOf(input: Input): string[] {
  return listOf(input.get('Layers')).map(String);
}

/** Who gives a role to a function must be allowed to. */
function passRole(input: Input): Need[] {
  const role = textOf(input, 'Role');
  const keys = conditionKeys([['iam:PassedToService', ['lambda.amazonaws.com']]]);
  return role === undefined ? [] : [{ action: 'iam:PassRole', resource: role, keys }];
}
