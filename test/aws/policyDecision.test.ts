import assert from 'node:assert/strict';
import { nameInArn, parseArn, placeIn, placeOf } from '../../src/aws/arn.ts';
import { decide } from '../../src/aws/policyDecision.ts';

const named = (name: string, ...Statement: object[]) => ({
  name,
  document: JSON.stringify({ Version: '2012-10-17', Statement }),
});
const allow = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::photos/*' };
const decision = (policies: Parameters<typeof decide>[0], action: string, resource: string) =>
  decide(policies, action, resource).decision;

suite('what policies allow', () => {
  test('is what a statement covers, whatever the case of the action', () => {
    const policies = [named('reads', allow)];
    const object = 'arn:aws:s3:::photos/a.b';
    assert.equal(decision(policies, 's3:getobject', object), 'allowed');
    assert.equal(decision(policies, 's3:PutObject', object), 'implicitDeny');
    assert.equal(decision(policies, 's3:GetObject', 'arn:aws:s3:::photosXa'), 'implicitDeny');
    assert.equal(decision([], 's3:GetObject', object), 'implicitDeny');
  });

  test('is nothing that is denied', () => {
    const policies = [named('reads', allow), named('not', { ...allow, Effect: 'Deny' })];
    const verdict = decide(policies, 's3:GetObject', 'arn:aws:s3:::photos/a');
    assert.deepEqual([verdict.decision, verdict.policies], ['explicitDeny', ['not']]);
  });

  test('follows NotAction and NotResource, and passes over conditions and what is no policy', () => {
    const { Action: _action, ...rest } = allow;
    const but = [named('but', { ...rest, NotAction: 'iam:*' })];
    assert.equal(decision(but, 's3:PutObject', 'arn:aws:s3:::photos/a'), 'allowed');
    assert.equal(decision(but, 'iam:GetRole', 'arn:aws:s3:::photos/a'), 'implicitDeny');
    const { Resource: _resource, ...others } = allow;
    const elsewhere = [named('else', { ...others, NotResource: 'arn:aws:s3:::secret/*' })];
    assert.equal(decision(elsewhere, 's3:GetObject', 'arn:aws:s3:::photos/a'), 'allowed');
    assert.equal(decision(elsewhere, 's3:GetObject', 'arn:aws:s3:::secret/a'), 'implicitDeny');
    const bound = [named('bound', { ...allow, Condition: { Bool: { 'aws:x': 'true' } } })];
    assert.equal(decision(bound, 's3:GetObject', 'arn:aws:s3:::photos/a'), 'implicitDeny');
    assert.equal(decision([{ name: 'x', document: '{' }], 's3:GetObject', '*'), 'implicitDeny');
  });
});

suite('ARNs', () => {
  test('are read in their parts, colons of the resource included', () => {
    assert.deepEqual(parseArn('arn:aws-cn:logs:cn-north-1:123456789012:log-group:g:*'), {
      partition: 'aws-cn',
      service: 'logs',
      region: 'cn-north-1',
      account: '123456789012',
      resource: 'log-group:g:*',
    });
    for (const text of [
      '',
      'arn',
      'arn:aws:s3',
      'arn:aws:s3:::',
      'arn:aws::r:a:x',
      'x:aws:s3:::b',
    ]) {
      assert.equal(parseArn(text), undefined, text);
    }
    assert.equal(nameInArn('arn:aws:iam::123456789012:role/path/runner'), 'runner');
  });

  test('are proposed where the account is', () => {
    assert.deepEqual(placeIn('us-gov-west-1', '123456789012'), {
      partition: 'aws-us-gov',
      region: 'us-gov-west-1',
      account: '123456789012',
    });
    assert.deepEqual(placeIn('eu-west-1', undefined), {
      partition: 'aws',
      region: 'eu-west-1',
      account: '*',
    });
    assert.equal(placeIn('us-isob-east-1', '1').partition, 'aws-iso-b');
    assert.equal(placeOf('arn:aws-cn:iam::1:role/r', 'cn-north-1').region, 'cn-north-1');
  });
});
