import assert from 'node:assert/strict';
import { listProfiles } from '../../../src/aws/connect.ts';
import { type AwsHome, openAwsHome } from '../../support/awsHome.ts';

suite('The list of profiles', () => {
  let home: AwsHome;

  setup(async () => {
    home = await openAwsHome();
  });

  teardown(() => home.close());

  test('is empty where there are no files', async () => {
    assert.deepEqual(await listProfiles(), []);
  });

  test('says of each profile where its credentials come from, and nothing secret', async () => {
    await home.write(
      '.aws/credentials',
      '[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = very-secret\n',
    );
    await home.write(
      '.aws/config',
      `[default]
region = eu-west-1
[profile chain]
role_arn = arn:aws:iam::111122223333:role/deploy
source_profile = default
[profile program]
credential_process = /bin/keys --password very-secret
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
[services mine]
lambda =
  endpoint_url = http://localhost:1
[profile corp]
sso_session = corp
sso_account_id = 444455556666
sso_role_name = dev
[profile web]
role_arn = arn:aws:iam::111122223333:role/web
web_identity_token_file = /token
[profile console]
login_session = arn:aws:iam::777788889999:user/me
[profile "with blanks"]
region = eu-west-1
[profile stack]
endpoint_url = http://localhost:4566
aws_access_key_id = test
aws_secret_access_key = very-secret
`,
    );
    const profiles = await listProfiles();
    assert.deepEqual(
      profiles.map(({ name, kind, region, accountId, endpoint }) =>
        [name, kind, region, accountId, endpoint].map((value) => value ?? '-').join(' '),
      ),
      [
        'chain role - 111122223333 -',
        'console login - 777788889999 -',
        'corp sso - 444455556666 -',
        'default keys eu-west-1 - -',
        'program process - - -',
        'stack keys - - http://localhost:4566',
        'web web identity - 111122223333 -',
      ],
    );
    assert.doesNotMatch(JSON.stringify(profiles), /very-secret|AKID/);
  });

  test('follows the files, also to other places, without a restart', async () => {
    await home.write('.aws/config', '[profile one]\nregion = a\n');
    assert.deepEqual(
      (await listProfiles()).map(({ name }) => name),
      ['one'],
    );
    await home.write('.aws/config', '[profile two]\nregion = a\n');
    assert.deepEqual(
      (await listProfiles()).map(({ name }) => name),
      ['two'],
    );
    await home.write('customer/config', '[profile three]\nregion = a\n');
    await home.write('customer/credentials', '[four]\naws_access_key_id = a\n');
    home.set({
      AWS_CONFIG_FILE: '~/customer/config',
      AWS_SHARED_CREDENTIALS_FILE: `${home.folder}/customer/credentials`,
    });
    assert.deepEqual(
      (await listProfiles()).map(({ name }) => name),
      ['four', 'three'],
    );
  });
});
