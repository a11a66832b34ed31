import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  type Authority,
  authorityFile,
  type ProxyServer,
  startProxyServer,
  startTlsServer,
  type TlsServer,
} from '../support/tlsServer.ts';

const region = 'eu-west-1';
const host = `lambda.${region}.amazonaws.com:443`;

suite('Behind a proxy that looks into TLS', () => {
  const http = vscode.workspace.getConfiguration('http');
  const root = vscode.extensions.getExtension('lambda-bench.lambda-bench')?.extensionPath ?? '';
  /** Older versions read a file of the system, which no test should write. */
  const takesOthers =
    process.platform === 'linux' &&
    http.inspect('systemCertificatesNode')?.defaultValue !== undefined;
  let tls: TlsServer;
  let proxy: ProxyServer;

  async function begin(authority: Authority, settings: Readonly<Record<string, unknown>>) {
    tls = await startTlsServer({ authority, root });
    proxy = await startProxyServer(tls.port);
    await set({ ...settings, proxy: proxy.url });
  }

  teardown(async () => {
    await set({
      ...{ proxy: undefined, proxySupport: undefined },
      ...(takesOthers && { systemCertificates: undefined, systemCertificatesNode: undefined }),
    });
    await proxy.close();
    await tls.close();
  });

  async function set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('http.proxy')) return;
        listener.dispose();
        resolve();
      });
    });
    for (const [key, value] of Object.entries(settings)) {
      await http.update(key, value, vscode.ConfigurationTarget.Global);
    }
    await heard;
  }

  /** Opens a connection to AWS by the bundle that the extension loads, and sends both kinds of requests. */
  async function invoke(
    network: { proxySupport?: string; strictSsl?: boolean },
    endpoint?: { url: string; caFile: string },
  ): Promise<unknown> {
    const { openConnection } = require(path.join(root, 'dist/aws.js'));
    const secrets: Readonly<Record<string, string>> = {
      accessKeyId: 'AKIAIOSFODNN7NOTREAL',
      secretAccessKey: 'a-secret-for-nothing',
    };
    const account = await openConnection(
      { name: 'proxied', credentials: { kind: 'accessKeys' }, region, endpoint },
      { network, secret: async (key: string) => secrets[key] },
    );
    const request = { functionName: 'orders', type: 'RequestResponse', payload: Buffer.from('{}') };
    const { kind, failure } = await account.invoke(request);
    if (kind === 'answered') await account.functions.find('orders');
    return failure?.code ?? kind;
  }

  for (const proxySupport of ['override', 'on', 'fallback']) {
    test(`requests go through it with http.proxySupport ${proxySupport}, trusting NODE_EXTRA_CA_CERTS`, async () => {
      await begin('extra', { proxySupport });
      assert.equal(await invoke({ proxySupport }), 'answered');
      assert.deepEqual(proxy.connects.filter((each) => each === host).length, 2);
      assert.deepEqual(
        tls.requests.map((line) => line.split(' ')[0]),
        ['POST', 'GET'],
      );
    });
  }

  test('requests do not go through it when the person has switched proxies off', async () => {
    await begin('extra', { proxySupport: 'off' });
    assert.match(
      String(await invoke({ proxySupport: 'off' })),
      /ENOTFOUND|EAI_AGAIN|ConnectTimeout/,
    );
    assert.ok(!proxy.connects.includes(host));
  });

  for (const systemCertificates of takesOthers ? [true, false] : []) {
    test(`its authority, one of the system's, is ${systemCertificates ? '' : 'not '}trusted with http.systemCertificates ${systemCertificates}`, async () => {
      await begin('system', { systemCertificates, systemCertificatesNode: true });
      const outcome = String(await invoke({}));
      if (systemCertificates) assert.equal(outcome, 'answered');
      else assert.match(outcome, /CERT|SIGNATURE/);
    });
  }

  test('its authority is not trusted by itself, but by a file or by http.proxyStrictSSL', async () => {
    await begin('own', { proxySupport: 'override' });
    assert.match(String(await invoke({})), /CERT|SIGNATURE/);
    assert.deepEqual(tls.requests, []);
    const endpoint = {
      url: `https://lambda.${region}.amazonaws.com`,
      caFile: authorityFile('own', root),
    };
    assert.equal(await invoke({}, endpoint), 'answered');
    assert.equal(await invoke({ strictSsl: false }), 'answered');
  });
});
