import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceError } from '../../../../src/local/protocol/serviceError.ts';
import { checkPermissionPolicy } from '../../../../src/local/services/iam/policyDocument.ts';
import { checkRole, roleKey, type StoredRole } from '../../../../src/local/services/iam/role.ts';
import { checkTrustPolicy, trustsService } from '../../../../src/local/services/iam/trust.ts';
import { type Collection, openCollection } from '../../../../src/local/store/collection.ts';

const trusting = {
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const legacy = 'The policy failed legacy parsing';
const granting = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' };

suite('A trust policy', () => {
  const accountId = '000000000000';
  let folder: string;
  let roles: Collection<StoredRole>;

  suiteSetup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roles-'));
    roles = openCollection(folder, checkRole);
    await roles.put(roleKey('orders'), {
      name: 'orders',
      path: '/shop/',
      id: 'AROA',
      created: '2026-11-22T15:04:05Z',
      trustPolicy: policy([trusting]),
      maxSessionDuration: 3600,
      tags: [],
      attached: [],
      inline: {},
    });
  });

  suiteTeardown(() => rm(folder, { recursive: true }));

  for (const [what, document, message] of [
    ['that is no JSON', '{', 'This policy contains invalid Json'],
    ['that is no object', '[]', 'Syntax errors in policy.'],
    ['without statements', '{"Version":"2012-10-17"}', 'Missing required field Statement'],
    ['of no statement', policy([]), 'Could not parse the policy: Statement is empty!'],
    [
      'of an unknown version',
      policy([trusting], '2020-01-01'),
      'The policy must contain a valid version string',
    ],
    ['with a resource', policy([{ ...trusting, Resource: '*' }]), 'Has prohibited field Resource'],
    [
      'without a principal',
      policy([{ Effect: 'Allow', Action: 'sts:AssumeRole' }]),
      'Missing required field Principal',
    ],
    [
      'about another service’s actions',
      policy([{ ...trusting, Action: 's3:*' }]),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'without an effect',
      policy([{ ...trusting, Effect: undefined }]),
      'Missing required field Effect',
    ],
    [
      'of an effect in another case',
      policy([{ ...trusting, Effect: 'allow' }]),
      'Invalid effect: allow',
    ],
    ['with an unknown field', policy([{ ...trusting, Sids: 'x' }]), 'Unknown field Sids'],
    [
      'with an unknown operator',
      policy([{ ...trusting, Condition: { StringResembles: { a: 'b' } } }]),
      'Invalid Condition type : StringResembles',
    ],
    [
      'of a role that does not exist',
      policy([{ ...trusting, Principal: { AWS: 'arn:aws:iam::000000000000:role/orders' } }]),
      'Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/orders"',
    ],
    [
      'of a service that does not exist',
      policy([{ ...trusting, Principal: { Service: ['lambda.amazonaws.com', 'lambda'] } }]),
      'Invalid principal in policy: "SERVICE":"lambda"',
    ],
    [
      'of principals of an unknown kind',
      policy([{ ...trusting, Principal: { Services: 'lambda.amazonaws.com' } }]),
      'Invalid principal in policy: "Services":"lambda.amazonaws.com"',
    ],
  ] as const) {
    test(`${what} is refused`, () => {
      assert.throws(() => checkTrustPolicy({ accountId, roles }, document), malformed(message));
    });
  }

  test('may name accounts, roles that exist, sessions, services and providers', () => {
    for (const Principal of [
      '*',
      { AWS: ['*', '111111111111', 'arn:aws:iam::000000000000:root'] },
      { AWS: 'arn:aws:iam::000000000000:role/shop/orders' },
      { AWS: 'arn:aws:sts::000000000000:assumed-role/orders/x' },
      { AWS: 'arn:aws:iam::111111111111:role/anything' },
      { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
      { Federated: 'cognito-identity.amazonaws.com' },
    ]) {
      checkTrustPolicy({ accountId, roles }, policy([{ ...trusting, Principal }]));
    }
  });

  test('has 2,048 characters at most, white space not counted', () => {
    const sized = (length: number) =>
      policy([trusting]).replace('{', `{${' '.repeat(3000)}"Id":"${'x'.repeat(length)}",`);
    checkTrustPolicy({ accountId, roles }, sized(1800));
    assert.throws(
      () => checkTrustPolicy({ accountId, roles }, sized(2048)),
      (error) =>
        error instanceof ServiceError &&
        error.code === 'LimitExceeded' &&
        error.message === 'Cannot exceed quota for ACLSizePerRole: 2048',
    );
  });

  test('trusts the services that it names, and everybody when it says so', () => {
    const both = ['ec2.amazonaws.com', 'lambda.amazonaws.com'];
    for (const statement of [
      trusting,
      { ...trusting, Principal: { Service: both } },
      { ...trusting, Principal: '*' },
      { ...trusting, Action: ['sts:TagSession', 'sts:Assume*'] },
    ]) {
      assert.equal(trusts([statement]), true, JSON.stringify(statement));
    }
  });

  test('does not trust others, nor when another statement denies', () => {
    for (const statements of [
      [{ ...trusting, Principal: { Service: 'ec2.amazonaws.com' } }],
      [{ ...trusting, Principal: { AWS: '000000000000' } }],
      [{ ...trusting, Action: 'sts:TagSession' }],
      [trusting, { ...trusting, Effect: 'Deny' }],
    ]) {
      assert.equal(trusts(statements), false, JSON.stringify(statements));
    }
  });
});

