import * as vscode from 'vscode';
import type { Draft } from '../app/show.ts';
import type { Problem } from '../openedDocument.ts';
import { documentFiles } from './documentFiles.ts';
import { showProblems } from './problems.ts';

/** Documents that are changed before they are used: files of no disk, which ask for nothing when they close. */
export interface Drafts extends vscode.Disposable {
  open(name: string, text: string, problems: (text: string) => readonly Problem[]): Promise<Draft>;
}

const scheme = 'lambda-bench-draft';

interface Entry {
  content: Uint8Array;
  /** Milliseconds. */
  changed: number;
  readonly problems: (text: string) => readonly Problem[];
}

export function registerDrafts(): Drafts {
  const entries = new Map<string, Entry>();
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const diagnostics = vscode.languages.createDiagnosticCollection(scheme);
  let opened = 0;

  function entryOf(uri: vscode.Uri): Entry {
    const entry = entries.get(uri.toString());
    // A tab that VS Code restores after a restart asks for what is gone.
    if (entry === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }

  function look(document: vscode.TextDocument): void {
    const entry = entries.get(document.uri.toString());
    if (entry) showProblems(diagnostics, document, entry.problems(document.getText()));
  }

  const provider = documentFiles({
    onDidChangeFile: changes.event,
    stat(uri) {
      const { content, changed } = entryOf(uri);
      return { type: vscode.FileType.File, ctime: 0, mtime: changed, size: content.length };
    },
    readFile: (uri) => entryOf(uri).content,
    writeFile(uri, content) {
      Object.assign(entryOf(uri), { content, changed: Date.now() });
    },
  });
  const registrations = vscode.Disposable.from(
    changes,
    diagnostics,
    vscode.workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true }),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => diagnostics.delete(uri)),
  );

  return {
    async open(name, text, problems) {
      const uri = vscode.Uri.from({ scheme, path: `/${++opened}/${name}` });
      const entry = { content: new TextEncoder().encode(text), changed: Date.now(), problems };
      entries.set(uri.toString(), entry);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: false });
      return {
        text: () => document.getText(),
        async close() {
          // Saved, it closes without a question.
          if (!document.isClosed && document.isDirty) await document.save();
          const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
          await vscode.window.tabGroups.close(tabs.filter((tab) => isOf(tab, uri)));
          entries.delete(uri.toString());
        },
      };
    },
    dispose: () => registrations.dispose(),
  };
}

function isOf({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
}
