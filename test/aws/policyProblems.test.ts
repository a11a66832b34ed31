import assert from 'node:assert/strict';
import { type PolicyKind, policyProblems } from '../../src/aws/policyDocument.ts';
import { lambdaTrustPolicy } from '../../src/aws/trustPolicy.ts';

const of = {
  inline: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
  managed: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
  trust: {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
  resource: {
    Sid: 's3-photos',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::photos' } },
  },
} as const;

function problems(kind: PolicyKind, change: object) {
  const Statement = [{ ...of[kind], ...change }];
  return policyProblems(JSON.stringify({ Version: '2012-10-17', Statement }), kind);
}

suite('problems of policies', () => {
  test('a policy of each kind that is right has none', () => {
    for (const kind of ['inline', 'managed', 'trust', 'resource'] as const) {
      assert.deepEqual(problems(kind, {}), [], kind);
    }
    assert.deepEqual(policyProblems(lambdaTrustPolicy, 'trust'), []);
  });

  test('all are told, each with where it is', () => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject', 'GetObject'], Resource: 'bucket' },
        { Effect: 'allow', Action: 's3:*', Resource: '*', Actions: 'x' },
      ],
    };
    const found = policyProblems(JSON.stringify(document), 'inline');
    assert.deepEqual(
      found.map(({ path }) => path.join('.')),
      ['Statement.0.Action.1', 'Statement.0.Resource', 'Statement.1.Actions', 'Statement.1.Effect'],
    );
    assert.match(found[0]?.message ?? '', /^Statement 1: GetObject is no action/);
  });

  for (const [kind, what, change, expected, path] of [
    ['inline', 'a Sid with a blank', { Sid: 'my read' }, /letters and digits only/, 'Sid'],
    ['inline', 'a Sid that is a number', { Sid: 1 }, /Sid is a text/, 'Sid'],
    ['inline', 'two colons in an action', { Action: 's3:Get:Object' }, /is no action/, 'Action'],
    [
      'inline',
      'a wildcard for the service',
      { Resource: 'arn:aws:*:::x' },
      /no resource/,
      'Resource',
    ],
    [
      'inline',
      'an unknown operator',
      { Condition: { Equals: {} } },
      /no operator/,
      'Condition.Equals',
    ],
    [
      'inline',
      'a key without a service',
      { Condition: { Bool: { x: 'true' } } },
      /no condition key/,
      'Condition.Bool.x',
    ],
    [
      'inline',
      'an object as a value',
      { Condition: { Bool: { 'aws:x': {} } } },
      /a text or a list/,
      'Condition.Bool.aws:x',
    ],
    [
      'inline',
      'an operator without keys',
      { Condition: { Bool: 'x' } },
      /object of keys/,
      'Condition.Bool',
    ],
    ['managed', 'a principal', { Principal: '*' }, /for those that it is attached to/, 'Principal'],
    ['trust', 'a resource', { Resource: '*' }, /has a Resource/, 'Resource'],
    [
      'trust',
      'an action of another service',
      { Action: 's3:GetObject' },
      /no action of a trust policy/,
      'Action',
    ],
    ['trust', 'no principal', { Principal: undefined }, /needs a Principal: who may assume/, ''],
    ['trust', 'a principal that is text', { Principal: 'me' }, /"\*" or an object/, 'Principal'],
    [
      'trust',
      'an unknown kind of principal',
      { Principal: { User: 'x' } },
      /no member User/,
      'Principal.User',
    ],
    [
      'trust',
      'a misspelt service',
      { Principal: { Service: ['lambda'] } },
      /no service of AWS/,
      'Principal.Service.0',
    ],
    [
      'trust',
      'an account with 11 digits',
      { Principal: { AWS: '12345678901' } },
      /neither an account/,
      'Principal.AWS',
    ],
    [
      'trust',
      'a number as principal',
      { Principal: { AWS: 1 } },
      /a text or a list/,
      'Principal.AWS',
    ],
    [
      'trust',
      'both principals',
      { NotPrincipal: '*' },
      /both Principal and NotPrincipal/,
      'NotPrincipal',
    ],
    [
      'trust',
      'a canonical user',
      { Principal: { CanonicalUser: 'x' } },
      /cannot assume/,
      'Principal.CanonicalUser',
    ],
    ['resource', 'no principal', { Principal: undefined }, /who may invoke/, ''],
    [
      'resource',
      'an action of another service',
      { Action: 's3:*' },
      /no action of a function/,
      'Action',
    ],
    ['resource', 'a Sid with a blank', { Sid: 'a b' }, /letters, digits, - and _/, 'Sid'],
  ] as const) {
    test(`${what} in a policy of kind ${kind} is refused where it is`, () => {
      const [problem] = problems(kind, change);
      assert.match(problem?.message ?? '', expected);
      assert.equal(problem?.severity, 'error');
      assert.equal(problem?.path.slice(2).join('.'), path);
    });
  }

  for (const [kind, what, change, expected] of [
    ['inline', 'everything on everything', { Action: '*' }, /allows everything/],
    ['trust', 'anybody', { Principal: { AWS: '*' } }, /everybody assume the role/],
    ['resource', 'anybody', { Principal: '*', Condition: undefined }, /everybody invoke/],
    ['resource', 'a service for any account', { Condition: undefined }, /on behalf of any account/],
  ] as const) {
    test(`${what} in a policy of kind ${kind} is warned of, not refused`, () => {
      const found = problems(kind, change);
      assert.deepEqual(
        found.map(({ severity }) => severity),
        ['warning'],
      );
      assert.match(found[0]?.message ?? '', expected);
    });
  }

  test('Sids are unique in their policy', () => {
    const Statement = [
      { ...of.inline, Sid: 'Read' },
      { ...of.inline, Sid: 'Read' },
    ];
    const document = JSON.stringify({ Version: '2012-10-17', Statement });
    const [problem] = policyProblems(document, 'inline');
    assert.match(problem?.message ?? '', /has the Sid Read of statement 1/);
  });

  test('the language of 2012 is needed on a role, and its absence is warned of elsewhere', () => {
    const without = (kind: PolicyKind) =>
      policyProblems(JSON.stringify({ Statement: [of[kind]] }), kind).map(
        ({ severity }) => severity,
      );
    assert.deepEqual(without('inline'), ['error']);
    assert.deepEqual(without('trust'), ['warning']);
  });

  test('the sizes are those of IAM and Lambda', () => {
    const sized = (kind: PolicyKind, length: number) => {
      const document = { Version: '2012-10-17', Id: '', Statement: [of[kind]] };
      const rest = JSON.stringify(document).length;
      return policyProblems(
        JSON.stringify({ ...document, Id: 'x'.repeat(length - rest) }),
        kind,
      ).map(({ severity }) => severity);
    };
    for (const [kind, most] of [
      ['inline', 10_240],
      ['managed', 6144],
      ['resource', 20_480],
    ] as const) {
      assert.deepEqual(sized(kind, most), []);
      assert.deepEqual(sized(kind, most + 1), ['error']);
    }
    assert.deepEqual(sized('trust', 2048), []);
    assert.deepEqual(sized('trust', 2049), ['warning']);
    assert.deepEqual(sized('trust', 4097), ['error']);
  });
});
