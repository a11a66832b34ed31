import { basename, relative } from 'node:path';
import * as vscode from 'vscode';
import type { PayloadTest, TestListener } from '../app/payloadTest.ts';

export interface PayloadTestOptions {
  /** Loads what finds and runs tests; not before the first test is looked for. */
  load(): Promise<TestRunner>;
}

export interface TestRunner {
  /** The test of an `*.expected.json` file, if its payload file is there. */
  testOf(expected: string): PayloadTest | undefined;
  run(
    tests: readonly PayloadTest[],
    listener: TestListener,
    options: { readonly signal: AbortSignal; readonly onSave: boolean },
  ): Promise<void>;
  /** Those for which it matters that this file was saved. */
  affected(saved: string, tests: readonly PayloadTest[]): Promise<readonly PayloadTest[]>;
}

/** Files that are looked at: a workspace may hold any number. */
const most = 10_000;
/** Files come and go in groups; ms. */
const pause = 200;

/** Payload tests in VS Code's Test Explorer, looked for when it is opened. */
export function registerPayloadTests({ load }: PayloadTestOptions): vscode.Disposable {
  const controller = vscode.tests.createTestController('lambdaBench', 'Payload Tests');
  const tests = new WeakMap<vscode.TestItem, PayloadTest>();
  const disposables: vscode.Disposable[] = [controller];
  let watching = false;
  let timer: NodeJS.Timeout | undefined;

  async function discover(): Promise<void> {
    const { testOf } = await load();
    const glob = '**/*.expected.json';
    const found = await vscode.workspace.findFiles(glob, '**/node_modules/**', most);
    const roots = vscode.workspace.workspaceFolders ?? [];
    const top: vscode.TestItem[] = [];
    const folders = new Map<string, vscode.TestItem>();
    for (const { fsPath } of found.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
      const test = testOf(fsPath);
      const root = roots.find((each) => isBelow(each.uri.fsPath, fsPath));
      if (!test || !root) continue;
      const item = itemOf(controller, test.payload);
      tests.set(item, test);
      const parts = relative(root.uri.fsPath, test.payload).split(/[\\/]/).slice(0, -1);
      const within = roots.length > 1 ? [root.name, ...parts] : parts;
      place(item, root.uri, within, { top, folders });
    }
    controller.items.replace(top);
  }

  /** Below the items of its folders, which are made as they are needed. */
  function place(
    item: vscode.TestItem,
    root: vscode.Uri,
    within: readonly string[],
    { top, folders }: { top: vscode.TestItem[]; folders: Map<string, vscode.TestItem> },
  ): void {
    let parent: vscode.TestItem | undefined;
    let id = root.toString();
    for (const part of within) {
      id = `${id}/${part}`;
      const known = folders.get(id);
      const folder = known ?? controller.createTestItem(`folder ${id}`, part);
      if (!known) {
        folders.set(id, folder);
        if (parent) parent.children.add(folder);
        else top.push(folder);
      }
      parent = folder;
    }
    if (parent) parent.children.add(item);
    else top.push(item);
  }

  function watch(): void {
    if (watching) return;
    watching = true;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{json,jsonc}', false, true);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void discover(), pause);
    };
    disposables.push(watcher, watcher.onDidCreate(again), watcher.onDidDelete(again));
  }

  controller.resolveHandler = async (item) => {
    if (item) return;
    watch();
    await discover();
  };
  controller.refreshHandler = discover;

  /** The tests at and below the items, in order. */
  function testsBelow(items: Iterable<vscode.TestItem>, left: ReadonlySet<vscode.TestItem>) {
    const found = new Map<string, vscode.TestItem>();
    const add = (item: vscode.TestItem) => {
      if (left.has(item)) return;
      if (tests.has(item)) found.set(item.id, item);
      for (const [, child] of item.children) add(child);
    };
    for (const item of items) add(item);
    return found;
  }

  function wanted({ include, exclude }: vscode.TestRunRequest) {
    const all: vscode.TestItem[] = [];
    for (const [, item] of controller.items) all.push(item);
    return testsBelow(include ?? all, new Set(exclude ?? []));
  }

  async function run(
    request: vscode.TestRunRequest,
    items: ReadonlyMap<string, vscode.TestItem>,
    token: vscode.CancellationToken,
    onSave: boolean,
  ): Promise<void> {
    const controllerOfRun = new AbortController();
    const test = controller.createTestRun(request);
    const cancel = () => controllerOfRun.abort();
    const listeners = [
      token.onCancellationRequested(cancel),
      test.token.onCancellationRequested(cancel),
    ];
    for (const item of items.values()) test.enqueued(item);
    try {
      const runner = await load();
      const chosen = [...items.values()].flatMap((item) => tests.get(item) ?? []);
      const { signal } = controllerOfRun;
      await runner.run(chosen, listenerOf(test, items), { signal, onSave });
    } catch (error) {
      const message = new vscode.TestMessage(`Unexpected failure: ${error}`);
      for (const item of items.values()) test.errored(item, message);
    } finally {
      for (const listener of listeners) listener.dispose();
      test.end();
    }
  }

  async function runOnSave(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    { uri }: vscode.TextDocument,
  ): Promise<void> {
    if (uri.scheme !== 'file') return;
    const items = wanted(request);
    const chosen = [...items.values()].flatMap((item) => tests.get(item) ?? []);
    const runner = await load();
    const affected = await runner.affected(uri.fsPath, chosen);
    const ids = new Set(affected.map(({ payload }) => idOf(payload)));
    const own = new Map([...items].filter(([id]) => ids.has(id)));
    if (own.size === 0) return;
    const part = new vscode.TestRunRequest([...own.values()], undefined, request.profile, true);
    await run(part, own, token, true);
  }

  const profile = controller.createRunProfile(
    'Run',
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      if (!request.continuous) return run(request, wanted(request), token, false);
      const saves = vscode.workspace.onDidSaveTextDocument(
        (document) => void runOnSave(request, token, document),
      );
      token.onCancellationRequested(() => saves.dispose());
    },
    true,
  );
  profile.supportsContinuousRun = true;

  return {
    dispose() {
      clearTimeout(timer);
      vscode.Disposable.from(...disposables).dispose();
    },
  };
}

