import type * as vscode from 'vscode';
import type { HistoryRow, Row } from './app/row.ts';
import { createAttendance } from './host/attendance.ts';
import { late } from './host/late.ts';
import { registerCommands } from './host/registerCommands.ts';
import { registerAccountDocuments } from './views/accountDocuments.ts';
import { createLateTree } from './views/lateTree.ts';
import { registerResponses } from './views/responses.ts';

/** Registers what VS Code must find at once. What stands behind it is made in a turn of its own. */
export function activate(context: vscode.ExtensionContext): void {
  const attendance = createAttendance();
  const responses = registerResponses();
  const documents = registerAccountDocuments({
    async document(path) {
      // The build turns this into a `require` of dist/documents.js.
      const { openDocument } = await import('./commands/documents/openDocument.ts');
      return openDocument((await made()).app, path);
    },
    theirs: (name, text) => responses.keep({ name, content: Buffer.from(text) }),
  });
  const functions = createLateTree<Row>('functions', { canSelectMany: false });
  const roles = createLateTree<Row>('roles', { canSelectMany: false });
  const history = createLateTree<HistoryRow>('history', { canSelectMany: true });
  const made = late(async () => {
    // The build turns this into a `require` of dist/app.js.
    const { createApp } = await import('./createApp.ts');
    return createApp(context, { attendance, responses, documents, functions, roles, history });
  });
  context.subscriptions.push(
    responses,
    documents,
    functions,
    roles,
    history,
    made,
    registerCommands(async () => (await made()).app, attendance, context.extension),
  );
}