suite('A permission policy', () => {
  for (const [what, statement, message] of [
    [
      'with a principal',
      { ...granting, Principal: '*' },
      'Policy document should not specify a principal.',
    ],
    [
      'without actions',
      { ...granting, Action: undefined },
      'Policy statement must contain actions.',
    ],
    [
      'without resources',
      { ...granting, Resource: [] },
      'Policy statement must contain resources.',
    ],
    [
      'with an action of no service',
      { ...granting, Action: 'GetObject' },
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'with a resource that is no ARN',
      { ...granting, Resource: 'bucket' },
      'Resource bucket must be in ARN format or "*".',
    ],
    ['with an unknown field', { ...granting, Colour: 'red' }, 'Syntax errors in policy.'],
    ['without an effect', { ...granting, Effect: undefined }, 'Syntax errors in policy.'],
    ['of an effect in another case', { ...granting, Effect: 'denY' }, legacy],
    ['with an unreadable date', { ...granting, Condition: dateAfter('sdfdsf') }, legacy],
    ['with a date too far', { ...granting, Condition: dateAfter('9223372036854775808') }, legacy],
    [
      'with an unknown operator',
      { ...granting, Condition: { x: { a: '1' } } },
      'Syntax errors in policy.',
    ],
    ['with actions and others', { ...granting, NotAction: [] }, 'Syntax errors in policy.'],
    ['with a condition that is a list', { ...granting, Condition: [] }, 'Syntax errors in policy.'],
    [
      'with an action of two colons',
      { ...granting, Action: 's3:List:Bucket' },
      'Actions/Condition can contain only one colon.',
    ],
    [
      'with an action of a service that cannot be',
      { ...granting, Action: 'a a:ListBucket' },
      'Vendor a a is not valid',
    ],
    ['with too short an ARN', { ...granting, Resource: 'arn:aws:s3::bucket' }, legacy],
    ['with an ARN of no service', { ...granting, Resource: 'arn:aws::::bucket' }, legacy],
    [
      'with an ARN of a partition alone',
      { ...granting, Resource: 'arn:aws' },
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [
      'with an ARN of an unknown partition',
      { ...granting, Resource: ['arn:error:s3:::bucket', 'arn:error:s3::bucket'] },
      'Partition "error" is not valid for resource "arn:error:s3:::bucket".',
    ],
    [
      'with half an ARN',
      { ...granting, Resource: 'a:b:cadfsdf' },
      'Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*".',
    ],
    [
      'with an ARN that lacks its first part',
      { ...granting, Resource: 'aws:s3:::example_bucket' },
      'Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".',
    ],
    [
      'with a bucket in a region',
      { ...granting, Resource: 'arn:aws:s3:us-east-1::bucket' },
      'Resource arn:aws:s3:us-east-1::bucket can not contain region information.',
    ],
    [
      'with a role in a region',
      { ...granting, Resource: 'arn:aws:iam:us-east-1::role/x' },
      'IAM resource arn:aws:iam:us-east-1::role/x cannot contain region information.',
    ],
    [
      'with an unknown kind of IAM',
      { ...granting, Resource: 'arn:aws:iam:::bucket' },
      'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
    ],
    [
      'with an id of other characters',
      { ...granting, Sid: 'one two' },
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
  ] as const) {
    test(`${what} is refused`, () => {
      assert.throws(() => checkPermissionPolicy(policy([statement])), malformed(message));
    });
  }

  test('that is no JSON is refused', () => {
    assert.throws(
      () => checkPermissionPolicy('nope'),
      malformed('The policy is not in the valid JSON format.'),
    );
  });

  test('of an older version, or of none, is refused', () => {
    for (const document of [
      policy([granting], '2008-10-17'),
      JSON.stringify({ Statement: granting }),
    ]) {
      assert.throws(
        () => checkPermissionPolicy(document),
        malformed('Policy document must be version 2012-10-17 or greater.'),
      );
    }
  });

  test('may have conditions on dates in every form of ISO 8601, and on seconds', () => {
    for (const date of ['2017-07-01T00:00:00Z', '2016-12-13t2:00:00.593194+23', '-292275054']) {
      checkPermissionPolicy(policy([{ ...granting, Condition: dateAfter(date) }]));
    }
  });

  test('that uses one statement id twice is refused', () => {
    const twice = { ...granting, Sid: 'One' };
    assert.throws(
      () => checkPermissionPolicy(policy([twice, twice])),
      malformed('Statement IDs (SID) in a single policy must be unique.'),
    );
  });

  test('of one statement, of several, or with wildcards is accepted', () => {
    checkPermissionPolicy(JSON.stringify({ Version: '2012-10-17', Statement: granting }));
    checkPermissionPolicy(policy([granting, { ...granting, Effect: 'Deny' }]));
    checkPermissionPolicy(policy([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]));
    checkPermissionPolicy(
      policy([{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::a' }]),
    );
  });
});

function dateAfter(date: string): object {
  return { DateGreaterThan: { 'aws:CurrentTime': date } };
}

function trusts(statements: readonly object[]): boolean {
  return trustsService(policy(statements), 'lambda.amazonaws.com');
}

function policy(statements: readonly object[], version = '2012-10-17'): string {
  return JSON.stringify({ Version: version, Statement: statements });
}

function malformed(message: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof ServiceError &&
    error.code === 'MalformedPolicyDocument' &&
    error.message === message;
}
