import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { openConnection } from '../../../src/aws/connect.ts';
import type { ConnectionDefinition } from '../../../src/aws/connections/definition.ts';
import { isAws, isAwsKey, isLoopback } from '../../../src/aws/connections/hosts.ts';
import { isCancelled, isUserError } from '../../../src/errors.ts';
import { type AwsHome, openAwsHome } from '../../support/awsHome.ts';
import { otherAddress } from '../../support/otherAddress.ts';
import { scriptedDoors } from '../../support/scriptedDoors.ts';
import { authorityFile, startTlsServer, type TlsServer } from '../../support/tlsServer.ts';

const real = { accessKeyId: 'AKIAIOSFODNN7NOTREAL', secretAccessKey: 'marked-secret' };
const dummy = { accessKeyId: 'test', secretAccessKey: 'test' };

suite('Where credentials may go:', () => {
  test('services of AWS are told from all that may be called like them', () => {
    const own: [host: string, region: string][] = [
      ['lambda.eu-west-1.amazonaws.com', 'eu-west-1'],
      ['lambda-fips.us-east-1.amazonaws.com', 'us-east-1'],
      ['lambda.eu-west-1.api.aws', 'eu-west-1'],
      ['vpce-0a1b-2c3d.lambda.eu-west-1.vpce.amazonaws.com', 'eu-west-1'],
      ['iam.amazonaws.com', 'eu-west-1'],
      ['iam.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
      ['sts.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
      ['portal.sso.eu-west-1.amazonaws.com', 'eu-west-1'],
      ['oidc.eu-west-1.amazonaws.com', 'eu-west-1'],
      ['us-east-1.signin.aws.amazon.com', 'us-east-1'],
      ['us-east-1.oauth.signin.aws', 'us-east-1'],
    ];
    for (const [host, region] of own) assert.ok(isAws(host, region), host);
    const others = [
      'example.com',
      'lambda.eu-west-1.amazonaws.com.example.com',
      'evil-amazonaws.com',
      'lambda.eu-west-1.evilamazonaws.com',
      'ec2-1-2-3-4.eu-west-1.compute.amazonaws.com',
      'lambda.s3.amazonaws.com.',
      'bucket.s3.amazonaws.com',
      'abc.execute-api.eu-west-1.amazonaws.com',
      'lambda-123.eu-west-1.elb.amazonaws.com',
      'vpce-svc-1.lambda.example.vpce.amazonaws.com.evil',
    ];
    for (const host of others) assert.ok(!isAws(host, 'eu-west-1'), host);
  });

  test('this machine is told from others', () => {
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])
      assert.ok(isLoopback(host), host);
    for (const host of ['localhost.example.com', '127.0.0.1.example.com', '10.0.0.1', '0.0.0.0'])
      assert.ok(!isLoopback(host), host);
  });

  test('keys that AWS issues are told from those of emulators', () => {
    for (const key of ['AKIAIOSFODNN7NOTREAL', 'ASIAIOSFODNN7NOTREAL']) assert.ok(isAwsKey(key));
    for (const key of ['test', '000000000000', 'LKIAQAAAAAAAHFR7TTXF', 'AKIAIOSFODNN7EXAMPLE'])
      assert.ok(!isAwsKey(key), key);
  });

  suite('keys of an emulator', () => {
    test('never go to AWS', async () => {
      const account = await open({ credentials: { kind: 'accessKeys' } }, dummy);
      const message = await failing(account.functions.find('orders'));
      assert.match(message, /^Nothing was sent: the access key of mine is one for emulators, but/);
      const outcome = await account.invoke({
        functionName: 'orders',
        type: 'RequestResponse',
        payload: Buffer.from('{}'),
      });
      assert.ok(outcome.kind === 'notInvoked');
      assert.equal(outcome.failure.code, 'HostRefused');
    });

    test('never go to the endpoints of AWS that a profile asks for', async () => {
      const home = await openAwsHome();
      await home.write(
        '.aws/config',
        '[profile p]\naws_access_key_id = test\naws_secret_access_key = test\nuse_dualstack_endpoint = true\nuse_fips_endpoint = true\nregion = us-east-1\n',
      );
      const account = await openConnection(
        { name: 'mine', credentials: { kind: 'profile', profile: 'p' } },
        scriptedDoors(),
      );
      const message = await failing(account.functions.find('orders'));
      await home.close();
      assert.match(message, /would go to AWS \(lambda-fips\.us-east-1\.api\.aws\)/);
    });

    test('never go to AWS to assume a role', async () => {
      const account = await open(
        {
          credentials: { kind: 'accessKeys' },
          assumeRole: { roleArn: 'arn:aws:iam::123456789012:role/x' },
        },
        dummy,
      );
      assert.match(await failing(account.identity()), /one for emulators, but .*sts\.eu-west-1/);
    });
  });

  suite('an address on the network', () => {
    let home: AwsHome;
    let server: ReturnType<typeof createServer>;
    let host: string;
    const seen: string[] = [];

    setup(async function () {
      const address = otherAddress();
      if (!address) {
        console.log('      (this machine has no address on a network: not tried)');
        this.skip();
      }
      home = await openAwsHome();
      seen.length = 0;
      server = createServer((request, response) => {
        seen.push(`${request.method} ${request.url}`);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
      server.listen(0, '0.0.0.0');
      await once(server, 'listening');
      const bound = server.address();
      host = `${address}:${typeof bound === 'object' ? bound?.port : ''}`;
    });

    teardown(async () => {
      server?.close();
      await home?.close();
    });

    test('gets nothing by http unless the person allowed it, whoever names it', async () => {
      await home.write(
        '.aws/credentials',
        `[p]\naws_access_key_id = ${real.accessKeyId}\naws_secret_access_key = ${real.secretAccessKey}\n[q]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = p\n`,
      );
      await home.write(
        '.aws/config',
        `[profile p]\nendpoint_url = http://${host}\n[profile q]\nservices = s\n[services s]\nsts =\n  endpoint_url = http://${host}\n`,
      );
      const region = 'eu-west-1';
      const definitions: Omit<ConnectionDefinition, 'name'>[] = [
        { credentials: { kind: 'accessKeys' }, endpoint: { url: `http://${host}` } },
        { credentials: { kind: 'profile', profile: 'p' }, region },
        { credentials: { kind: 'profile', profile: 'q' }, region },
      ];
      for (const definition of definitions) {
        const account = await open(definition, real);
        assert.match(
          await failing(account.functions.find('a')),
          /^Nothing was sent: the endpoint of mine, http:\/\/[\d.:]+, is not on this machine, and http can be read/,
        );
      }
      home.set({ AWS_ENDPOINT_URL: `http://${host}` });
      const account = await open({ credentials: { kind: 'accessKeys' } }, real);
      assert.match(await failing(account.functions.find('a')), /^Nothing was sent/);
      assert.deepEqual(seen, []);
    });

    test('gets real credentials only when the person agrees, who is asked once', async () => {
      const definition = {
        credentials: { kind: 'accessKeys' },
        endpoint: { url: `http://${host}`, allowHttp: true },
      } as const;
      const refusing = scriptedDoors({ secrets: real });
      const refused = await openConnection(named(definition), refusing);
      await assert.rejects(refused.functions.find('a'), isCancelled);
      assert.deepEqual(refusing.hostsAsked, [host]);
      assert.deepEqual(seen, []);

      const agreeing = scriptedDoors({ secrets: real, agrees: [host] });
      const account = await openConnection(named(definition), agreeing);
      await Promise.all([account.functions.find('a'), account.functions.find('b')]);
      await account.functions.find('c');
      assert.deepEqual(agreeing.hostsAsked, [host]);
      assert.equal(seen.length, 3);
    });

    test('gets the keys of an emulator without a question', async () => {
      const doors = scriptedDoors({ secrets: dummy });
      const account = await openConnection(
        named({
          credentials: { kind: 'accessKeys' },
          endpoint: { url: `http://${host}`, allowHttp: true },
        }),
        doors,
      );
      await account.functions.find('a');
      assert.deepEqual(doors.hostsAsked, []);
      assert.equal(seen.length, 1);
    });

    test('gets login tokens only when the person agrees', async () => {
      const doors = scriptedDoors({ secrets: { loginToken: 'marked-token' } });
      const account = await openConnection(
        named({
          credentials: {
            kind: 'cognito',
            identityPoolId: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef',
            provider: 'accounts.google.com',
          },
          endpoint: { url: `http://${host}`, allowHttp: true },
        }),
        doors,
      );
      await assert.rejects(account.functions.find('a'), isCancelled);
      assert.deepEqual(seen, []);
    });
  });

  suite('an endpoint with an authority of its own', () => {
    let tls: TlsServer;
    setup(async () => {
      tls = await startTlsServer();
    });
    teardown(() => tls.close());

    function endpoint(caFile?: string): Omit<ConnectionDefinition, 'name'> {
      const url = `https://localhost:${tls.port}`;
      return {
        credentials: { kind: 'accessKeys' },
        endpoint: { url, ...(caFile === undefined ? {} : { caFile }) },
      };
    }

    test('is trusted by the file of its certificates, and by nothing else', async () => {
      const distrusted = await open(endpoint(), real);
      assert.match(
        await failing(distrusted.functions.find('a')),
        /certificate is not trusted .*, edit the connection mine and choose the file of its authority\.$/,
      );
      const wrong = await open(endpoint(authorityFile('extra', '.')), real);
      assert.match(await failing(wrong.functions.find('a')), /certificate is not trusted/);
      assert.deepEqual(tls.requests, []);
      const trusted = await open(endpoint(authorityFile('own', '.')), real);
      await trusted.functions.find('a');
      assert.equal(tls.requests.length, 1);
    });

    test('whose file is not there or holds none cannot be opened', async () => {
      assert.match(
        await failing(open(endpoint('/nowhere/ca.pem'), real)),
        /^The certificates in \/nowhere\/ca\.pem cannot be read/,
      );
      assert.match(
        await failing(open(endpoint('package.json'), real)),
        /^There is no certificate in package\.json/,
      );
      assert.match(
        await failing(open(endpoint('/home/me/.aws/emulator/9297/ca.pem'), real)),
        /^AWS Emulator is not running, to which the connection mine leads: there is no .*Start it, then try again\.$/,
      );
    });
  });
});

function named(definition: Omit<ConnectionDefinition, 'name'>): ConnectionDefinition {
  return { name: 'mine', region: 'eu-west-1', ...definition };
}

function open(definition: Omit<ConnectionDefinition, 'name'>, secrets: typeof real) {
  return openConnection(named(definition), scriptedDoors({ secrets }));
}

async function failing(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => assert.fail('It did not fail.'),
    (failure: unknown) => failure,
  );
  assert.ok(isUserError(error), String(error));
  assert.doesNotMatch(`${error.message} ${error.cause}`, /marked-|AKIAIOS/);
  return error.message;
}
