import assert from 'node:assert/strict';
import {
  type AccessRequest,
  type Decision,
  evaluatePolicies,
} from '../../../../src/local/services/policy/evaluate.ts';

const orders = 'arn:aws:lambda:us-east-1:000000000000:function:orders';
const session = 'arn:aws:sts::000000000000:assumed-role/shop/one';
const role = 'arn:aws:iam::000000000000:role/shop';

const invoking: AccessRequest = {
  action: 'lambda:InvokeFunction',
  resource: orders,
  principal: { kind: 'aws', arns: [session, role, 'arn:aws:iam::000000000000:root'] },
  context: new Map(),
};

/** What one statement that allows by itself says, changed by `fields`. */
function decide(
  fields: Readonly<Record<string, unknown>>,
  request: Partial<AccessRequest> = {},
  version = '2012-10-17',
): Decision {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', ...fields };
  const document = JSON.stringify({ Version: version, Statement: statement });
  return evaluatePolicies([document], { ...invoking, ...request });
}

function holds(
  condition: Readonly<Record<string, unknown>>,
  context: Readonly<Record<string, readonly string[]>> = {},
): boolean {
  const keys = new Map(Object.entries(context));
  return decide({ Condition: condition }, { context: keys }) === 'allow';
}

suite('Policies', () => {
  test('say nothing to what no statement is about', () => {
    assert.equal(evaluatePolicies([], invoking), 'none');
    assert.equal(decide({ Action: 's3:*' }), 'none');
    assert.equal(decide({ Resource: `${orders}:live` }), 'none');
  });

  test('deny what one statement denies, whatever the others allow', () => {
    const allow = JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
    const deny = JSON.stringify({
      Statement: [{ Effect: 'Deny', Action: 'lambda:*', Resource: '*' }],
    });
    assert.equal(evaluatePolicies([allow], invoking), 'allow');
    assert.equal(evaluatePolicies([allow, deny], invoking), 'deny');
    assert.equal(evaluatePolicies([deny, allow], invoking), 'deny');
  });

  test('name actions without regard to case, and with wildcards', () => {
    assert.equal(decide({ Action: ['s3:GetObject', 'LAMBDA:invoke*'] }), 'allow');
    assert.equal(decide({ Action: 'lambda:Invoke?unction' }), 'allow');
    assert.equal(decide({ Action: 'lambda:Invoke' }), 'none');
    assert.equal(decide({ Action: undefined, NotAction: ['lambda:Invoke*'] }), 'none');
    assert.equal(decide({ Action: undefined, NotAction: ['s3:*'] }), 'allow');
  });

  test('name resources with regard to case, with wildcards and without trailing fields', () => {
    assert.equal(decide({ Resource: 'arn:aws:lambda:*:*:function:ord*' }), 'allow');
    assert.equal(decide({ Resource: 'arn:aws:lambda:us-east-1:*' }), 'allow');
    assert.equal(decide({ Resource: 'arn:aws:lambda' }), 'allow');
    assert.equal(decide({ Resource: 'arn:aws:lambda:*:*:function:Orders' }), 'none');
    assert.equal(decide({ Resource: undefined, NotResource: [orders] }), 'none');
  });

  test('find the longest wildcard in a moment', () => {
    const resource = `${orders}${'a'.repeat(2000)}`;
    assert.equal(decide({ Resource: `arn:aws:lambda:${'*a'.repeat(500)}b` }, { resource }), 'none');
  });

  test('fill in variables, whose values have no wildcards', () => {
    const context = new Map([
      ['aws:principaltag/team', ['ord*']],
      ['aws:username', ['orders']],
    ]);
    const named = (variable: string) => `arn:aws:lambda:*:*:function:$\{${variable}}`;
    assert.equal(decide({ Resource: named('aws:UserName') }, { context }), 'allow');
    assert.equal(decide({ Resource: named('aws:PrincipalTag/team') }, { context }), 'none');
    assert.equal(decide({ Resource: named("aws:PrincipalTag/x, 'orders'") }), 'allow');
    assert.equal(decide({ Resource: named('aws:PrincipalTag/x') }), 'none');
    assert.equal(decide({ Resource: named('aws:username') }, { context }, '2008-10-17'), 'none');
    assert.equal(decide({ Resource: undefined, NotResource: named('aws:PrincipalTag/x') }), 'none');
  });

  test('name principals by ARN, account, service and provider', () => {
    const service = { principal: { kind: 'service', name: 'lambda.amazonaws.com' } } as const;
    const federated = {
      principal: { kind: 'federated', provider: 'accounts.google.com' },
    } as const;
    const anonymous = { principal: { kind: 'anonymous' } } as const;
    assert.equal(decide({ Principal: { AWS: ['arn:aws:iam::1:role/x', role] } }), 'allow');
    assert.equal(decide({ Principal: { AWS: '000000000000' } }), 'allow');
    assert.equal(decide({ Principal: { AWS: '111111111111' } }), 'none');
    assert.equal(decide({ Principal: { AWS: 'arn:aws:iam::000000000000:role/*' } }), 'none');
    assert.equal(decide({ Principal: { Service: 'lambda.amazonaws.com' } }, service), 'allow');
    assert.equal(decide({ Principal: { Service: 'sns.amazonaws.com' } }, service), 'none');
    assert.equal(decide({ Principal: { Federated: 'accounts.google.com' } }, federated), 'allow');
    assert.equal(decide({ Principal: { AWS: role } }, anonymous), 'none');
    assert.equal(decide({ Principal: '*' }, anonymous), 'allow');
    assert.equal(decide({ Principal: { AWS: '*' } }, anonymous), 'allow');
    assert.equal(decide({ Effect: 'Deny', NotPrincipal: { AWS: role } }), 'none');
    assert.equal(decide({ Effect: 'Deny', NotPrincipal: { AWS: 'x' } }), 'deny');
  });

  test('compare texts', () => {
    const context = { 'lambda:functionurlauthtype': ['AWS_IAM'] };
    const key = 'lambda:FunctionUrlAuthType';
    assert.ok(holds({ StringEquals: { [key]: ['NONE', 'AWS_IAM'] } }, context));
    assert.ok(!holds({ StringEquals: { [key]: 'aws_iam' } }, context));
    assert.ok(!holds({ StringEquals: { [key]: 'AWS*' } }, context));
    assert.ok(holds({ StringEqualsIgnoreCase: { [key]: 'aws_iam' } }, context));
    assert.ok(holds({ StringLike: { [key]: 'AWS*' } }, context));
    assert.ok(!holds({ StringNotEquals: { [key]: ['NONE', 'AWS_IAM'] } }, context));
    assert.ok(holds({ StringNotLike: { [key]: 'N*' } }, context));
  });

  test('compare ARNs part by part', () => {
    const context = { 'aws:sourcearn': ['arn:aws:s3:::bucket'] };
    assert.ok(holds({ ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::b*' } }, context));
    assert.ok(holds({ ArnEquals: { 'AWS:SourceArn': 'arn:*:s3:*:*:bucket' } }, context));
    assert.ok(!holds({ ArnLike: { 'AWS:SourceArn': 'arn:aws:*:bucket' } }, context));
    assert.ok(holds({ ArnNotLike: { 'AWS:SourceArn': 'arn:aws:sns:::*' } }, context));
  });

  test('compare numbers, dates, truths, bytes and addresses', () => {
    assert.ok(holds({ NumericLessThanEquals: { n: '10' } }, { n: ['9.5'] }));
    assert.ok(!holds({ NumericGreaterThan: { n: 10 } }, { n: ['10'] }));
    assert.ok(holds({ DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }));
    assert.ok(!holds({ DateLessThan: { 'aws:EpochTime': '1577836800' } }));
    assert.ok(holds({ Bool: { b: true } }, { b: ['true'] }));
    assert.ok(holds({ BinaryEquals: { b: 'AAEC' } }, { b: ['AAEC'] }));
    assert.ok(holds({ IpAddress: { ip: ['10.0.0.0/8', '127.0.0.0/8'] } }, { ip: ['127.0.0.1'] }));
    assert.ok(holds({ IpAddress: { ip: '2001:db8::/32' } }, { ip: ['2001:db8::1'] }));
    assert.ok(!holds({ NotIpAddress: { ip: '127.0.0.1' } }, { ip: ['127.0.0.1'] }));
  });

  test('tell what a request lacks from what it has', () => {
    assert.ok(holds({ Null: { x: 'true' } }));
    assert.ok(!holds({ Null: { x: 'false' } }));
    assert.ok(holds({ Null: { x: false } }, { x: ['1'] }));
    assert.ok(!holds({ StringEquals: { x: '1' } }));
    assert.ok(holds({ StringEqualsIfExists: { x: '1' } }));
    assert.ok(!holds({ StringEqualsIfExists: { x: '1' } }, { x: ['2'] }));
    assert.ok(holds({ StringNotEquals: { x: '1' } }));
  });

  test('look at all or at any of several values', () => {
    const tags = { 'aws:tagkeys': ['team', 'cost'] };
    assert.ok(
      holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost', 'x'] } }, tags),
    );
    assert.ok(!holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, tags));
    assert.ok(holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }));
    assert.ok(holds({ 'ForAnyValue:StringLike': { 'aws:TagKeys': 'c*' } }, tags));
    assert.ok(!holds({ 'ForAnyValue:StringLike': { 'aws:TagKeys': 'c*' } }));
    assert.ok(holds({ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'team' } }, tags));
  });

  test('want all of their conditions', () => {
    const context = { a: ['1'], b: ['2'] };
    assert.ok(holds({ StringEquals: { a: '1', b: '2' } }, context));
    assert.ok(!holds({ StringEquals: { a: '1' }, StringLike: { b: '1*' } }, context));
  });

  test('refuse what they cannot tell: neither allowed nor escaped', () => {
    for (const condition of [
      { StringResembles: { a: '1' } },
      { NumericLessThan: { a: 'ten' } },
      { NumericLessThan: { a: '10 apples' } },
      { NumericLessThan: { a: '' } },
      { NotIpAddress: { a: 'nowhere' } },
    ]) {
      const context = new Map([['a', ['1']]]);
      assert.equal(decide({ Condition: condition }, { context }), 'none');
      assert.equal(decide({ Effect: 'Deny', Condition: condition }, { context }), 'deny');
    }
    assert.equal(evaluatePolicies(['{'], invoking), 'deny');
  });
});
