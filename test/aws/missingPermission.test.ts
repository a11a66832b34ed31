import assert from 'node:assert/strict';
import { withAllowed } from '../../src/aws/allowedActions.ts';
import { missingPermission } from '../../src/aws/missingPermission.ts';

const user = 'User: arn:aws:sts::123456789012:assumed-role/orders-role/orders is not authorized';

suite('a permission that is missing', () => {
  test('is read from the words of AWS, with what stands around them', () => {
    assert.deepEqual(
      missingPermission(
        `An error occurred (AccessDenied) when calling the GetObject operation: ${user} to perform: s3:GetObject on resource: "arn:aws:s3:::photos/cat.jpg" because no identity-based policy allows the s3:GetObject action`,
      ),
      {
        role: 'orders-role',
        account: '123456789012',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::photos/cat.jpg',
        beyond: undefined,
      },
    );
  });

  test('is read in every partition, without the reason, and with a full stop behind it', () => {
    const found = missingPermission(
      'User: arn:aws-cn:sts::123456789012:assumed-role/r/f is not authorized to perform: sqs:SendMessage on resource: arn:aws-cn:sqs:cn-north-1:123456789012:q.',
    );
    assert.equal(found?.resource, 'arn:aws-cn:sqs:cn-north-1:123456789012:q');
  });

  test('may not name the resource', () => {
    assert.equal(
      missingPermission(`${user} to perform: ec2:DescribeVpcs`)?.action,
      'ec2:DescribeVpcs',
    );
    assert.equal(
      missingPermission(`${user} to perform: x:Y on resource: table`)?.resource,
      undefined,
    );
  });

  for (const [why, expected] of [
    ['with an explicit deny in an identity-based policy', /an explicit deny in an identity/],
    [
      'because no permissions boundary allows the s3:GetObject action',
      /the permissions boundary, which does not/,
    ],
    [
      'because no service control policy allows the s3:GetObject action',
      /the service control, which|the service control policy/,
    ],
    ['because no session policy allows the s3:GetObject action', /the session/],
  ] as const) {
    test(`is beyond the role ${why}`, () => {
      const message = `${user} to perform: s3:GetObject on resource: arn:aws:s3:::b/k ${why}`;
      assert.match(missingPermission(message)?.beyond ?? '', expected);
    });
  }

  for (const text of [
    '',
    'Task timed out after 3.00 seconds',
    'User: arn:aws:iam::1:user/me is not authorized to perform: s3:GetObject',
    'AccessDenied',
  ]) {
    test(`is not seen in "${text}"`, () => assert.equal(missingPermission(text), undefined));
  }
});

suite('allowing an action', () => {
  const added = [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/k'] }];
  const statementsOf = (document: string) => JSON.parse(document).Statement;

  test('begins a policy', () => {
    assert.deepEqual(JSON.parse(withAllowed(undefined, added)), {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/k' }],
    });
  });

  test('joins the statement for the same resource, and is not repeated', () => {
    const one = withAllowed(undefined, added);
    const two = withAllowed(one, [{ actions: ['s3:PutObject'], resources: ['arn:aws:s3:::b/k'] }]);
    assert.deepEqual(statementsOf(two), [
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::b/k' },
    ]);
    assert.equal(withAllowed(two, added), two);
  });

  test('never touches a statement that denies, excludes or has a condition', () => {
    const kept = [
      { Effect: 'Deny', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/k' },
      { Effect: 'Allow', NotAction: 's3:PutObject', Resource: 'arn:aws:s3:::b/k' },
      {
        Effect: 'Allow',
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::b/k',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    ];
    const document = JSON.stringify({ Version: '2012-10-17', Id: 'mine', Statement: kept });
    const after = JSON.parse(withAllowed(document, added));
    assert.equal(after.Id, 'mine');
    assert.deepEqual(after.Statement.slice(0, 3), kept);
    assert.equal(after.Statement.length, 4);
  });
});
