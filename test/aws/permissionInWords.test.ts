import assert from 'node:assert/strict';
import { permissionChanges } from '../../src/aws/permissionChanges.ts';
import { permissionInWords } from '../../src/aws/permissionInWords.ts';
import { readPermissions } from '../../src/aws/readPermissions.ts';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const policy = (...Statement: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement });
const statement = {
  Sid: 'a',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: arn,
};

suite('permissions in words', () => {
  for (const [change, who, when] of [
    [{}, 'S3', ''],
    [{ Principal: '*' }, 'anybody', ''],
    [
      { Principal: { AWS: ['arn:aws:iam::123456789012:root', '*'] } },
      'account 123456789012, anybody',
      '',
    ],
    [{ Principal: { Service: 'apigateway.amazonaws.com.cn' } }, 'API Gateway', ''],
    [{ Principal: { Service: 'new.amazonaws.com' } }, 'new', ''],
    [{ Effect: 'Deny' }, 'denied: S3', ''],
    [{ Principal: undefined, NotPrincipal: '*' }, 'everybody but those who are named', ''],
    [
      {
        Condition: {
          StringEquals: { 'AWS:SourceAccount': '1' },
          ArnLike: { 'AWS:SourceArn': ['a', 'b'] },
        },
      },
      'S3',
      'of account 1, from a or b',
    ],
    [
      { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
      'organization o-1',
      '',
    ],
    [
      {
        Action: ['lambda:InvokeFunctionUrl'],
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      },
      'S3',
      'by its URL without authentication, may lambda:InvokeFunctionUrl',
    ],
    [
      { Condition: { Bool: { 'aws:SecureTransport': true } } },
      'S3',
      'when aws:SecureTransport Bool true',
    ],
  ] as const) {
    test(`${who}${when && `, ${when}`}`, () => {
      const [permission] = readPermissions(policy({ ...statement, ...change }));
      assert(permission);
      assert.deepEqual(permissionInWords(permission), { who, when });
    });
  }

  test('what is no policy has none', () => {
    for (const text of ['', '[]', '{"Statement":1}', 'x'])
      assert.deepEqual(readPermissions(text), []);
  });
});

suite('the way from one resource policy to another', () => {
  const other = { ...statement, Sid: 'b' };

  test('leaves alone what is the same, whatever its order', () => {
    const { Sid, ...rest } = statement;
    assert.deepEqual(permissionChanges(policy(statement), policy({ ...rest, Sid }), arn), {
      removed: [],
      added: [],
    });
  });

  test('removes before it adds', () => {
    const changed = { ...statement, Principal: { Service: 'sns.amazonaws.com' } };
    assert.deepEqual(permissionChanges(policy(statement, other), policy(changed), arn), {
      removed: ['a', 'b'],
      added: [{ sid: 'a', principal: 'sns.amazonaws.com', action: 'lambda:InvokeFunction' }],
    });
  });

  for (const [what, added] of [
    ['a denial', { ...other, Effect: 'Deny' }],
    ['several principals', { ...other, Principal: { AWS: ['1', '2'] } }],
    ['several actions', { ...other, Action: ['lambda:InvokeFunction', 'lambda:GetFunction'] }],
    ['another condition', { ...other, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['two values', { ...other, Condition: { ArnLike: { 'AWS:SourceArn': ['a', 'b'] } } }],
    ['another resource', { ...other, Resource: `${arn}:live` }],
    ['no name', { ...other, Sid: undefined }],
    ['a federated principal', { ...other, Principal: { Federated: 'x' } }],
  ] as const) {
    test(`is not one of AddPermission with ${what}`, () => {
      const after = policy(statement, added);
      assert.equal(permissionChanges(policy(statement), after, arn), undefined);
    });
  }

  test('is not one where another member changes', () => {
    const after = JSON.stringify({ Version: '2008-10-17', Statement: [statement] });
    assert.equal(permissionChanges(policy(statement), after, arn), undefined);
  });
});
