import * as vscode from 'vscode';
import type { HistoryRow, Row } from './app/row.ts';
import type { App } from './app.ts';
import { createInvocations } from './history/invocations.ts';
import type { Attendance } from './host/attendance.ts';
import { createHistory } from './host/history.ts';
import { createLocalConnection } from './host/localConnection.ts';
import { changeSetting, readSettings, sharePayloads } from './host/readSettings.ts';
import { registerConnections } from './host/registerConnections.ts';
import { secondBundle } from './host/secondBundle.ts';
import { createState } from './host/state.ts';
import { registerTerminalEnvironment } from './host/terminalEnvironment.ts';
import { createWorkspace } from './host/workspace.ts';
import { bindingsKey } from './payload/fileBinding.ts';
import type { AccountDocuments } from './views/accountDocuments.ts';
import type { FetchRows } from './views/below.ts';
import { registerCharts } from './views/charts/charts.ts';
import { registerConnectionStatus } from './views/connectionStatus.ts';
import { registerDrafts } from './views/drafts.ts';
import { createFunctionArranger } from './views/functionArranger.ts';
import { registerHistoryTree } from './views/historyTree.ts';
import type { LateTree } from './views/lateTree.ts';
import { registerLiveDocuments } from './views/liveDocuments.ts';
import { registerPayloads } from './views/payloads.ts';
import { createProgress } from './views/progress.ts';
import { createPrompts } from './views/prompts.ts';
import type { Responses } from './views/responses.ts';
import { registerResultPanel } from './views/resultPanel.ts';
import { createShow } from './views/show.ts';
import { registerStatusBar } from './views/statusBar.ts';
import { registerTree } from './views/tree.ts';

/** What VS Code knows of since activation. */
export interface Registered {
  readonly attendance: Attendance;
  readonly responses: Responses;
  readonly documents: AccountDocuments;
  readonly functions: LateTree<Row>;
  readonly roles: LateTree<Row>;
  readonly history: LateTree<HistoryRow>;
}

/** Builds the App and registers what it offers beside. */
export function createApp(
  context: vscode.ExtensionContext,
  registered: Registered,
): vscode.Disposable & { readonly app: App } {
  const { attendance, responses, documents } = registered;
  const log = vscode.window.createOutputChannel('Lambda Bench Log', { log: true });
  const state = createState(context.workspaceState);
  const panel = registerResultPanel(readSettings);
  const live = registerLiveDocuments();
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
  const functions = registerTree(
    registered.functions,
    'functions',
    connection,
    readSettings,
    children,
    arranger,
  );
  const roles = registerTree(registered.roles, 'roles', connection, readSettings, children);
  const drafts = registerDrafts();
  const parts = { log, panel, status, responses, live, charts, documents, drafts };
  const historyTree = registerHistoryTree(registered.history, history);
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
  const payloadFiles = registerPayloads({
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
  const registrations = vscode.Disposable.from(
    log,
    panel,
    status,
    invocations,
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
    drafts,
    state,
    state.onDidChange((key) => {
      if (key === bindingsKey) functions.refreshRows('payloads');
    }),
    payloadFiles,
  );
  return { app, dispose: () => registrations.dispose() };
}
