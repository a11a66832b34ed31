import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { UpdateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
  type Request,
} from 'playwright-core';
import { chromiumArguments, findChromium } from '../../../scripts/vscode/chromium.ts';
import { portOf } from '../../../src/local/server.ts';
import { localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { createNodeFunctions } from '../../support/nodeFunctions.ts';
import { openUrl } from '../../support/openUrl.ts';

/** What a page can do to have a request sent to `url`, each as a script of its own. */
const tricks: Readonly<Record<string, string>> = {
  fetch: `fetch(url)`,
  'fetch without CORS': `fetch(url, { mode: 'no-cors', credentials: 'include' })`,
  'POST without CORS': `fetch(url, { mode: 'no-cors', method: 'POST', body: '{}' })`,
  'fetch that asks first': `fetch(url, { method: 'PUT', headers: { 'x-own': '1' } })`,
  'fetch without a referrer': `fetch(url, { mode: 'no-cors', referrerPolicy: 'no-referrer' })`,
  'redirected fetch': `fetch(redirect, { mode: 'no-cors' })`,
  'redirected POST': `fetch(redirect, { mode: 'no-cors', method: 'POST', body: '{}' })`,
  XMLHttpRequest: `const sent = new XMLHttpRequest(); sent.open('POST', url); sent.send('{}')`,
  EventSource: `new EventSource(url)`,
  beacon: `navigator.sendBeacon(url, '{}')`,
  ping: `add('a', { href: '#', ping: url }).click()`,
  image: `new Image().src = url`,
  script: `add('script', { src: url })`,
  module: `add('script', { src: url, type: 'module' })`,
  'style sheet': `add('link', { href: url, rel: 'stylesheet' })`,
  prefetch: `add('link', { href: url, rel: 'prefetch' })`,
  video: `add('video', { src: url })`,
  object: `add('object', { data: url })`,
  frame: `add('iframe', { src: url })`,
  'sandboxed frame': `add('iframe', { sandbox: '', src: url })`,
  worker: `new Worker(URL.createObjectURL(new Blob(['fetch("' + url + '", { mode: "no-cors" })'])))`,
  form: `add('form', { action: url }).submit()`,
  'posted form': `add('form', { action: url, method: 'POST' }).submit()`,
  'redirected form': `add('form', { action: redirect, method: 'POST' }).submit()`,
  navigation: `location.href = url`,
  'redirected navigation': `location.href = redirect`,
  refresh: `add('meta', { httpEquiv: 'refresh', content: '0; url=' + url })`,
  window: `window.open(url, '_blank', 'noopener')`,
};

suite('Function URLs in a browser', () => {
  let endpoint: LocalEndpoint;
  let clients: ReturnType<typeof localClients>;
  let browser: Browser;
  let site: Server;
  let url: string;
  let trace: string;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint({ args: ['--public-urls'] });
    clients = localClients(endpoint);
    trace = path.join(endpoint.dataFolder, 'runs.txt');
    await writeFile(trace, '');
    await createNodeFunctions(clients, {
      open: `import { appendFileSync } from 'node:fs';
        export const handler = async () => (appendFileSync(${JSON.stringify(trace)}, '.'), 'ran');`,
    });
    url = await openUrl(clients.lambda, 'open', { Cors: { AllowOrigins: ['*'] } });
    site = createServer((request, response) => {
      const [, name] = request.url?.split('/redirect/') ?? [];
      if (name === undefined) response.setHeader('content-type', 'text/html');
      else response.writeHead(307, { location: `${url}${name}` });
      response.end('<!doctype html><title>A page</title>');
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    browser = await chromium.launch({
      executablePath: await findChromium(),
      // Names of the internet that lead to this machine.
      args: [...chromiumArguments(), '--host-resolver-rules=MAP *.example 127.0.0.1'],
    });
  });

  suiteTeardown(async () => {
    await browser?.close();
    site?.closeAllConnections();
    site?.close();
    await endpoint.stop();
  });

  const originOf = (host: string) => `http://${host}:${portOf(site)}`;

  async function withContext(use: (context: BrowserContext) => Promise<void>): Promise<void> {
    const context = await browser.newContext();
    await use(context).finally(() => context.close());
  }

  async function withPage(origin: string, use: (page: Page) => Promise<void>): Promise<void> {
    await withContext(async (context) => {
      const page = await context.newPage();
      await page.goto(origin);
      await use(page);
    });
  }

  /** Resolves when a page of this origin has had its request sent and refused. */
  async function tryTrick(context: BrowserContext, origin: string, name: string, trick: string) {
    const page = await context.newPage();
    await page.goto(origin);
    const options = {
      predicate: (request: Request) => request.url().split('?')[0] === url + name,
      timeout: 15_000,
    };
    // Playwright hides the answers that the page may not see: to it, these requests have failed.
    const ended = Promise.race([
      context.waitForEvent('requestfinished', options),
      context.waitForEvent('requestfailed', options),
    ]);
    await page.evaluate(`{
      const url = ${JSON.stringify(url + name)};
      const redirect = ${JSON.stringify(`/redirect/${name}`)};
      const add = (tag, properties) =>
        document.body.appendChild(Object.assign(document.createElement(tag), properties));
      setTimeout(() => { ${trick} });
    }`);
    const answer = await (await ended).response();
    assert.ok(answer === null || answer.status() === 403);
  }

  /** How often the function has run: it leaves a byte each time, whichever environment it is in. */
  const runs = async () => (await readFile(trace)).byteLength;

  for (const host of ['page.example', 'neighbour.lambda-url.us-east-1.localhost']) {
    test(`run for no page of ${host}, whatever it tries`, async () => {
      const before = await runs();
      await withContext(async (context) => {
        const tries = Object.entries(tricks).map(([name, trick], number) =>
          tryTrick(context, originOf(host), `${number}`, trick).catch((error) => {
            throw new Error(`Trick '${name}': ${error}`, { cause: error });
          }),
        );
        await Promise.all(tries);
      });
      assert.equal(await runs(), before);
    });
  }

  test('open no web socket for a page', async () => {
    const before = await runs();
    await withPage(originOf('page.example'), async (page) => {
      const end = await page.evaluate(`new Promise((resolve) => {
        const socket = new WebSocket(${JSON.stringify(url.replace('http:', 'ws:'))});
        socket.onopen = socket.onclose = ({ type }) => resolve(type);
      })`);
      assert.equal(end, 'close');
    });
    assert.equal(await runs(), before);
  });

  test('are not found by another name that leads to this machine', async () => {
    const before = await runs();
    const { port, hostname } = new URL(url);
    for (const host of ['page.example', `${hostname}.example`, `${hostname}.`, '127.0.0.1']) {
      await withPage(originOf('page.example'), async (page) => {
        const answer = await page.goto(`http://${host}:${port}/`);
        assert.equal(answer?.status(), 403, host);
      });
    }
    assert.equal(await runs(), before);
  });

  test('run for a page whose origin they name, which can read the answer, and for no other', async () => {
    const named = originOf('page.example');
    await clients.lambda.send(
      new UpdateFunctionUrlConfigCommand({
        FunctionName: 'open',
        Cors: { AllowOrigins: [named], AllowMethods: ['*'], AllowHeaders: ['x-own'] },
      }),
    );
    const call = `fetch(${JSON.stringify(url)}, { method: 'PUT', headers: { 'x-own': '1' } })
      .then((answer) => answer.text(), (error) => error.name)`;
    const before = await runs();
    await withPage(named, async (page) => {
      assert.equal(await page.evaluate(call), 'ran');
    });
    await withPage(originOf('other.example'), async (page) => {
      assert.equal(await page.evaluate(call), 'TypeError');
    });
    assert.equal(await runs(), before + 1);
  });

  test('run for the person who opens them from the address bar', async () => {
    const before = await runs();
    const page = await browser.newPage();
    assert.equal((await page.goto(url))?.status(), 200);
    await page.close();
    assert.ok((await runs()) > before);
  });
});
