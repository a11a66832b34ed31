import assert from 'node:assert/strict';
import type { FunctionSummary } from '../../src/aws/lambdaFunction.ts';
import { describeRow } from '../../src/views/rows/describeRow.ts';

const now = new Date('2026-11-22T12:00:00Z');

suite('the row of a function', () => {
  for (const [runtime, description, life, color] of [
    ['nodejs24.x', 'nodejs24.x · 128 MB · 2 h ago', /nodejs24\.x: in service until 2028-04-30/],
    ['python3.8', 'python3.8, end of life · 128 MB · 2 h ago', /since 2024-10-14/, 'list.warning'],
    ['nodejs26.x', 'nodejs26.x · 128 MB · 2 h ago', /Runtime: nodejs26\.x\n/],
    ['custom', 'custom · 128 MB · 2 h ago', /Runtime: custom\n/],
    [undefined, 'container image · 128 MB · 2 h ago', /Runtime: container image\n/],
  ] as const) {
    test(`says of ${runtime} how it stands`, () => {
      const drawn = describeRow({ kind: 'function', function: summary({ runtime }) }, now);
      assert.equal(drawn.description, description);
      assert.match(drawn.tooltip ?? '', life);
      assert.equal(drawn.color?.startsWith(color ?? '?') ?? false, color !== undefined);
    });
  }

  test('warns louder once it cannot be updated any more', () => {
    const row = { kind: 'function', function: summary({ runtime: 'python3.8' }) } as const;
    const drawn = describeRow(row, new Date('2027-03-03'));
    assert.equal(drawn.color, 'list.errorForeground');
    assert.match(drawn.tooltip ?? '', /cannot be updated since 2027-03-03/);
  });

  for (const [date, words] of [
    ['2026-11-22T11:59:30.000+0000', /just now$/],
    ['2026-11-22T11:58:30.000+0000', /1 min ago$/],
    ['2026-11-21T11:00:00.000+0000', /yesterday$/],
    ['2026-10-01T11:00:00.000+0000', /a month ago$/],
    ['2022-10-01T11:00:00.000+0000', /4 years ago$/],
    ['never', /MB$/],
    ['', /MB$/],
  ] as const) {
    test(`says of a change at "${date}" when that was`, () => {
      const row = { kind: 'function', function: summary({ lastModified: date }) } as const;
      assert.match(describeRow(row, now).description ?? '', words);
    });
  }
});

function summary(more: Partial<FunctionSummary>): FunctionSummary {
  return {
    name: 'orders',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:orders',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    role: 'arn:aws:iam::000000000000:role/runner',
    description: '',
    memory: 128,
    timeout: 3,
    lastModified: '2026-11-22T10:00:00.000+0000',
    codeSha256: '',
    tenantIsolation: false,
    durable: false,
    ...more,
  };
}
