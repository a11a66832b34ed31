import assert from 'node:assert/strict';
import {
  functionDescriptionProblem,
  functionNameProblem,
  handlerProblem,
  memoryProblem,
  roleDescriptionProblem,
  roleNameProblem,
  timeoutProblem,
} from '../../src/aws/names.ts';

suite('names and numbers that are typed', () => {
  test('a role takes every character that IAM allows', () => {
    assert.equal(roleNameProblem('Orders_role+=,.@-9'), undefined);
    assert.equal(roleNameProblem('r'.repeat(64)), undefined);
  });

  test('a role without a name, too long or with other characters is refused', () => {
    assert.match(roleNameProblem('') ?? '', /needs a name/);
    assert.match(roleNameProblem('r'.repeat(65)) ?? '', /at most 64 characters; this has 65/);
    assert.match(roleNameProblem('my role') ?? '', /cannot contain a blank/);
    assert.match(roleNameProblem('role/orders') ?? '', /cannot contain \//);
    assert.match(roleNameProblem('rôle') ?? '', /cannot contain ô/);
    assert.match(roleNameProblem('role🔑') ?? '', /cannot contain 🔑/);
  });

  test('a character that cannot be seen is named by its number', () => {
    assert.match(roleNameProblem('role\t') ?? '', /U\+0009/);
    assert.match(functionNameProblem('a\u00a0b') ?? '', /U\+00A0/);
  });

  test('a description of a role has Western European characters only', () => {
    assert.equal(roleDescriptionProblem(''), undefined);
    assert.equal(roleDescriptionProblem('Für Bestellungen,\n«ja»'), undefined);
    assert.match(roleDescriptionProblem('it’s') ?? '', /cannot contain ’/);
    assert.match(roleDescriptionProblem('注文') ?? '', /cannot contain 注/);
    assert.match(roleDescriptionProblem('d'.repeat(1001)) ?? '', /at most 1000/);
  });

  test('a function has letters, digits, hyphens and underscores', () => {
    assert.equal(functionNameProblem('Orders_v2-live'), undefined);
    assert.match(functionNameProblem('') ?? '', /needs a name/);
    assert.match(functionNameProblem('orders.v2') ?? '', /cannot contain \./);
    assert.match(functionNameProblem('f'.repeat(65)) ?? '', /at most 64/);
  });

  test('a description of a function has at most 256 characters, whichever', () => {
    assert.equal(functionDescriptionProblem('🛒'.repeat(256)), undefined);
    assert.match(functionDescriptionProblem('d'.repeat(257)) ?? '', /this has 257/);
  });

  test('a handler names a file and an export', () => {
    assert.equal(handlerProblem('index.handler'), undefined);
    assert.equal(handlerProblem('src/orders.created.handler'), undefined);
    for (const handler of ['', 'index', 'index.', '.handler', 'src/handler', 'index.my handler']) {
      assert.notEqual(handlerProblem(handler), undefined, handler);
    }
    assert.match(handlerProblem(`${'f'.repeat(128)}.h`) ?? '', /at most 128/);
  });

  test('memory is a whole number of MB from 128 to 10240', () => {
    for (const good of ['128', '1769', '10240']) assert.equal(memoryProblem(good), undefined, good);
    for (const bad of ['', '127', '10241', '128.5', '1e3', 'much', '-128', '0x100']) {
      assert.match(memoryProblem(bad) ?? '', /from 128 to 10240 MB/, bad);
    }
  });

  test('a time-out is a whole number of seconds from 1 to 900', () => {
    for (const good of ['1', '3', '900']) assert.equal(timeoutProblem(good), undefined, good);
    for (const bad of ['', '0', '901', '2.5', 'long']) {
      assert.match(timeoutProblem(bad) ?? '', /from 1 to 900 seconds/, bad);
    }
  });
});
