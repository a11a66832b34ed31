import assert from 'node:assert/strict';
import { ServiceError } from '../../../../src/local/protocol/serviceError.ts';
import {
  checkPermissionPolicy,
  readTrustPolicy,
} from '../../../../src/local/services/iam/policyDocument.ts';
import { trustsService } from '../../../../src/local/services/iam/trust.ts';

const trusting = {
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const granting = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' };

suite('A trust policy', () => {
  for (const [what, document, message] of [
    ['that is no JSON', '{', 'This policy contains invalid Json'],
    ['that is no object', '[]', 'Syntax errors in policy.'],
    ['without statements', '{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
    ['of an unknown version', policy([trusting], '2020-01-01'), 'Syntax errors in policy.'],
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
  ] as const) {
    test(`${what} is refused`, () => {
      assert.throws(() => readTrustPolicy(document), malformed(message));
    });
  }

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
