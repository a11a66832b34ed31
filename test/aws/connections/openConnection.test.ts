import assert from 'node:assert/strict';
import { openConnection } from '../../../src/aws/connect.ts';
import type { ConnectionDefinition } from '../../../src/aws/connections/definition.ts';
import { isUserError } from '../../../src/errors.ts';
import { type AwsHome, openAwsHome } from '../../support/awsHome.ts';
import { createRunner, localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { scriptedDoors } from '../../support/scriptedDoors.ts';

suite('An opened connection', () => {
  let endpoint: LocalEndpoint;
  let home: AwsHome;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    await createRunner(localClients(endpoint).iam);
  });

  suiteTeardown(() => endpoint.stop());

  setup(async () => {
    home = await openAwsHome();
  });

  teardown(() => home.close());

  function keysOfProfile(): string {
    return `aws_access_key_id = ${endpoint.accessKeyId}\naws_secret_access_key = ${endpoint.secretAccessKey}\n`;
  }

  /** Opens it, asks who it is and lists the roles. */
  async function identify(definition: Omit<ConnectionDefinition, 'name'>, doors = scriptedDoors()) {
    const account = await openConnection({ name: 'mine', ...definition }, doors);
    const { accountId, arn } = await account.identity();
    for await (const roles of account.roles.list()) {
      assert.ok(roles.some(({ name }) => name === 'runner'));
    }
    assert.equal(account.target.accountId, accountId);
    return { account, accountId, arn, doors };
  }

  test('uses keys typed by hand at a custom endpoint', async () => {
    const { accessKeyId, secretAccessKey } = endpoint;
    const doors = scriptedDoors({ secrets: { accessKeyId, secretAccessKey } });
    const { accountId, arn } = await identify(
      {
        credentials: { kind: 'accessKeys' },
        endpoint: { url: endpoint.endpoint },
        region: 'eu-west-1',
      },
      doors,
    );
    assert.equal(accountId, endpoint.accountId);
    assert.equal(arn, `arn:aws:iam::${accountId}:root`);
  });

  test('uses the keys, the region and the endpoint of a profile', async () => {
    await home.write('.aws/credentials', `[work]\n${keysOfProfile()}`);
    await home.write(
      '.aws/config',
      `[default]\nendpoint_url = http://127.0.0.1:9\nregion = us-west-2\n[profile work]\nregion = eu-central-1\nendpoint_url = ${endpoint.endpoint}\n`,
    );
    const { account } = await identify({ credentials: { kind: 'profile', profile: 'work' } });
    assert.equal(account.target.region, 'eu-central-1');
    assert.equal(account.target.endpoint, endpoint.endpoint);
  });

  test('uses the keys and the endpoint of the environment', async () => {
    home.set({
      AWS_ACCESS_KEY_ID: endpoint.accessKeyId,
      AWS_SECRET_ACCESS_KEY: endpoint.secretAccessKey,
      AWS_REGION: 'eu-north-1',
      AWS_ENDPOINT_URL: endpoint.endpoint,
    });
    for (const kind of ['environment', 'default'] as const) {
      const { account } = await identify({ credentials: { kind } });
      assert.equal(account.target.region, 'eu-north-1');
    }
  });

  test('uses the keys of the environment whatever the sign-in of the profile beside them', async () => {
    await home.write('.aws/config', '[profile corp]\nsso_session = nowhere\n');
    home.set({
      AWS_PROFILE: 'corp',
      AWS_ACCESS_KEY_ID: endpoint.accessKeyId,
      AWS_SECRET_ACCESS_KEY: endpoint.secretAccessKey,
      AWS_DEFAULT_REGION: 'eu-north-1',
      AWS_ENDPOINT_URL: endpoint.endpoint,
    });
    await identify({ credentials: { kind: 'environment' } });
  });

  test('says which profile is missing', async () => {
    await assert.rejects(
      openConnection(
        { name: 'mine', credentials: { kind: 'profile', profile: 'nobody' } },
        scriptedDoors(),
      ),
      (error) => isUserError(error) && /profile nobody, which is in neither/.test(error.message),
    );
  });

  test('says that an address is none', async () => {
    for (const url of ['localhost:4566', 'ftp://a', 'https://me:marked@example.com']) {
      await home.write(
        '.aws/config',
        `[profile work]\nregion = eu-west-1\nendpoint_url = ${url}\n`,
      );
      await assert.rejects(
        openConnection(
          { name: 'mine', credentials: { kind: 'profile', profile: 'work' } },
          scriptedDoors(),
        ),
        (error) =>
          isUserError(error) &&
          /^The connection mine has a wrong endpoint, .* or by the profile work: An endpoint's address/.test(
            error.message,
          ) &&
          !error.message.includes('marked'),
      );
    }
  });

  test('says that there is no region', async () => {
    await assert.rejects(
      openConnection({ name: 'mine', credentials: { kind: 'environment' } }, scriptedDoors()),
      (error) =>
        isUserError(error) &&
        /^The connection mine has no region\./.test(error.message) &&
        error.fix?.command === 'lambdaBench.changeRegion',
    );
  });
});
