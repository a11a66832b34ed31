import assert from 'node:assert/strict';
import { lambdaTrustPolicy, trustedBy } from '../../src/aws/trustPolicy.ts';

function policy(...statements: object[]): string {
  return encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
}

suite('Who a role trusts', () => {
  test('is Lambda for the roles that are created here', () => {
    assert.deepEqual(trustedBy(lambdaTrustPolicy), ['lambda.amazonaws.com']);
  });

  test('is read from services, accounts, federations and everybody', () => {
    const document = policy(
      {
        Effect: 'Allow',
        Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
        Action: 'sts:AssumeRole',
      },
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::123456789012:root' },
        Action: ['sts:TagSession', 'sts:AssumeRole'],
      },
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
      },
      { Effect: 'Allow', Principal: '*', Action: 'sts:*' },
    );
    assert.deepEqual(trustedBy(document), [
      'lambda.amazonaws.com',
      'edgelambda.amazonaws.com',
      'arn:aws:iam::123456789012:root',
      'cognito-identity.amazonaws.com',
      '*',
    ]);
  });

  test('names nobody twice, and nobody who is denied or may do something else', () => {
    const lambda = { Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const document = policy(
      { Effect: 'Allow', ...lambda },
      { Effect: 'Allow', ...lambda, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } },
      { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
      { Effect: 'Allow', Principal: { AWS: '210987654321' }, Action: 'sts:TagSession' },
    );
    assert.deepEqual(trustedBy(document), ['lambda.amazonaws.com']);
  });

  test('is read from one statement that stands outside of a list', () => {
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    };
    assert.deepEqual(trustedBy(JSON.stringify({ Statement: statement })), ['lambda.amazonaws.com']);
  });

  test('is nobody in what is not a policy', () => {
    for (const document of [undefined, '', '%', 'null', '[]', '{"Statement":[null,3]}', 'no']) {
      assert.deepEqual(trustedBy(document), []);
    }
  });
});
