import * as vscode from 'vscode';
import type { App } from './app.ts';
import { createInvocations } from './history/invocations.ts';
import { afterwards } from './host/afterwards.ts';
import { createAttendance } from './host/attendance.ts';
import { createHistory } from './host/history.ts';
import { createLocalConnection } from './host/localConnection.ts';
import { changeSetting, readSettings, sharePayloads } from './host/readSettings.ts';
import { registerCommands } from './host/registerCommands.ts';
import { registerConnections } from './host/registerConnections.ts';
import { secondBundle } from './host/secondBundle.ts';
import { createState } from './host/state.ts';
import { registerTerminalEnvironment } from './host/terminalEnvironment.ts';
import { createWorkspace } from './host/workspace.ts';
import { logEntry } from './logEntry.ts';
import { bindingsKey } from './payload/fileBinding.ts';
import { registerAccountDocuments } from './views/accountDocuments.ts';
import type { FetchRows } from './views/below.ts';
import { registerCharts } from './views/charts/charts.ts';
import { registerConnectionStatus } from './views/connectionStatus.ts';
import { registerDrafts } from './views/drafts.ts';
import { createFunctionArranger } from './views/functionArranger.ts';
import { registerHistoryTree } from './views/historyTree.ts';
import { registerLiveDocuments } from './views/liveDocuments.ts';
import { createProgress } from './views/progress.ts';
import { createPrompts } from './views/prompts.ts';
import { registerResponses } from './views/responses.ts';
import { registerResultPanel } from './views/resultPanel.ts';
import { createShow } from './views/show.ts';
import { registerStatusBar } from './views/statusBar.ts';
import { registerTree } from './views/tree.ts';

/** Builds the App and registers what it offers; nothing else. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Lambda Bench Log', { log: true });
  const state = createState(context.workspaceState);
  const attendance = createAttendance();
  const panel = registerResultPanel(readSettings);
  const responses = registerResponses();
  const live = registerLiveDocuments();
  const documents = registerAccountDocuments({
    async document(path) {
      // The build turns this into a `require` of dist/documents.js.
      const { openDocument } = await import('./commands/documents/openDocument.ts');
      return openDocument(app, path);
    },
    theirs: (name, text) => responses.keep({ name, content: Buffer.from(text) }),
  });
  const charts = registerCharts(context.extensionUri);
  const local = createLocalConnection({
    script: context.asAbsolutePath('dist/local.js'),
    settings: readSettings,
    trusted: () => vscode.workspace.isTrusted,
    log: (message) => log.info(message),
    onRestart: (message) => void vscode.window.showWarningMessage(message),
    onOpen: (environment) => terminals.update(environment),
  });
  const terminals = registerTerminalEnvironment({
    collection: context.environmentVariableCollection,
    local,
    settings: readSettings,
    log: (message) => log.warn(message),
  });
  const connections = registerConnections({
    context,
    state,
    local,
    attendance,
    prompts: () => app.prompts,
    show: () => app.show,
    signIn: async (name) => {
      const { signIn } = await import('./commands/index.ts').then(({ commands }) => commands);
      await signIn?.(app, name);
    },
  });
  const { connection } = connections;
  const invocations = createInvocations();
  const history = createHistory(context.globalStorageUri, readSettings, (message) =>
    log.warn(message),
  );
  const status = registerStatusBar(invocations);
  const workspace = createWorkspace();
  const payloads = { state, workspace, connection, settings: readSettings };
  const children: FetchRows = async (row, signal) => {
    // The build turns this into a `require` of dist/children.js.
    const { childrenOf } = await import('./rows/childrenOf.ts');
    return childrenOf(row, { payloads, account: () => connection.account() }, signal);
  };
  const arranger = createFunctionArranger(state, connection);
  const functions = registerTree('functions', connection, readSettings, children, arranger);
  const roles = registerTree('roles', connection, readSettings, children);
  const drafts = registerDrafts();
  const parts = { log, panel, status, responses, live, charts, documents, drafts };
  const historyTree = registerHistoryTree(history);
  const app: App = {
    prompts: createPrompts(),
    progress: createProgress(),
    show: createShow({ ...parts, functions, roles, arranger, history: historyTree }),
    workspace,
    connection,
    connections,
    local,
    state,
    secondBundle,
    invocations,
    history,
    clipboard: { write: async (text) => vscode.env.clipboard.writeText(text) },
    shell: () => vscode.env.shell,
    settings: readSettings,
    changeSetting,
    sharePayloads,
  };
  context.subscriptions.push(
    log,
    panel,
    status,
    invocations,
    responses,
    live,
    charts,
    local,
    connections,
    registerConnectionStatus(connection),
    terminals,
    arranger,
    functions,
    roles,
    historyTree,
    state,
    state.onDidChange((key) => {
      if (key === bindingsKey) functions.refreshRows('payloads');
    }),
    afterwards(
      async () => {
        // The build turns this into a `require` of dist/payloads.js.
        const { registerPayloads } = await import('./views/payloads.ts');
        return registerPayloads({
          ...payloads,
          async onRename(renames) {
            const { renameSources } = await import('./commands/index.ts');
            await renameSources(state, renames);
          },
          async load() {
            const { affectedTests, runPayloadTests, testOf } = await import('./commands/index.ts');
            return {
              testOf,
              run(tests, listener, options) {
                const run = () => runPayloadTests(app, tests, listener, options);
                return options.onSave ? run() : attendance.attend(run);
              },
              affected: (saved, tests) => affectedTests(app, saved, tests),
            };
          },
        });
      },
      (error) => log.error(logEntry(error)),
    ),
    registerCommands(app, attendance, context.extension),
  );
}
