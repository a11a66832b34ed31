import { createRequire } from 'node:module';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Report } from '../../../src/app/show.ts';
import type { App } from '../../../src/app.ts';
import type { Account } from '../../../src/aws/account.ts';
import type { Packaging } from '../../../src/aws/packaging.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { openTestApp, type TestApp } from '../../support/testApp.ts';

/** The parts as they are shipped: the endpoint's process from dist/local.js, the SDK from dist/aws.js. */
export interface BuiltBench extends AsyncDisposable {
  readonly endpoint: LocalEndpoint;
  readonly account: Account;
  /** An App over these parts in a workspace of its own; `onResult` draws what the panel would show. */
  openApp(onResult: (report: Report) => void): Promise<{ app: App; opened: TestApp }>;
  /** A function of one module, whose handler is `index.handler`. */
  addFunction(name: string, runtime: 'nodejs24.x' | 'python3.13', source: string): Promise<void>;
}

export const role = 'bench-role';

export async function startBuiltBench(
  options: { readonly dataFolder?: string } = {},
): Promise<BuiltBench> {
  const endpoint = await startLocalEndpoint({ ...options, script: path.join(dist, 'local.js') });
  const { accessKeyId, secretAccessKey, accountId, region } = endpoint;
  const bundle = loadSecondBundle();
  const account = bundle.connect({
    connection: 'local',
    endpoint: endpoint.endpoint,
    region,
    accountId,
    credentials: { accessKeyId, secretAccessKey },
  });
  const runner =
    (await account.roles.find(role)) ??
    (await account.roles.create({ name: role, description: 'Of the bench' }));
  return {
    endpoint,
    account,
    async openApp(onResult) {
      const opened = await openTestApp(account, []);
      const packaging = () => Promise.resolve(bundle.openPackaging());
      const show = { ...opened.shown, result: async (report: Report) => onResult(report) };
      return { app: { ...opened.app, show, secondBundle: { packaging } }, opened };
    },
    async addFunction(name, runtime, source) {
      const file = runtime.startsWith('python') ? 'index.py' : 'index.mjs';
      await account.functions.create({
        name,
        runtime,
        role: runner.arn,
        description: '',
        handler: 'index.handler',
        memory: 128,
        timeout: 30,
        zip: zipSync({ [file]: strToU8(source) }),
      });
    },
    [Symbol.asyncDispose]: () => endpoint.stop(),
  };
}

const dist = path.resolve(import.meta.dirname, '../../../dist');

interface SecondBundle {
  connect(target: Account['target']): Account;
  openPackaging(): Packaging;
}

function loadSecondBundle(): SecondBundle {
  const bundle: unknown = createRequire(import.meta.url)(path.join(dist, 'aws.js'));
  if (!isSecondBundle(bundle)) throw new Error('dist/aws.js is not the second bundle.');
  return bundle;
}

function isSecondBundle(bundle: unknown): bundle is SecondBundle {
  const { connect, openPackaging } = Object(bundle);
  return typeof connect === 'function' && typeof openPackaging === 'function';
}
