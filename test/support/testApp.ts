import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from '../../src/app.ts';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { packaging } from '../../src/aws/packaging/packer.ts';
import { signIn } from '../../src/commands/signIn.ts';
import { createInvocations } from '../../src/history/invocations.ts';
import { openStore } from '../../src/history/store.ts';
import { defaultSettings } from './defaultSettings.ts';
import { type FolderWorkspace, folderWorkspace } from './folderWorkspace.ts';
import { type LocalEndpoint, startLocalEndpoint } from './localEndpoint.ts';
import { type MemoryState, memoryState } from './memoryState.ts';
import { type RecordedProgress, recordProgress } from './recordedProgress.ts';
import { type RecordedShow, recordShow } from './recordedShow.ts';
import { type Answer, type ScriptedPrompts, scriptedPrompts } from './scriptedPrompts.ts';
import { type TestConnections, testConnections } from './testConnections.ts';

/** An `App` of real parts, and what a test must see of it. */
export interface TestApp {
  readonly app: App;
  readonly account: Account;
  /** Beside `app.connection`, which is always the account's. */
  readonly connections: TestConnections;
  readonly prompts: ScriptedPrompts;
  readonly shown: RecordedShow;
  readonly progress: RecordedProgress;
  readonly workspace: FolderWorkspace;
  /** The open workspace folder. */
  readonly folder: string;
  /** The state of the workspace. */
  readonly state: MemoryState;
  /** Where the history is kept. */
  readonly historyFolder: string;
  copied(): string | undefined;
  /** Writes a file of the workspace and answers its absolute path. */
  write(path: string, content: string | Uint8Array): Promise<string>;
  /** Removes the workspace; fails when the script of a test that has not failed was not followed to its end. */
  finish(test?: { isFailed(): boolean }): Promise<void>;
}

/** One local endpoint for the tests of a suite. */
export interface TestBench {
  readonly endpoint: LocalEndpoint;
  readonly account: Account;
  /** Each has a workspace and a state of its own. */
  open(...script: readonly Answer[]): Promise<TestApp>;
  close(): Promise<void>;
}

export async function startTestBench(): Promise<TestBench> {
  const endpoint = await startLocalEndpoint();
  const { accessKeyId, secretAccessKey, accountId, region } = endpoint;
  const account = connect({
    connection: 'local',
    endpoint: endpoint.endpoint,
    region,
    accountId,
    credentials: { accessKeyId, secretAccessKey },
  });
  return {
    endpoint,
    account,
    open: (...script) => openTestApp(account, script),
    close: () => endpoint.stop(),
  };
}

export async function openTestApp(account: Account, script: readonly Answer[]): Promise<TestApp> {
  // Some systems' folder for temporary files is itself a link.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'lambda-bench-workspace-')));
  const prompts = scriptedPrompts(...script);
  const shown = recordShow();
  const progress = recordProgress();
  const workspace = folderWorkspace([folder]);
  const copied: string[] = [];
  const historyFolder = await mkdtemp(join(tmpdir(), 'lambda-bench-history-'));
  const history = openStore({
    folder: historyFolder,
    limits: () => defaultSettings.historyLimits,
    log: (message) => shown.log(message),
    onFailure: (message) => shown.warning(message),
  });
  let shared: Readonly<Record<string, unknown>> = {};
  const state = memoryState();
  const connections = testConnections({
    local: { account: () => Promise.resolve(account) },
    state,
    prompts,
    show: shown,
    signIn: (name) => signIn(app, name),
  });
  const app: App = {
    prompts,
    progress,
    show: shown,
    workspace,
    connection: {
      name: account.target.connection,
      kind: 'local',
      protected: false,
      account: () => Promise.resolve(account),
      known: () => ({ alias: undefined, ...account.target }),
      identify: async () => undefined,
      keepsHistory: true,
      onDidChange: () => () => undefined,
    },
    local: {
      reset: () => Promise.reject(new Error('No test of this App may reset the account')),
      environment: () => Promise.reject(new Error('No test of this App may copy its environment')),
    },
    connections: connections.connections,
    state,
    secondBundle: { packaging: () => Promise.resolve(packaging) },
    invocations: createInvocations(),
    history: () => Promise.resolve(history),
    clipboard: { write: async (text) => void copied.push(text) },
    shell: () => '/bin/sh',
    settings: () => ({
      ...defaultSettings,
      payloads: shared,
      localRegion: account.target.region,
    }),
    async sharePayloads(_path, glob, value) {
      shared = { ...shared, [glob]: value };
    },
    changeSetting: () => Promise.reject(new Error('No test of this App may change a setting')),
  };
  return {
    app,
    account,
    connections,
    prompts,
    shown,
    progress,
    workspace,
    folder,
    state,
    historyFolder,
    copied: () => copied.at(-1),
    async write(path, content) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    async finish(test) {
      await rm(folder, { recursive: true, force: true });
      await rm(historyFolder, { recursive: true, force: true });
      if (!test?.isFailed()) prompts.finish();
    },
  };
}
