import assert from 'node:assert/strict';
import { zipSync } from 'fflate';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { readFunctionError } from '../../src/aws/functionError.ts';
import type { NewFunction } from '../../src/aws/lambdaFunction.ts';
import { decodeLog, readReport } from '../../src/aws/logTail.ts';
import type { InvokeRequest, Outcome } from '../../src/aws/outcome.ts';
import { isUserError } from '../../src/errors.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';

/** The whole life of a role and a function, with the local endpoint on the other side. */
suite('The local account', () => {
  let endpoint: LocalEndpoint;
  let account: Account;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const { accessKeyId, secretAccessKey, region, accountId } = endpoint;
    account = connect({
      connection: 'local',
      endpoint: endpoint.endpoint,
      region,
      accountId,
      credentials: { accessKeyId, secretAccessKey },
    });
  });

  suiteTeardown(() => endpoint.stop());

  async function newRole(name: string): Promise<string> {
    const { arn } = await account.roles.create({ name, description: '', tags: { flow: name } });
    return arn;
  }

  async function newFunction(name: string, handler: string): Promise<void> {
    const role = await newRole(`${name}-role`);
    await account.functions.create(described(name, role, handler));
  }

  async function answer(changes: Partial<InvokeRequest> & { functionName: string }) {
    const outcome = await account.invoke({
      type: 'RequestResponse',
      payload: Buffer.from('{}'),
      ...changes,
    });
    return answered(outcome);
  }

  test('keeps a role from its creation to its deletion', async () => {
    const { roles } = account;
    const role = await roles.create({
      name: 'kept-role',
      description: 'Kept',
      tags: { flow: 'f1' },
    });
    assert.deepEqual(role.trusts, ['lambda.amazonaws.com']);
    assert.equal(role.path, '/');
    assert.deepEqual(await roles.find('kept-role'), role);
    assert.deepEqual(await roles.tags('kept-role'), { flow: 'f1' });
    assert.ok((await all(roles.list())).some(({ name }) => name === 'kept-role'));

    const policies = await all(roles.managedPolicies());
    const basic = policies.find(({ name }) => name === 'AWSLambdaBasicExecutionRole');
    assert.ok(basic);
    await roles.attachPolicy('kept-role', basic.arn);
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }],
    });
    await roles.putInlinePolicy('kept-role', 'broad', document);
    assert.deepEqual(await roles.policies('kept-role'), {
      attached: [{ name: basic.name, arn: basic.arn }],
      inline: ['broad'],
    });

    await assert.rejects(roles.delete('kept-role'), isUserError);
    await roles.detachPolicy('kept-role', basic.arn);
    await assert.rejects(roles.delete('kept-role'), isUserError);
    await roles.deleteInlinePolicy('kept-role', 'broad');
    await roles.delete('kept-role');
    assert.equal(await roles.find('kept-role'), undefined);
  });

  test('keeps a function from its creation to its deletion', async () => {
    const { functions } = account;
    const role = await newRole('kept-function-role');
    const input = described('kept', role, 'export const handler = async () => "one";');
    const created = await functions.create({ ...input, tags: { flow: 'f2' } });
    assert.equal(created.name, 'kept');
    assert.equal(created.role, role);
    assert.equal(created.memory, 128);
    assert.deepEqual(await functions.find('kept'), created);
    assert.deepEqual(await functions.tags(created.arn), { flow: 'f2' });
    assert.ok((await all(functions.list())).some(({ name }) => name === 'kept'));
    assert.equal(text((await answer({ functionName: 'kept' })).payload), '"one"');

    const updated = await functions.updateCode(
      'kept',
      zip('export const handler = async () => "two";'),
    );
    assert.notEqual(updated.codeSha256, created.codeSha256);
    assert.equal(text((await answer({ functionName: 'kept' })).payload), '"two"');

    await assert.rejects(functions.create(input), /kept exists already in us-east-1/);
    await functions.delete('kept');
    assert.equal(await functions.find('kept'), undefined);
    await assert.rejects(functions.delete('kept'), /kept does not exist in us-east-1/);
  });

  test('answers an invocation with its log and what it took', async () => {
    await newFunction('echo', 'export const handler = async (event) => event;');
    const payload = Buffer.from('{"text":"é😀","n":1.5}');
    const {
      payload: answered,
      log,
      executedVersion,
      ...rest
    } = await answer({
      functionName: 'echo',
      payload,
    });
    assert.equal(text(answered), payload.toString());
    assert.equal(rest.status, 200);
    assert.equal(rest.functionError, undefined);
    assert.equal(executedVersion, '$LATEST');
    assert.ok(log);
    assert.ok(rest.requestId);
    assert.match(decodeLog(log), new RegExp(`START RequestId: ${rest.requestId}`));
    assert.equal(readReport(log)?.memory, 128);
  });

  test('answers a function that throws as a function error', async () => {
    await newFunction(
      'thrower',
      'export const handler = async () => { throw new TypeError("bad thing"); };',
    );
    const { functionError, payload } = await answer({ functionName: 'thrower' });
    assert.equal(functionError, 'Unhandled');
    const { type, message, stack } = readFunctionError(payload);
    assert.equal(type, 'TypeError');
    assert.equal(message, 'bad thing');
    assert.match(stack.join('\n'), /index\.mjs/);
  });

  test('ends a function that takes too long', async () => {
    const role = await newRole('sleeper-role');
    const sleeper = 'export const handler = () => new Promise((wake) => setTimeout(wake, 60_000));';
    await account.functions.create({ ...described('sleeper', role, sleeper), timeout: 1 });
    const { functionError, payload } = await answer({ functionName: 'sleeper', timeout: 1 });
    assert.equal(functionError, 'Unhandled');
    assert.equal(readFunctionError(payload).timedOut, 1);
  });

  test('runs nothing in a dry run, and queues events', async () => {
    await newFunction('quiet', 'export const handler = async () => "ran";');
    const request = { functionName: 'quiet', payload: Buffer.from('{}') } as const;
    assert.equal((await account.invoke({ ...request, type: 'DryRun' })).kind, 'allowed');
    assert.equal((await account.invoke({ ...request, type: 'Event' })).kind, 'queued');
  });

  test('does not invoke what is not there', async () => {
    const outcome = await account.invoke({
      functionName: 'nobody',
      type: 'RequestResponse',
      payload: Buffer.from('{}'),
    });
    assert.ok(outcome.kind === 'notInvoked');
    assert.equal(outcome.failure.message, 'nobody does not exist in us-east-1');
    assert.equal(outcome.mayRetry, false);
  });

  test('refuses a wrong secret and an unknown key in words that repeat neither', async () => {
    const { target } = account;
    const wrong = { accessKeyId: endpoint.accessKeyId, secretAccessKey: 'not-this-one' };
    const unknown = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'nor-this-one' };
    for (const credentials of [wrong, unknown]) {
      const stranger = connect({ ...target, credentials });
      for (const call of [stranger.functions.find('echo'), stranger.roles.find('echo-role')]) {
        await assert.rejects(call, (error) => {
          assert.ok(isUserError(error), String(error));
          assert.match(error.message, /^The local endpoint does not accept the credentials/);
          assert.doesNotMatch(error.message, /not-this-one|nor-this-one|AKIAUNKNOWN/);
          return true;
        });
      }
    }
  });
});

function described(name: string, role: string, handler: string): NewFunction {
  return {
    name,
    description: '',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    role,
    memory: 128,
    timeout: 3,
    zip: zip(handler),
  };
}

function zip(handler: string): Uint8Array {
  return zipSync({ 'index.mjs': Buffer.from(handler) });
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

function answered(outcome: Outcome) {
  assert.ok(outcome.kind === 'answered', JSON.stringify(outcome));
  return outcome;
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
