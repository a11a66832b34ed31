import assert from 'node:assert/strict';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import type { FunctionSummary } from '../../src/aws/lambdaFunction.ts';
import { permissionRows } from '../../src/rows/permissions.ts';
import { triggerRows } from '../../src/rows/triggers.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { startRefusingEndpoint } from '../support/refusingEndpoint.ts';
import { startTestBench, type TestBench } from '../support/testApp.ts';

suite('rows of a function whose versions cannot be listed', () => {
  let bench: TestBench;
  let refusing: Awaited<ReturnType<typeof startRefusingEndpoint>>;
  let account: Account;
  let summary: FunctionSummary;

  suiteSetup(async () => {
    bench = await startTestBench();
    refusing = await startRefusingEndpoint();
    const { arn } = await bench.account.roles.create({ name: 'runner', description: '' });
    summary = await bench.account.functions.create(nodeFunction('orders', arn));
    const { qualifiers } = connect({
      ...bench.account.target,
      endpoint: refusing.endpoint,
    }).functions;
    account = { ...bench.account, functions: { ...bench.account.functions, qualifiers } };
  });
  suiteTeardown(async () => {
    await refusing.close();
    await bench.close();
  });

  test('show what is known, and that the rest is not', async () => {
    const { signal } = new AbortController();
    for (const [rows, first] of [
      [await permissionRows(summary, account, signal), 'Nobody but this account'],
      [await triggerRows(summary, account, signal), 'None'],
    ] as const) {
      const facts = rows.map((row) => (row.kind === 'fact' ? [row.label, row.value] : [row.kind]));
      assert.deepEqual(facts, [
        [first, ''],
        ['Versions and aliases', 'not known'],
      ]);
    }
  });
});
