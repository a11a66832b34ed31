/**
 * What each method of `Account` may ask AWS for, as actions of AWS' service authorization reference:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html and the pages of
 * AWS Identity and Access Management, STS and CloudWatch Logs beside it. Actions with a question mark are
 * for what not every use of the method needs, or what it can do without.
 */
export const methodActions: Readonly<Record<string, readonly string[]>> = {
  invoke: ['lambda:InvokeFunction'],
  invokeStreaming: ['lambda:InvokeFunction'],
  openPool: ['lambda:InvokeFunction'],
  identity: ['sts:GetCallerIdentity', 'iam:ListAccountAliases'],

  'functions.list': ['lambda:ListFunctions'],
  'functions.find': ['lambda:GetFunctionConfiguration'],
  'functions.details': ['lambda:GetFunctionConfiguration'],
  'functions.updateSettings': [
    'lambda:UpdateFunctionConfiguration',
    'lambda:GetFunctionConfiguration',
    'iam:PassRole?',
  ],
  'functions.reservedConcurrency': ['lambda:GetFunctionConcurrency'],
  'functions.setReservedConcurrency': [
    'lambda:PutFunctionConcurrency',
    'lambda:DeleteFunctionConcurrency',
  ],
  'functions.untilReady': ['lambda:GetFunctionConfiguration'],
  'functions.url': ['lambda:GetFunctionUrlConfig'],
  'functions.setUrl': [
    'lambda:CreateFunctionUrlConfig',
    'lambda:UpdateFunctionUrlConfig',
    'lambda:DeleteFunctionUrlConfig',
    'lambda:GetFunctionUrlConfig',
  ],
  'functions.known': [],
  'functions.knownUrlMode': [],
  'functions.learnUrlMode': ['lambda:GetFunctionUrlConfig'],
  'functions.qualifiers': ['lambda:ListAliases', 'lambda:ListVersionsByFunction'],
  'functions.publishVersion': ['lambda:PublishVersion', 'lambda:GetFunctionConfiguration'],
  'functions.alias': ['lambda:GetAlias'],
  'functions.createAlias': ['lambda:CreateAlias'],
  'functions.moveAlias': ['lambda:UpdateAlias'],
  'functions.tags': ['lambda:ListTags'],
  // TagResource, because what is created carries the tag that roll-back looks for.
  'functions.create': [
    'lambda:CreateFunction',
    'lambda:TagResource',
    'lambda:GetFunctionConfiguration',
    'iam:PassRole',
    'iam:GetRole?',
  ],
  'functions.updateCode': ['lambda:UpdateFunctionCode', 'lambda:GetFunctionConfiguration'],
  'functions.downloadCode': ['lambda:GetFunction'],
  'functions.delete': ['lambda:DeleteFunction'],
  'functions.logGroup': ['lambda:GetFunctionConfiguration'],

  'roles.list': ['iam:ListRoles'],
  'roles.find': ['iam:GetRole'],
  'roles.tags': ['iam:ListRoleTags'],
  'roles.create': ['iam:CreateRole', 'iam:TagRole'],
  'roles.managedPolicies': ['iam:ListPolicies'],
  'roles.policies': ['iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
  'roles.attachPolicy': ['iam:AttachRolePolicy'],
  'roles.detachPolicy': ['iam:DetachRolePolicy'],
  'roles.putInlinePolicy': ['iam:PutRolePolicy'],
  'roles.deleteInlinePolicy': ['iam:DeleteRolePolicy'],
  'roles.delete': ['iam:DeleteRole'],

  'policies.details': ['iam:GetRole'],
  'policies.managed': ['iam:GetPolicy', 'iam:GetPolicyVersion'],
  'policies.inline': ['iam:GetRolePolicy'],
  'policies.setTrust': ['iam:UpdateAssumeRolePolicy'],
  'policies.versions': ['iam:ListPolicyVersions'],
  'policies.createVersion': ['iam:CreatePolicyVersion'],
  'policies.deleteVersion': ['iam:DeletePolicyVersion'],
  'policies.customer': ['iam:ListPolicies'],
  'policies.simulate': ['iam:SimulatePrincipalPolicy'],

  'permissions.read': ['lambda:GetPolicy'],
  'permissions.add': ['lambda:AddPermission'],
  'permissions.remove': ['lambda:RemovePermission'],
  'permissions.put': ['lambda:PutResourcePolicy'],

  'triggers.list': ['lambda:ListEventSourceMappings'],
  'triggers.find': ['lambda:GetEventSourceMapping'],
  'triggers.create': ['lambda:CreateEventSourceMapping', 'iam:GetRole?'],
  'triggers.setEnabled': ['lambda:UpdateEventSourceMapping'],
  'triggers.delete': ['lambda:DeleteEventSourceMapping'],
  'triggers.settings': ['lambda:GetEventSourceMapping'],
  'triggers.update': ['lambda:UpdateEventSourceMapping'],

  'logs.ofRequest': ['logs:FilterLogEvents', 'logs:GetLogEvents'],
  'logs.follow': ['logs:FilterLogEvents'],
};

/** Calls whose action has another name than they. */
export const actionOfCall: Readonly<Record<string, string>> = {
  Invoke: 'InvokeFunction',
  InvokeWithResponseStream: 'InvokeFunction',
};
