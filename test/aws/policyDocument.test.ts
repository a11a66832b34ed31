import assert from 'node:assert/strict';
import { broadAccessPolicy, narrowAccessPolicy } from '../../src/aws/accessPolicy.ts';
import { policyDocumentProblem } from '../../src/aws/policyDocument.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

suite('inline policies', () => {
  test('the access policies of this extension are policies', () => {
    assert.equal(policyDocumentProblem(broadAccessPolicy()), undefined);
    assert.equal(
      policyDocumentProblem(narrowAccessPolicy(['arn:aws:lambda:a:1:function:f'])),
      undefined,
    );
  });

  test('the narrow policy allows invoking the functions, qualified or not, and nothing else', () => {
    assert.deepEqual(JSON.parse(narrowAccessPolicy(['arn:f', 'arn:g'])), {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'lambda:InvokeFunction',
          Resource: ['arn:f', 'arn:f:*', 'arn:g', 'arn:g:*'],
        },
      ],
    });
  });

  test('the broad policy allows everything in Lambda', () => {
    const { Statement } = JSON.parse(broadAccessPolicy());
    assert.deepEqual(Statement, [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }]);
  });

  test('one statement may stand without a list, conditions and lists included', () => {
    const Condition = { StringEquals: { 'aws:SourceAccount': '1' } };
    const Action = ['s3:GetObject', 's3:PutObject'];
    assert.equal(problem({ ...statement, Sid: 'Read', Action, Condition }), undefined);
  });

  test('NotAction and NotResource stand for Action and Resource', () => {
    assert.equal(
      problem({ Effect: 'Deny', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::x' }),
      undefined,
    );
  });

  for (const [what, document, expected] of [
    ['text that is not JSON', '{ "Version": ', /not JSON/],
    ['a list', '[]', /JSON object with Version and Statement/],
    ['a document without statements', '{}', /no Statement/],
    ['an empty list of statements', '{"Statement":[]}', /list is empty/],
    ['a version of its own', '{"Version":"1","Statement":[]}', /2012-10-17/],
    ['a misspelt member', '{"Statements":[]}', /no member Statements/],
    ['a statement that is text', '{"Statement":"Allow"}', /statement is not an object/],
  ] as const) {
    test(`${what} is refused with the reason`, () => {
      assert.match(policyDocumentProblem(document) ?? '', expected);
    });
  }

  for (const [what, change, expected] of [
    ['a principal', { Principal: '*' }, /names a principal/],
    ['another effect', { Effect: 'allow' }, /needs an Effect/],
    ['no action', { Action: undefined }, /needs Action/],
    ['both forms of an action', { NotAction: 'x:*' }, /both Action and NotAction/],
    ['a number for a resource', { Resource: 1 }, /Resource is a text or a list/],
    ['an empty list of resources', { Resource: [] }, /Resource is a text or a list/],
    ['a condition that is text', { Condition: 'x' }, /Condition is not an object/],
    ['a misspelt member', { action: 'x:*' }, /no member action/],
  ] as const) {
    test(`a statement with ${what} is refused with the reason`, () => {
      assert.match(problem({ ...statement, ...change }) ?? '', expected);
    });
  }

  test('the statement that is wrong is named by its number', () => {
    assert.match(problem([statement, { ...statement, Effect: 1 }]) ?? '', /^Statement 2 /);
  });

  test('white space does not count for the limit of 10240 characters', () => {
    const spaced = JSON.stringify(
      { Version: '2012-10-17', Statement: statement },
      undefined,
      2,
    ).replace('{', `{${' '.repeat(11_000)}`);
    assert.equal(policyDocumentProblem(spaced), undefined);
    const Resource = `arn:aws:s3:::${'b'.repeat(10_240)}`;
    assert.match(problem({ ...statement, Resource }) ?? '', /at most 10240 characters/);
  });
});

function problem(statements: unknown): string | undefined {
  return policyDocumentProblem(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
}
