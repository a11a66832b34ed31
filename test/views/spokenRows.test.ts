import assert from 'node:assert/strict';
import type { HistoryRow, Row } from '../../src/app/row.ts';
import { describeRow } from '../../src/views/rows/describeRow.ts';

suite('what a screen reader says of a row', () => {
  const role = 'arn:aws:iam::123456789012:role/orders-role';
  const sayings: readonly (readonly [Row | HistoryRow, string])[] = [
    [{ kind: 'configuration' } as Row, 'Configuration'],
    [{ kind: 'functionGroup', name: 'orders', rows: [] }, 'orders, 0 functions'],
    [{ kind: 'period', name: 'Today', ids: ['1'] }, 'Today, 1 invocation'],
    [{ kind: 'fact', label: 'Memory', value: '128 MB' }, 'Memory: 128 MB'],
    [
      { kind: 'fact', label: 'Role', value: 'orders-role', tooltip: role },
      `Role, orders-role. ${role}`,
    ],
    [
      { kind: 'fact', label: 'None', value: '', tooltip: 'Lambda reads no queue.' },
      'None. Lambda reads no queue.',
    ],
  ];
  for (const [row, words] of sayings) {
    test(words, () => assert.equal(describeRow(row, new Date()).spoken, words));
  }
});
