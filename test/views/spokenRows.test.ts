import assert from 'node:assert/strict';
import type { Row } from '../../src/app/row.ts';
import { describeRow } from '../../src/views/rows/describeRow.ts';

suite('what a screen reader says of a row', () => {
  const role = 'arn:aws:iam::123456789012:role/orders-role';
  const sayings: readonly (readonly [Row, string])[] = [
    [{ kind: 'configuration' } as Row, 'Configuration'],
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
