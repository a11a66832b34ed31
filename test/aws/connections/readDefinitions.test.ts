import assert from 'node:assert/strict';
import { readDefinitions } from '../../../src/aws/connections/readDefinitions.ts';

suite('The setting of the connections', () => {
  test('takes all that a connection may have', () => {
    const all = [
      { name: 'prod', credentials: { kind: 'profile', profile: 'work' }, protected: true },
      { name: 'shell', credentials: { kind: 'environment' }, history: false },
      { name: 'chain', credentials: { kind: 'default' }, region: 'eu-west-1' },
      {
        name: 'guest',
        credentials: {
          kind: 'cognito',
          identityPoolId: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef',
          provider: 'accounts.google.com',
          roleArn: 'arn:aws:iam::123456789012:role/guest',
        },
      },
      {
        name: 'emulator',
        credentials: { kind: 'accessKeys' },
        endpoint: { url: 'http://10.0.0.1:4566', caFile: '/ca.pem', allowHttp: true },
        assumeRole: {
          roleArn: 'arn:aws-cn:iam::123456789012:role/path/deploy',
          externalId: 'of/them:1',
          sessionName: 'me@example.com',
          duration: 900,
          mfaSerial: 'arn:aws:iam::123456789012:mfa/me',
        },
      },
    ];
    assert.deepEqual(readDefinitions(all), { definitions: all, faults: [] });
    assert.deepEqual(readDefinitions(undefined), { definitions: [], faults: [] });
  });

  const keys = { kind: 'accessKeys' };
  const arn = 'arn:aws:iam::123456789012:role/x';
  const wrong: Record<string, [connection: unknown, fault: string]> = {
    'that is no object': ['prod', 'Connection 1 is wrong: the connection is not an object.'],
    'without a name': [{ credentials: keys }, 'Connection 1 lacks name.'],
    'with the name of the built-in one': [
      { name: 'local', credentials: keys },
      'Connection 1 has a wrong name: The name local belongs to the built-in connection.',
    ],
    'without credentials': [
      { name: 'a' },
      'The connection a has no known kind of credentials: profile, environment, default, cognito or accessKeys.',
    ],
    'of an unknown kind': [
      { name: 'a', credentials: { kind: 'constructor' } },
      'The connection a has no known kind of credentials: profile, environment, default, cognito or accessKeys.',
    ],
    'without a profile': [
      { name: 'a', credentials: { kind: 'profile' } },
      'The connection a lacks profile.',
    ],
    'with a wrong identity pool': [
      { name: 'a', credentials: { kind: 'cognito', identityPoolId: 'pool' } },
      `The connection a has a wrong identityPoolId: An identity pool's id looks like eu-west-1:12345678-90ab-cdef-1234-567890abcdef.`,
    ],
    'with a wrong role': [
      { name: 'a', credentials: keys, assumeRole: { roleArn: 'admin' } },
      `The connection a has a wrong roleArn: A role's ARN looks like arn:aws:iam::123456789012:role/name.`,
    ],
    'with too long a session': [
      { name: 'a', credentials: keys, assumeRole: { roleArn: arn, duration: 1e6 } },
      'The connection a has a wrong duration: A session lasts a whole number from 900 to 43200 seconds.',
    ],
    'with an address of another kind': [
      { name: 'a', credentials: keys, endpoint: { url: 'file:///etc/passwd' } },
      `The connection a has a wrong url: An endpoint's address begins with https:// or http://, e.g. http://localhost:4566.`,
    ],
    'with a password in an address': [
      { name: 'a', credentials: keys, endpoint: { url: 'https://me:hidden@example.com' } },
      `The connection a has a wrong url: An endpoint's address names no user and no password.`,
    ],
    'with a region that leads to another host': [
      { name: 'a', credentials: keys, region: 'x.example.com/' },
      'The connection a has a wrong region: A region looks like eu-west-1.',
    ],
    'with a switch that is no switch': [
      { name: 'a', credentials: keys, protected: 'yes' },
      'The connection a has a protected that is neither true nor false.',
    ],
    'with a secret': [
      { name: 'a', credentials: { ...keys, secretAccessKey: 'hidden' } },
      'The connection a has a member of credentials that is not one of kind; secrets do not belong into settings.',
    ],
  };
  for (const [what, [connection, fault]] of Object.entries(wrong)) {
    test(`leaves out a connection ${what}, and says so`, () => {
      const other = { name: 'b', credentials: { kind: 'default' } };
      const { definitions, faults } = readDefinitions([connection, other]);
      assert.deepEqual(definitions, [other]);
      assert.deepEqual(faults, [fault]);
    });
  }

  test('keeps the first of two connections with the same name', () => {
    const first = { name: 'a', credentials: { kind: 'default' } };
    const { definitions, faults } = readDefinitions([first, { ...first, region: 'eu-west-1' }]);
    assert.deepEqual(definitions, [first]);
    assert.deepEqual(faults, ['The connection a has the name of another one.']);
  });

  test('that is no list has no connections', () => {
    const { definitions, faults } = readDefinitions({ a: 1 });
    assert.deepEqual(definitions, []);
    assert.deepEqual(faults, ['lambdaBench.connections is not a list of connections.']);
  });
});
