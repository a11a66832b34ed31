import assert from 'node:assert/strict';
import { matchShared, parseSharedBindings, toSetting } from '../../src/payload/sharedBindings.ts';

suite('shared bindings', () => {
  test('are read from names, names with qualifiers, ARNs and objects', () => {
    const { bindings, faults } = parseSharedBindings({
      'a.json': 'orders',
      'b.json': 'orders:live',
      'c.json': 'arn:aws:lambda:eu-west-1:123456789012:function:orders:7',
      'd.json': {
        function: 'orders',
        qualifier: '$LATEST',
        type: 'Event',
        account: '123456789012',
        region: 'us-gov-east-1',
        variables: true,
      },
    });
    assert.deepEqual(faults, []);
    assert.deepEqual(
      bindings.map(({ binding }) => binding),
      [
        { functionName: 'orders' },
        { functionName: 'orders', qualifier: 'live' },
        { functionName: 'arn:aws:lambda:eu-west-1:123456789012:function:orders', qualifier: '7' },
        {
          functionName: 'orders',
          qualifier: '$LATEST',
          type: 'Event',
          account: '123456789012',
          region: 'us-gov-east-1',
          variables: true,
        },
      ],
    );
  });

  test('that are wrong are named with the reason, and the right ones work', () => {
    const { bindings, faults } = parseSharedBindings({
      'good.json': 'orders',
      'name.json': 'no spaces allowed',
      'type.json': { function: 'orders', type: 'Sync' },
      'account.json': { function: 'orders', account: 123456789012 },
      'missing.json': { qualifier: 'live' },
      'extra.json': { function: 'orders', profile: 'x' },
      'variables.json': { function: 'orders', variables: 'yes' },
      'number.json': 7,
      '{open.json': 'orders',
    });
    assert.deepEqual(
      bindings.map(({ glob }) => glob),
      ['good.json'],
    );
    const expected = [
      /name\.json.*name or ARN/,
      /type\.json.*RequestResponse, Event or DryRun/,
      /account\.json.*twelve digits/,
      /missing\.json.*"function" is missing/,
      /extra\.json.*must be "function"/,
      /variables\.json.*must be true or false/,
      /number\.json.*must be "function"/,
      /\{open\.json.*brace/,
    ];
    assert.equal(faults.length, expected.length);
    for (const [index, pattern] of expected.entries()) assert.match(faults[index] ?? '', pattern);
  });

  test('of a setting that is no object are none, with a message', () => {
    assert.equal(parseSharedBindings(['orders']).faults.length, 1);
    assert.deepEqual(parseSharedBindings(undefined), { bindings: [], faults: [] });
  });

  test('match by the most specific glob, in whatever order they stand', () => {
    const globs = [
      '**',
      '*.json',
      '**/*.json',
      'events/**',
      'events/*.json',
      'events/order-*.json',
      'events/order-created.json',
    ];
    for (const order of [globs, globs.toReversed()]) {
      const { bindings } = parseSharedBindings(
        Object.fromEntries(order.map((glob) => [glob, 'f'])),
      );
      const winner = (path: string) => matchShared(bindings, path)?.glob;
      assert.equal(winner('events/order-created.json'), 'events/order-created.json');
      assert.equal(winner('events/order-paid.json'), 'events/order-*.json');
      assert.equal(winner('events/user.json'), 'events/*.json');
      assert.equal(winner('events\\deep\\user.json'), 'events/**');
      assert.equal(winner('notes.txt'), '**');
    }
  });

  test('do not match a file that no glob is about', () => {
    const { bindings } = parseSharedBindings({ 'events/*.json': 'orders' });
    assert.equal(matchShared(bindings, 'other/a.json'), undefined);
  });

  for (const written of [
    'orders',
    'orders:live',
    'arn:aws:lambda:eu-west-1:123456789012:function:orders:7',
    { function: 'orders', type: 'Event' },
    { function: 'orders', qualifier: 'live', account: '123456789012', region: 'eu-west-1' },
  ]) {
    test(`${JSON.stringify(written)} is written as it was read`, () => {
      const [read] = parseSharedBindings({ 'a.json': written }).bindings;
      assert.ok(read);
      assert.deepEqual(toSetting(read.binding), written);
    });
  }
});
