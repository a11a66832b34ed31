import assert from 'node:assert/strict';
import { connect } from '../../src/aws/connect.ts';
import type { RoleSummary } from '../../src/aws/role.ts';
import { openConsole } from '../../src/commands/openConsole.ts';
import { openTestApp } from '../support/testApp.ts';

const place = {
  region: 'eu-west-1',
  accountId: undefined,
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
};

suite('opening the AWS console', () => {
  test('a connection with an endpoint of its own has no console, which is said', async () => {
    const endpoint = 'http://127.0.0.1:1';
    const opened = await openTestApp(connect({ ...place, connection: 'local', endpoint }), []);
    const result = openConsole(opened.app, { kind: 'role', role: roleIn('aws') });
    await assert.rejects(result, /local has no AWS console/);
    await opened.finish();
  });

  test('the page of a row opens without a request', async () => {
    const opened = await openTestApp(
      connect({ ...place, connection: 'prod', endpoint: undefined }),
      [],
    );
    await openConsole(opened.app, { kind: 'role', role: roleIn('aws') });
    assert.match(opened.shown.urls[0] ?? '', /console\.aws\.amazon\.com.*runner$/);
    await opened.finish();
  });

  test('a partition without a public console is said to have none', async () => {
    const opened = await openTestApp(
      connect({ ...place, connection: 'prod', endpoint: undefined }),
      [],
    );
    const result = openConsole(opened.app, { kind: 'role', role: roleIn('aws-iso') });
    await assert.rejects(result, /no console on the public internet/);
    await opened.finish();
  });
});

function roleIn(partition: string): RoleSummary {
  return {
    name: 'runner',
    arn: `arn:${partition}:iam::123456789012:role/runner`,
    path: '/',
    description: '',
    trusts: [],
    created: '2026-01-01T00:00:00Z',
  };
}
