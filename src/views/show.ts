import * as vscode from 'vscode';
import type { Row } from '../app/row.ts';
import type { Show } from '../app/show.ts';
import type { Fix } from '../errors.ts';
import { activeUri } from '../host/activeUri.ts';
import type { AccountDocuments } from './accountDocuments.ts';
import type { Charts } from './charts/charts.ts';
import { hasCustomEditor } from './customEditors.ts';
import type { Drafts } from './drafts.ts';
import type { Arranger } from './functionArranger.ts';
import type { HistoryTree } from './historyTree.ts';
import type { LiveDocuments } from './liveDocuments.ts';
import type { Responses } from './responses.ts';
import type { ResultPanel } from './resultPanel.ts';
import type { StatusBar } from './statusBar.ts';
import type { Tree } from './tree.ts';

export interface ShowParts {
  readonly log: vscode.LogOutputChannel;
  readonly panel: ResultPanel;
  readonly status: StatusBar;
  readonly responses: Responses;
  readonly live: LiveDocuments;
  readonly documents: AccountDocuments;
  readonly drafts: Drafts;
  readonly charts: Charts;
  readonly functions: Tree;
  readonly roles: Tree;
  readonly arranger: Arranger;
  readonly history: HistoryTree;
}

export function createShow({
  log,
  panel,
  status,
  responses,
  live,
  documents,
  drafts,
  charts,
  functions,
  roles,
  arranger,
  history,
}: ShowParts): Show {
  const treeOf = (row: Row): Tree => (functions.has(row) ? functions : roles);
  return {
    message: (text, ...fixes) => {
      void offer(vscode.window.showInformationMessage(text, ...buttons(text, fixes)), fixes);
    },
    warning: (text, ...fixes) => {
      void offer(vscode.window.showWarningMessage(text, ...buttons(text, fixes)), fixes);
    },
    error: (text, ...fixes) => {
      void offer(vscode.window.showErrorMessage(text, ...buttons(text, fixes)), fixes);
    },
    async file(path, position) {
      const at = position && new vscode.Position(position.line, position.character);
      await vscode.window.showTextDocument(
        vscode.Uri.file(path),
        at ? { selection: new vscode.Range(at, at) } : {},
      );
    },
    async document(content, language) {
      await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ content, language }),
      );
    },
    functions: (reveal) => functions.refresh(reveal),
    roles: (reveal) => roles.refresh(reveal),
    history: () => history.refresh(),
    older: async (period) => history.older(period),
    more: async (view) => (view === 'functions' ? functions : roles).more(),
    groupByTag: (key, values) => arranger.groupByTag(key, values),
    refreshRows(kind) {
      functions.refreshRows(kind);
      roles.refreshRows(kind);
    },
    refreshRow: (row) => treeOf(row).refreshRow(row),
    refreshBeside: (row) => treeOf(row).refreshBeside(row),
    below: (row, rows) => treeOf(row).put(row, rows),
    async result(report) {
      if (!report.recalled) status.ended(report);
      await panel.append(report);
    },
    part: (head, part) => panel.part(head, part),
    block: (text, failed) => panel.appendText(text, failed),
    response: (name, content) => responses.open({ name, content }),
    async anyFile(path) {
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), {
        preview: false,
      });
    },
    accountDocument: (path) => documents.open(path),
    saveAccountDocument: () => documents.save(),
    hasEditorFor: hasCustomEditor,
    draft: (name, text, problems) => drafts.open(name, text, problems),
    difference: (title, left, right) => responses.difference(title, left, right),
    live: (name, options) => live.open(name, options),
    stopLive(target) {
      const uri = target instanceof vscode.Uri ? target : activeUri();
      if (uri) live.stop(uri);
    },
    chart: (page) => charts.show(page),
    async url(url) {
      await vscode.env.openExternal(vscode.Uri.parse(url, true));
    },
    log: (message) => log.info(message),
    openLog: () => log.show(),
    openResult: () => panel.show(),
  };
}

/** VS Code cuts a message without buttons to one line, so that one that is longer needs a button to be read. */
function buttons(text: string, fixes: readonly Fix[]): string[] {
  if (fixes.length === 0 && text.length > oneLine) return ['OK'];
  return fixes.map(({ title }) => title);
}

/** Characters of a message that are surely seen. */
const oneLine = 55;

/** Runs the fix that the person chooses, if any. */
async function offer(message: Thenable<string | undefined>, fixes: readonly Fix[]): Promise<void> {
  const chosen = await message;
  const fix = fixes.find(({ title }) => title === chosen);
  if (fix) await vscode.commands.executeCommand(fix.command, ...(fix.arguments ?? []));
}
