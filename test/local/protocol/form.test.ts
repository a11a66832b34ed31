import assert from 'node:assert/strict';
import { CreateRoleRequest$, ListPoliciesRequest$ } from '@aws-sdk/client-iam';
import { NormalizedSchema } from '@smithy/core/schema';
import { decodeForm, readForm } from '../../../src/local/protocol/form.ts';
import { ServiceError } from '../../../src/local/protocol/serviceError.ts';

suite('The form of an awsQuery request', () => {
  test('is read into structures, lists, numbers and Booleans by the schema', () => {
    const role = read(CreateRoleRequest$, {
      Action: 'CreateRole',
      RoleName: 'größe',
      MaxSessionDuration: '7200',
      'Tags.member.1.Key': 'a',
      'Tags.member.1.Value': '',
      'Tags.member.2.Key': 'b',
      'Tags.member.2.Value': '1',
      Unknown: 'x',
    });
    assert.deepEqual(role, {
      RoleName: 'größe',
      MaxSessionDuration: 7200,
      Tags: [
        { Key: 'a', Value: '' },
        { Key: 'b', Value: '1' },
      ],
    });
    assert.deepEqual(read(ListPoliciesRequest$, { OnlyAttached: 'true' }), { OnlyAttached: true });
  });

  test('has an empty list where the name stands alone', () => {
    assert.deepEqual(read(CreateRoleRequest$, { Tags: '' }), { Tags: [] });
  });

  test('is refused where a value is of a wrong kind', () => {
    const wrong = (fields: Record<string, string>) => () => read(CreateRoleRequest$, fields);
    assert.throws(wrong({ MaxSessionDuration: 'long' }), ServiceError);
    assert.throws(wrong({ MaxSessionDuration: '' }), ServiceError);
  });

  test('is refused where its names are nested beyond reason', () => {
    assert.throws(() => readForm([[Array(1000).fill('a').join('.'), '']]), ServiceError);
  });

  function read(schema: typeof CreateRoleRequest$, fields: Record<string, string>): unknown {
    return decodeForm(NormalizedSchema.of(schema), readForm(Object.entries(fields)));
  }
});
