import type { Constraint, Constraints } from '../../protocol/constraints.ts';

// From AWS' model of Lambda, for the operations that are served; patterns as Lambda printed them last:
// https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html

const region = '(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}';
const place = `(arn:(aws[a-zA-Z-]*)?:lambda:)?(${region}:)?(\\d{12}:)?(function:)?`;

/** Where a function is made or changed. */
const functionName: Constraint = {
  min: 1,
  max: 140,
  pattern: `${place}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
};
/** Where one is only named: names with dots, of other kinds of functions, pass too. */
const namedFunction: Constraint = {
  min: 1,
  max: 256,
  pattern: `${place}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
};
const qualifier: Constraint = {
  min: 1,
  max: 128,
  pattern: '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+',
};
const anyArn: Constraint = { pattern: '(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()' };
const taggable: Constraint = {
  min: 1,
  max: 256,
  pattern: `arn:(aws[a-zA-Z-]*):lambda:${region}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)`,
};
const architectures: Constraint = { min: 1, max: 1, each: { values: ['x86_64', 'arm64'] } };

const configuration: Readonly<Record<string, Constraint>> = {
  Role: { pattern: 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' },
  Handler: { max: 128, pattern: '[^\\s]+' },
  Description: { max: 256 },
  Timeout: { min: 1, max: 900 },
  MemorySize: { min: 128, max: 10240 },
  KMSKeyArn: anyArn,
};

export const constraints: Constraints = {
  CreateFunctionRequest: {
    FunctionName: functionName,
    ...configuration,
    PackageType: { values: ['Zip', 'Image'] },
    Architectures: architectures,
  },
  UpdateFunctionConfigurationRequest: { FunctionName: functionName, ...configuration },
  UpdateFunctionCodeRequest: { FunctionName: functionName, Architectures: architectures },
  Environment: { Variables: { key: { pattern: '[a-zA-Z]([a-zA-Z0-9_])+' } } },
  TracingConfig: { Mode: { values: ['Active', 'PassThrough'] } },
  DeadLetterConfig: { TargetArn: anyArn },
  EphemeralStorage: { Size: { min: 512, max: 10240 } },
  SnapStart: { ApplyOn: { values: ['PublishedVersions', 'None'] } },
  LoggingConfig: {
    LogFormat: { values: ['JSON', 'Text'] },
    ApplicationLogLevel: { values: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] },
    SystemLogLevel: { values: ['DEBUG', 'INFO', 'WARN'] },
    LogGroup: { min: 1, max: 512, pattern: '[\\.\\-_/#A-Za-z0-9]+' },
  },
  VpcConfig: { SubnetIds: { max: 16 }, SecurityGroupIds: { max: 5 } },
  GetFunctionRequest: { FunctionName: namedFunction, Qualifier: qualifier },
  GetFunctionConfigurationRequest: { FunctionName: namedFunction, Qualifier: qualifier },
  DeleteFunctionRequest: { FunctionName: namedFunction, Qualifier: qualifier },
  ListFunctionsRequest: {
    FunctionVersion: { values: ['ALL'] },
    MasterRegion: { pattern: 'ALL|[a-z]{2}(-gov)?-[a-z]+-\\d{1}' },
    MaxItems: { min: 1, max: 10000 },
  },
  InvocationRequest: {
    FunctionName: namedFunction,
    InvocationType: { values: ['Event', 'RequestResponse', 'DryRun'] },
    LogType: { values: ['None', 'Tail'] },
    Qualifier: qualifier,
    TenantId: { min: 1, max: 256, pattern: '[a-zA-Z0-9\\._:\\/=+\\-@ ]+' },
  },
  TagResourceRequest: { Resource: taggable },
  UntagResourceRequest: { Resource: taggable },
  ListTagsRequest: { Resource: taggable },
};
