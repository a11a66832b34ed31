import assert from 'node:assert/strict';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { commands } from '../../src/commands/index.ts';
import { isUserError } from '../../src/errors.ts';
import { type Fault, iamError, lambdaError, startFaultServer } from '../support/faultServer.ts';
import { nodeFunction } from '../support/nodeFunction.ts';

const role = 'arn:aws:iam::123456789012:role/orders-role';

const calls = {
  createFunction: ({ functions }: Account) => functions.create(nodeFunction('orders', role)),
  updateCode: ({ functions }: Account) => functions.updateCode('orders', new Uint8Array(1)),
  deleteFunction: ({ functions }: Account) => functions.delete('orders'),
  createRole: ({ roles }: Account) => roles.create({ name: 'orders-role', description: '' }),
  attachPolicy: ({ roles }: Account) =>
    roles.attachPolicy('orders-role', 'arn:aws:iam::1:policy/p'),
  deleteRole: ({ roles }: Account) => roles.delete('orders-role'),
  putPolicy: ({ roles }: Account) => roles.putInlinePolicy('orders-role', 'p', '{}'),
};

const lambda = (status: number, code: string, words: string | null): Fault =>
  lambdaError(status, code, { Type: 'User', message: words });

/** What AWS says to the usual mistakes, letter for letter: what a person is told, and the button. */
const mistakes: Record<
  string,
  [call: keyof typeof calls, fault: Fault, told: RegExp, button?: string]
> = {
  'a role that Lambda may not assume': [
    'createFunction',
    lambda(
      400,
      'InvalidParameterValueException',
      'The role defined for the function cannot be assumed by Lambda.',
    ),
    /Lambda cannot assume the role arn:aws:iam::123456789012:role\/orders-role .*trust policy/,
    'Show Role',
  ],
  'a role that is no ARN': [
    'createFunction',
    lambda(
      400,
      'ValidationException',
      "1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:.*",
    ),
    /Could not create orders: 1 validation error detected: Value 'r1' at 'role'/,
  ],
  'a role of another account': [
    'createFunction',
    lambda(403, 'AccessDeniedException', 'Cross-account pass role is not allowed.'),
    /the role belongs to another account .*Choose a role of this account/,
  ],
  'a name that is taken': [
    'createFunction',
    lambda(409, 'ResourceConflictException', 'Function already exist: orders'),
    /orders exists already in eu-west-1 .*Choose another name/,
    'Update Code',
  ],
  'an unknown runtime': [
    'createFunction',
    lambda(
      400,
      'InvalidParameterValueException',
      "Value nope at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs24.x] or be a valid ARN",
    ),
    /Value nope at 'runtime' failed/,
  ],
  'a retired runtime': [
    'createFunction',
    lambda(
      400,
      'InvalidParameterValueException',
      'The runtime parameter of nodejs14.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.',
    ),
    /nodejs14\.x is no longer supported/,
  ],
  'a malformed zip': [
    'updateCode',
    lambda(
      400,
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    ),
    /Could not update orders: Could not unzip uploaded file/,
  ],
  'a zip that is too large': [
    'updateCode',
    lambda(
      413,
      'RequestEntityTooLargeException',
      'Zipped size must be smaller than 52428800 bytes',
    ),
    /Zipped size must be smaller than 52428800 bytes/,
  ],
  'an environment that is too large': [
    'createFunction',
    lambda(
      400,
      'InvalidParameterValueException',
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"A":"…"}',
    ),
    /exceeded the 4KB limit/,
  ],
  'an update while another is under way': [
    'updateCode',
    lambda(
      409,
      'ResourceConflictException',
      'The operation cannot be performed at this time. An update is in progress for resource: arn:x',
    ),
    /another change of orders is in progress .*Wait/,
  ],
  'a function that is not there': [
    'deleteFunction',
    lambdaError(404, 'ResourceNotFoundException', {
      Type: 'User',
      Message: 'Function not found: arn:x',
    }),
    /^orders does not exist in eu-west-1/,
    'Refresh Functions',
  ],
  'a role that may not be passed': [
    'createFunction',
    lambda(
      403,
      'AccessDeniedException',
      `User: arn:aws:iam::123456789012:user/u is not authorized to perform: iam:PassRole on resource: ${role}`,
    ),
    /iam:PassRole is not allowed/,
    'Copy Permission',
  ],
  'a role whose name is taken': [
    'createRole',
    iamError(409, 'EntityAlreadyExists', 'Role with name orders-role already exists.'),
    /^orders-role exists already in this account/,
    'Show Role',
  ],
  'a policy that is no JSON': [
    'putPolicy',
    iamError(400, 'MalformedPolicyDocument', 'This policy contains invalid Json'),
    /IAM does not accept the policy: This policy contains invalid Json/,
  ],
  'a role name with wrong characters': [
    'createRole',
    iamError(
      400,
      'ValidationError',
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    ),
    /The specified value for roleName is invalid/,
  ],
  'a role that is not there': [
    'deleteRole',
    iamError(404, 'NoSuchEntity', 'The role with name orders-role cannot be found.'),
    /cannot be found .*may have been deleted/,
    'Refresh Roles',
  ],
  'a role with policies': [
    'deleteRole',
    iamError(409, 'DeleteConflict', 'Cannot delete entity, must detach all policies first.'),
    /must detach all policies first .*Take its policies off it first/,
  ],
  'a policy that is not there': [
    'attachPolicy',
    iamError(
      404,
      'NoSuchEntity',
      'Policy arn:aws:iam::1:policy/p does not exist or is not attachable.',
    ),
    /does not exist or is not attachable/,
    'Refresh Roles',
  ],
  'a quota that is used up': [
    'createRole',
    iamError(409, 'LimitExceeded', 'Cannot exceed quota for RolesPerAccount: 1000'),
    /Cannot exceed quota for RolesPerAccount: 1000 .*higher quota/,
  ],
  'a permission on IAM that is missing': [
    'createRole',
    iamError(
      403,
      'AccessDenied',
      'User: arn:aws:iam::1:user/y is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::1:role/x',
    ),
    /iam:CreateRole is not allowed on orders-role/,
    'Copy Permission',
  ],
};

suite('A usual mistake', () => {
  for (const [what, [call, fault, told, button]] of Object.entries(mistakes)) {
    test(`${what} is told with what to do`, async () => {
      // What is asked about a role that Lambda refuses.
      const gone = iamError(404, 'NoSuchEntity', 'The role with name orders-role cannot be found.');
      const asked = what === 'a role that Lambda may not assume' ? [gone] : [];
      const server = await startFaultServer(fault, ...asked);
      const error: unknown = await calls[call](connect(server.target)).then(
        () => assert.fail('It did not fail.'),
        (failure: unknown) => failure,
      );
      await server.close();
      assert.ok(isUserError(error), String(error));
      assert.match(error.message, told);
      assert.doesNotMatch(error.message, /undefined|\[object|marked/);
      assert.equal(error.fix?.title, button);
      if (error.fix) {
        assert.ok(Object.hasOwn(commands, error.fix.command.replace('lambdaBench.', '')));
      }
    });
  }
});
