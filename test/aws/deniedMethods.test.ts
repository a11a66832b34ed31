import assert from 'node:assert/strict';
import { methodActions } from '../../scripts/permissions/methodActions.ts';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { isUserError, messageOf } from '../../src/errors.ts';
import {
  type FaultServer,
  iamError,
  lambdaError,
  startFaultServer,
} from '../support/faultServer.ts';

const name = 'orders';
const role = 'arn:aws:iam::123456789012:role/r';
const policy = 'arn:aws:iam::123456789012:policy/p';
const request = {
  functionName: name,
  type: 'RequestResponse',
  payload: Buffer.from('{}'),
} as const;
const soon = () => AbortSignal.timeout(5_000);

/** What is asked, by the name that the table of permissions has for it. */
const calls: Readonly<Record<string, (account: Account) => unknown>> = {
  invoke: ({ invoke }) => invoke(request),
  invokeStreaming: ({ invokeStreaming }) => invokeStreaming(request, () => undefined),
  identity: ({ identity }) => identity(),
  'functions.list': ({ functions }) => functions.list(),
  'functions.find': ({ functions }) => functions.find(name),
  'functions.details': ({ functions }) => functions.details(name),
  'functions.reservedConcurrency': ({ functions }) => functions.reservedConcurrency(name),
  'functions.setReservedConcurrency': ({ functions }) => functions.setReservedConcurrency(name, 1),
  'functions.untilReady': ({ functions }) => functions.untilReady(name),
  'functions.url': ({ functions }) => functions.url(name),
  'functions.qualifiers': ({ functions }) => functions.qualifiers(name),
  'functions.publishVersion': ({ functions }) =>
    functions.publishVersion(name, { description: '', codeSha256: 'a' }),
  'functions.alias': ({ functions }) => functions.alias(name, 'live'),
  'functions.createAlias': ({ functions }) =>
    functions.createAlias(name, { alias: 'live', version: '1', description: '' }),
  'functions.moveAlias': ({ functions }) =>
    functions.moveAlias(name, { alias: 'live', version: '1', revision: undefined }),
  'functions.tags': ({ functions }) =>
    functions.tags(`arn:aws:lambda:eu-west-1:123456789012:function:${name}`),
  'functions.create': ({ functions }) =>
    functions.create({
      ...{ name, description: '', runtime: 'nodejs24.x', handler: 'index.handler', role },
      ...{ memory: 128, timeout: 3, zip: Buffer.from('zip') },
    }),
  'functions.updateCode': ({ functions }) => functions.updateCode(name, Buffer.from('zip')),
  'functions.downloadCode': ({ functions }) => functions.downloadCode(name, {}),
  'functions.delete': ({ functions }) => functions.delete(name),
  'roles.list': ({ roles }) => roles.list(),
  'roles.find': ({ roles }) => roles.find('r'),
  'roles.tags': ({ roles }) => roles.tags('r'),
  'roles.create': ({ roles }) => roles.create({ name: 'r', description: '' }),
  'roles.managedPolicies': ({ roles }) => roles.managedPolicies(),
  'roles.policies': ({ roles }) => roles.policies('r'),
  'roles.attachPolicy': ({ roles }) => roles.attachPolicy('r', policy),
  'roles.detachPolicy': ({ roles }) => roles.detachPolicy('r', policy),
  'roles.putInlinePolicy': ({ roles }) => roles.putInlinePolicy('r', 'p', '{}'),
  'roles.deleteInlinePolicy': ({ roles }) => roles.deleteInlinePolicy('r', 'p'),
  'roles.delete': ({ roles }) => roles.delete('r'),
  'policies.details': ({ policies }) => policies.details('r'),
  'policies.managed': ({ policies }) => policies.managed(policy),
  'policies.inline': ({ policies }) => policies.inline('r', 'p'),
  'policies.setTrust': ({ policies }) => policies.setTrust('r', '{}'),
  'policies.versions': ({ policies }) => policies.versions(policy),
  'policies.createVersion': ({ policies }) => policies.createVersion(policy, '{}'),
  'policies.deleteVersion': ({ policies }) => policies.deleteVersion(policy, 'v1'),
  'policies.customer': ({ policies }) => policies.customer(),
  'permissions.read': ({ permissions }) => permissions.read({ functionName: name }),
  'permissions.add': ({ permissions }) =>
    permissions.add(
      { functionName: name },
      { sid: 'a', principal: 's3.amazonaws.com', action: 'lambda:InvokeFunction' },
    ),
  'permissions.remove': ({ permissions }) => permissions.remove({ functionName: name }, 'a'),
  'triggers.list': ({ triggers }) => triggers.list(name),
  'triggers.find': ({ triggers }) => triggers.find('uuid'),
  'triggers.setEnabled': ({ triggers }) => triggers.setEnabled('uuid', true),
  'triggers.delete': ({ triggers }) => triggers.delete('uuid'),
  'triggers.settings': ({ triggers }) => triggers.settings('uuid'),
  'logs.ofRequest': ({ logs }) => logs.ofRequest('/aws/lambda/orders', 'id', 0, soon()),
  'logs.follow': ({ logs }) => logs.follow('/aws/lambda/orders', 0, soon()),
};

suite('What is denied without a word', () => {
  let lambda: FaultServer;
  let iam: FaultServer;
  let account: Account;

  suiteSetup(async () => {
    lambda = await startFaultServer(lambdaError(403, 'AccessDeniedException', { Message: null }));
    iam = await startFaultServer(iamError(403, 'AccessDenied', ''));
    const { endpoint } = iam.target;
    account = connect({
      ...lambda.target,
      endpoints: { iam: endpoint, sts: endpoint, logs: lambda.target.endpoint },
    });
  });

  suiteTeardown(async () => {
    await lambda.close();
    await iam.close();
  });

  for (const [called, call] of Object.entries(calls)) {
    test(`is named all the same by ${called}, as in the table of permissions`, async () => {
      const message = await refusalOf(call);
      const [, named = 'nothing'] = /(\w+:\w+) is not allowed/.exec(message) ?? [];
      const actions = methodActions[called] ?? [];
      assert.ok(actions.includes(named), `"${message}" names ${named}, not one of ${actions}`);
    });
  }

  async function refusalOf(call: (account: Account) => unknown): Promise<string> {
    try {
      const answer = await call(account);
      if (isIterable(answer)) for await (const _ of answer);
      return String(Object(answer).failure?.message ?? 'It was not refused.');
    } catch (error) {
      assert.ok(isUserError(error), messageOf(error));
      return error.message;
    }
  }
});

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
