import assert from 'node:assert/strict';
import {
  type ChosenNeed,
  leastPrivilegePolicy,
  resourcesProblem,
} from '../../src/aws/leastPrivilege.ts';
import { needs } from '../../src/aws/need.ts';
import { policyProblems } from '../../src/aws/policyDocument.ts';

const need = (id: string) => {
  const found = needs.find((each) => each.id === id);
  assert(found);
  return found;
};
const statements = (...chosen: ChosenNeed[]) => JSON.parse(leastPrivilegePolicy(chosen)).Statement;
const china = { partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' };

suite('the least that a function needs', () => {
  test('every need makes a policy without a problem, in the partition of the account', () => {
    for (const each of needs) {
      const resources = each.resources(china);
      const document = leastPrivilegePolicy([{ need: each, access: ['read', 'write'], resources }]);
      assert.deepEqual(policyProblems(document, 'inline'), [], each.id);
      for (const resource of resources) assert.match(resource, /^arn:aws-cn:/);
      const typed = resourcesProblem(each, resources.join(', '));
      assert.equal(typed, resources.length > 0 ? undefined : typed, each.id);
    }
  });

  test('reading allows no writing, and the other way round', () => {
    const resources = ['arn:aws:dynamodb:eu-west-1:1:table/orders'];
    assert.deepEqual(statements({ need: need('dynamodb'), access: ['read'], resources }), [
      {
        Sid: 'Dynamodb',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
        Resource: 'arn:aws:dynamodb:eu-west-1:1:table/orders',
      },
    ]);
    assert.deepEqual(
      statements({ need: need('sqs'), access: ['write'], resources: ['arn:aws:sqs:a:1:q'] }).map(
        ({ Action }: { Action: unknown }) => Action,
      ),
      ['sqs:SendMessage'],
    );
  });

  test('objects are read in a bucket, and listed of the bucket itself', () => {
    const resources = ['arn:aws:s3:::photos'];
    assert.deepEqual(statements({ need: need('s3'), access: ['read'], resources }), [
      { Sid: 'S3', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' },
      {
        Sid: 'S3List',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::photos',
      },
    ]);
    const folder = ['arn:aws:s3:::photos/2026/*'];
    assert.deepEqual(
      statements({ need: need('s3'), access: ['read'], resources: folder }).map(
        ({ Resource }: { Resource: unknown }) => Resource,
      ),
      ['arn:aws:s3:::photos/2026/*', 'arn:aws:s3:::photos'],
    );
  });

  test('what names no resources is allowed on all', () => {
    const [{ Action, Resource }] = statements({ need: need('xray'), access: [], resources: [] });
    assert.deepEqual(
      [Action, Resource],
      [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
    );
  });

  for (const [what, text, expected] of [
    ['nothing', ' , ', /Name what it may use, e\.g\. arn:aws:sqs:us-east-1:123456789012:my-queue/],
    ['a name', 'orders', /orders is no ARN of SQS/],
    ['an ARN of another service', 'arn:aws:sns:a:1:topic', /no ARN of SQS/],
    ['one wrong among right ones', 'arn:aws:sqs:a:1:q, q2', /q2 is no ARN/],
  ] as const) {
    test(`${what} as a resource is refused with the reason`, () => {
      assert.match(resourcesProblem(need('sqs'), text) ?? '', expected);
    });
  }

  test('several ARNs and * are resources', () => {
    assert.equal(resourcesProblem(need('sqs'), 'arn:aws:sqs:a:1:q arn:aws:sqs:a:1:*'), undefined);
    assert.equal(resourcesProblem(need('sqs'), '*'), undefined);
  });
});
