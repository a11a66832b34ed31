import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { isUserError } from '../../src/errors.ts';
import { type MotoServer, startMotoServer } from '../support/motoServer.ts';
import { nodeFunction } from '../support/nodeFunction.ts';

/** What the local endpoint and the extension could only agree on by mistake, moto sees for itself. */
suite('the management of functions against moto_server', () => {
  let moto: MotoServer | undefined;
  let account: Account;

  suiteSetup(async function () {
    this.timeout(60_000);
    moto = await startMotoServer();
    if (!moto) {
      console.log(
        '      moto_server is not installed here, so it was not asked (pip install "moto[server]")',
      );
      this.skip();
    }
    account = connect({
      connection: 'moto',
      endpoint: moto.endpoint,
      region: 'us-east-1',
      accountId: '123456789012',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { arn } = await account.roles.create({ name: 'runner', description: 'for moto' });
    const zip = zipSync({ 'index.mjs': strToU8('first') });
    const tags = { team: 'blue' };
    await account.functions.create({ ...nodeFunction('orders', arn), zip, tags });
  });
  suiteTeardown(() => moto?.[Symbol.asyncDispose]());

  test('a function is listed, found and described', async () => {
    const names: string[] = [];
    for await (const page of account.functions.list()) names.push(...page.map(({ name }) => name));
    assert.deepEqual(names, ['orders']);
    const found = await account.functions.find('orders');
    assert.equal(found?.runtime, 'nodejs24.x');
    assert.equal(await account.functions.find('nobody'), undefined);
    const details = await account.functions.details('orders');
    assert.equal(details.settings.Timeout, 3);
    assert.equal((await account.functions.tags(found.arn))['team'], 'blue');
  });

  test('its configuration, concurrency and URL are changed and taken back', async () => {
    const { functions } = account;
    const Environment = { Variables: { BB: '2', AA: '1' } };
    await functions.updateSettings('orders', { Timeout: 9, MemorySize: 256, Environment }, {});
    const { settings } = await functions.details('orders');
    assert.deepEqual([settings.Timeout, settings.MemorySize], [9, 256]);
    assert.deepEqual(settings.Environment, Environment);
    assert.equal(await functions.reservedConcurrency('orders'), undefined);
    await functions.setReservedConcurrency('orders', 5);
    assert.equal(await functions.reservedConcurrency('orders'), 5);
    await functions.setReservedConcurrency('orders', undefined);
    assert.equal(await functions.reservedConcurrency('orders'), undefined);
    assert.equal(await functions.url('orders'), undefined);
    await functions.setUrl('orders', { AuthType: 'AWS_IAM' });
    assert.equal((await functions.url('orders'))?.settings.AuthType, 'AWS_IAM');
    await functions.setUrl('orders', undefined);
    assert.equal(await functions.url('orders'), undefined);
  });

  test('its code is replaced, published and reached by an alias', async () => {
    const { functions } = account;
    const before = await functions.find('orders');
    const zip = zipSync({ 'index.mjs': strToU8('second') });
    const updated = await functions.updateCode('orders', zip);
    assert.notEqual(updated.codeSha256, before?.codeSha256);
    const { codeSha256 } = updated;
    const version = await functions.publishVersion('orders', { description: 'one', codeSha256 });
    assert.equal(version, '1');
    await functions.createAlias('orders', { alias: 'live', version, description: '' });
    const { revision } = await functions.alias('orders', 'live');
    await functions.moveAlias('orders', { alias: 'live', version: '$LATEST', revision });
    assert.equal((await functions.alias('orders', 'live')).version, '$LATEST');
    const kinds: string[] = [];
    for await (const page of functions.qualifiers('orders')) {
      kinds.push(...page.map(({ kind, name }) => `${kind} ${name}`));
    }
    assert.deepEqual(kinds, ['alias live', 'version 1']);
  });

  test('what is refused is said', async () => {
    await assert.rejects(
      account.functions.details('nobody'),
      (error) => isUserError(error) && /nobody does not exist/.test(error.message),
    );
  });

  test('it is deleted', async () => {
    await account.functions.delete('orders');
    assert.equal(await account.functions.find('orders'), undefined);
  });
});
