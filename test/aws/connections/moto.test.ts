import assert from 'node:assert/strict';
import { openConnection } from '../../../src/aws/connect.ts';
import { type AwsHome, openAwsHome } from '../../support/awsHome.ts';
import { type MotoServer, startMotoServer } from '../../support/motoServer.ts';
import { scriptedDoors } from '../../support/scriptedDoors.ts';

suite('A connection with moto_server', () => {
  let server: MotoServer | undefined;
  let url: string;
  let home: AwsHome;

  suiteSetup(async function () {
    this.timeout(60_000);
    server = await startMotoServer();
    if (!server) {
      console.log('    (moto_server is not installed: not tried)');
      this.skip();
    }
    url = server.endpoint;
  });

  suiteTeardown(() => server?.[Symbol.asyncDispose]());

  setup(async () => {
    home = await openAwsHome();
  });

  teardown(() => home.close());

  test('lists, looks up who it is and creates a role, by keys typed by hand', async () => {
    const account = await openConnection(
      {
        name: 'moto',
        credentials: { kind: 'accessKeys' },
        endpoint: { url },
        region: 'us-east-1',
      },
      scriptedDoors({ secrets: { accessKeyId: 'test', secretAccessKey: 'test' } }),
    );
    const { accountId } = await account.identity();
    assert.match(accountId, /^\d{12}$/);
    for await (const page of account.functions.list()) assert.deepEqual(page, []);
    const { arn } = await account.roles.create({ name: 'made-here', description: '' });
    assert.equal(arn, `arn:aws:iam::${accountId}:role/made-here`);
    assert.deepEqual([...account.limits], []);
  });

  test('assumes a role of a profile there', async () => {
    await home.write(
      '.aws/config',
      `[profile base]\naws_access_key_id = test\naws_secret_access_key = test\n[profile role]\nrole_arn = arn:aws:iam::123456789012:role/made-here\nsource_profile = base\nrole_session_name = me\nregion = us-east-1\nendpoint_url = ${url}\n`,
    );
    const account = await openConnection(
      { name: 'role', credentials: { kind: 'profile', profile: 'role' } },
      scriptedDoors(),
    );
    assert.equal(account.target.accountId, '123456789012');
    assert.match((await account.identity()).arn, /assumed-role\/made-here\/me$/);
  });
});
