import assert from 'node:assert/strict';
import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  type RoleMapping,
} from '@aws-sdk/client-cognito-identity';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';
import {
  createMembersPool,
  idToken,
  type MembersPool,
  userPool,
} from '../../../support/userPool.ts';

suite('Roles by the token of a user pool', () => {
  let endpoint: LocalEndpoint;
  let pool: MembersPool;
  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    pool = await createMembersPool(endpoint);
  });
  suiteTeardown(() => endpoint.stop());

  /** The name of the role that the token's owner gets. */
  async function roleFor(
    claims: Readonly<Record<string, unknown>>,
    CustomRoleArn?: string,
    { identityPoolId }: MembersPool = pool,
  ): Promise<string | undefined> {
    const { cognitoIdentity } = localClients(endpoint);
    const Logins = { [userPool]: idToken(claims) };
    const { IdentityId } = await cognitoIdentity.send(
      new GetIdCommand({ IdentityPoolId: identityPoolId, Logins }),
    );
    const { Credentials } = await cognitoIdentity.send(
      new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const sts = new STSClient({
      endpoint: endpoint.endpoint,
      region: endpoint.region,
      credentials,
    });
    const { Arn } = await sts.send(new GetCallerIdentityCommand());
    return /assumed-role\/(\w+)-/.exec(Arn ?? '')?.[1];
  }

  function claims(...roles: readonly string[]) {
    return { 'cognito:roles': roles };
  }

  test('are the preferred one, the only one, else that of the pool', async () => {
    const { admins, members } = pool;
    const both = claims(members, admins);
    assert.equal(await roleFor({ ...both, 'cognito:preferred_role': admins }), 'admins');
    assert.equal(await roleFor(claims(admins)), 'admins');
    assert.equal(await roleFor(both), 'members');
    assert.equal(await roleFor({}), 'members');
  });

  test('are the custom one, where the token has it', async () => {
    const { admins, members } = pool;
    assert.equal(await roleFor(claims(members, admins), admins), 'admins');
    const { name } = await refusalOf(roleFor(claims(members), admins));
    assert.equal(name, 'NotAuthorizedException');
  });

  test('are none where what is ambiguous is denied', async () => {
    const strict: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };
    const other = await createMembersPool(endpoint, strict);
    const { name } = await refusalOf(roleFor({}, undefined, other));
    assert.equal(name, 'NotAuthorizedException');
    assert.equal(await roleFor(claims(other.admins), undefined, other), 'admins');
  });

  test('do not follow from rules', async () => {
    const ruled = await createMembersPool(endpoint, {
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      RulesConfiguration: {
        Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'somebody', RoleARN: pool.admins }],
      },
    });
    assert.equal((await refusalOf(roleFor({}, undefined, ruled))).status, 501);
  });
});
