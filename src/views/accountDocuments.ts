import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { messageOf } from '../errors.ts';
import type { DocumentContent, OpenedDocument } from '../openedDocument.ts';
import { documentFiles } from './documentFiles.ts';
import { createDocumentState, type DocumentState } from './documentState.ts';
import { showProblems } from './problems.ts';

/** Editors of what an account holds: opening reads it, saving changes the account. */
export interface AccountDocuments extends vscode.Disposable {
  /** Opens the document of a path, as `documentPath` makes it. */
  open(path: string): Promise<void>;
  /** Saves the active one by hand, whatever VS Code saves of its own accord at that moment. */
  save(): Promise<void>;
}

export interface AccountDocumentDoors {
  document(path: string): Promise<OpenedDocument>;
  /** A read-only document with what the account holds. */
  theirs(name: string, text: string): vscode.Uri;
}

const accountScheme = 'lambda-bench';

/** What other extensions take for a save, e.g. to format; ms. */
const patience = 5000;
const pause = 100;

export function registerAccountDocuments(doors: AccountDocumentDoors): AccountDocuments {
  const states = new Map<string, DocumentState>();
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const diagnostics = vscode.languages.createDiagnosticCollection('lambda-bench');

  function stateOf(uri: vscode.Uri): DocumentState {
    const key = uri.toString();
    const state = states.get(key) ?? createDocumentState();
    states.set(key, state);
    return state;
  }

  async function read(uri: vscode.Uri): Promise<DocumentContent> {
    const content = await orFileError(doors.document(uri.path).then((opened) => opened.read()));
    stateOf(uri).wasRead(content, Date.now());
    return content;
  }

  async function write(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    const state = stateOf(uri);
    const text = new TextDecoder().decode(bytes);
    const { base } = state;
    if (base === undefined) {
      throw refused(
        'Nothing was saved: only an editor that shows what the account holds can be saved.',
      );
    }
    if (state.savedByItself) {
      throw refused(
        'Nothing was saved: saving changes the account, so it is done by hand only. Save the editor yourself.',
      );
    }
    const opened = await orFileError(doors.document(uri.path));
    const saved = await orFileError(opened.save(text, base));
    if (saved.kind === 'saved') {
      state.wasWritten(text, saved.content, Date.now());
      // What the account made of it is read when VS Code has seen that the text was written.
      if (saved.content.text !== text) setTimeout(() => reload(uri, saved.content), 100);
      return;
    }
    // What is shown now is what the next save starts from.
    if (saved.content && saved.content.text !== base.text) {
      state.base = { ...saved.content, ...(saved.kind === 'conflict' && { refused: text }) };
      await showTheirs(uri, saved.content);
    }
    throw refused(saved.message);
  }

  function reload(uri: vscode.Uri, content: DocumentContent): void {
    stateOf(uri).wasRead(content, Date.now());
    changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async function showTheirs(uri: vscode.Uri, content: DocumentContent): Promise<void> {
    const name = nameOf(uri);
    await vscode.commands.executeCommand(
      'vscode.diff',
      doors.theirs(name, content.text),
      uri,
      `${name}: in the account ↔ yours`,
      { preview: false },
    );
  }

  async function look(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    if (uri.scheme !== accountScheme) return;
    if (!document.isDirty) stateOf(uri).isShown(document.getText());
    const opened = await doors.document(uri.path).catch(() => undefined);
    if (!opened || document.isClosed) return;
    showProblems(diagnostics, document, opened.problems(document.getText()));
  }

  const provider = documentFiles({
    onDidChangeFile: changes.event,
    async stat(uri) {
      const state = stateOf(uri);
      if (state.mtime === 0) await read(uri);
      const { mtime, size } = state;
      return { type: vscode.FileType.File, ctime: 0, mtime, size };
    },
    readFile: async (uri) => new TextEncoder().encode((await read(uri)).text),
    writeFile: write,
  });
  const registrations = vscode.Disposable.from(
    changes,
    diagnostics,
    vscode.workspace.registerFileSystemProvider(accountScheme, provider, { isCaseSensitive: true }),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.workspace.onWillSaveTextDocument(({ document: { uri }, reason }) => {
      if (uri.scheme !== accountScheme) return;
      stateOf(uri).savedByItself = reason !== vscode.TextDocumentSaveReason.Manual;
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme !== accountScheme) return;
      states.delete(uri.toString());
      diagnostics.delete(uri);
    }),
  );

  return {
    async open(path) {
      const uri = vscode.Uri.from({ scheme: accountScheme, path });
      const isOpen = vscode.workspace.textDocuments.some(
        (document) => document.uri.toString() === uri.toString() && !document.isClosed,
      );
      // Fails with a reason here rather than in an editor that cannot show one.
      if (!isOpen) await doors.document(path).then((opened) => opened.read());
      await vscode.window.showTextDocument(uri, { preview: false });
    },
    async save() {
      const document = vscode.window.activeTextEditor?.document;
      await vscode.commands.executeCommand('workbench.action.files.save');
      if (document?.uri.scheme !== accountScheme) return;
      // While VS Code prepares a save of its own, which is refused, it drops the person's or takes it for the same.
      for (let waited = 0; waited < patience; waited += pause) {
        if (!document.isDirty || !stateOf(document.uri).savedByItself) return;
        await delay(pause);
        await document.save();
      }
    },
    dispose: () => registrations.dispose(),
  };
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

async function orFileError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw refused(messageOf(error));
  }
}

function refused(message: string): vscode.FileSystemError {
  return vscode.FileSystemError.Unavailable(message);
}
