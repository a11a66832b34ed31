import assert from 'node:assert/strict';
import { globFault, globMatches, globOf } from '../../src/payload/glob.ts';

suite('a glob', () => {
  for (const [glob, path, expected] of [
    ['events/*.json', 'events/a.json', true],
    ['events/*.json', 'events/deep/a.json', false],
    ['events/**/*.json', 'events/a.json', true],
    ['events/**/*.json', 'events/deep/er/a.json', true],
    ['events/**', 'events/deep/a.json', true],
    ['events/**', 'eventsa.json', false],
    ['**/orders/*.json', 'orders/a.json', true],
    ['**/orders/*.json', 'x/y/orders/a.json', true],
    ['**/orders/*.json', 'x/reorders/a.json', false],
    ['*.json', 'deep/in/a.json', true],
    ['order-?.json', 'events/order-1.json', true],
    ['order-?.json', 'events/order-12.json', false],
    ['events/{order,invoice}-*.json', 'events/invoice-1.json', true],
    ['events/{order,invoice}-*.json', 'events/refund-1.json', false],
    ['{a,b{c,d}}.json', 'bd.json', true],
    ['{a/**,b}/x.json', 'a/q/x.json', true],
    ['./events/a.json', 'events/a.json', true],
    ['events/a+(b).json', 'events/a+(b).json', true],
    ['events/a.json', 'events/aXjson', false],
    ['*.json', 'événements/🎉.json', true],
    ['?.json', '🎉.json', true],
  ] as const) {
    test(`${glob} ${expected ? 'matches' : 'does not match'} ${path}`, () => {
      assert.equal(globMatches(glob, path), expected);
    });
  }

  test('with a lone brace or without anything in it is faulty', () => {
    assert.match(globFault('events/{a.json') ?? '', /brace/);
    assert.match(globFault('a}{') ?? '', /brace/);
    assert.match(globFault(' ') ?? '', /empty/);
    assert.equal(globFault('{a,{b,c}}'), undefined);
  });

  test('of a file fits that file, whatever its name, and no other of its name elsewhere', () => {
    for (const path of ['a.json', 'events/{a,b}.json', 'events/what?*.json', 'déjà/[vu].json']) {
      assert.ok(globMatches(globOf(path), path), path);
      assert.equal(globFault(globOf(path)), undefined);
      assert.ok(!globMatches(globOf(path), `elsewhere/${path}`), path);
    }
  });
});