function itemOf(controller: vscode.TestController, payload: string): vscode.TestItem {
  const uri = vscode.Uri.file(payload);
  const item = controller.createTestItem(idOf(payload), basename(payload), uri);
  item.range = new vscode.Range(0, 0, 0, 0);
  return item;
}

function idOf(payload: string): string {
  return `test ${payload}`;
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
}

function listenerOf(
  run: vscode.TestRun,
  items: ReadonlyMap<string, vscode.TestItem>,
): TestListener {
  const withItem = (test: PayloadTest, act: (item: vscode.TestItem) => void) => {
    const item = items.get(idOf(test.payload));
    if (item) act(item);
  };
  return {
    started: (test) => withItem(test, (item) => run.started(item)),
    passed: (test, elapsed) => withItem(test, (item) => run.passed(item, elapsed)),
    failed(test, { message, difference }, elapsed) {
      const told = difference
        ? vscode.TestMessage.diff(message, difference.expected, difference.actual)
        : new vscode.TestMessage(message);
      told.location = startOf(test.payload);
      withItem(test, (item) => run.failed(item, told, elapsed));
    },
    errored(test, message) {
      const told = new vscode.TestMessage(message);
      told.location = startOf(test.payload);
      withItem(test, (item) => run.errored(item, told));
    },
    skipped: (test) => withItem(test, (item) => run.skipped(item)),
    output(text, test) {
      const lines = text.replace(/\r?\n/g, '\r\n');
      const item = test && items.get(idOf(test.payload));
      run.appendOutput(lines, undefined, item);
    },
  };
}

function startOf(path: string): vscode.Location {
  return new vscode.Location(vscode.Uri.file(path), new vscode.Position(0, 0));
}
