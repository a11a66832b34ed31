import * as vscode from 'vscode';
import type { ShownDocument } from '../app/show.ts';
import { keepFile, removeKept } from '../payload/keptFile.ts';
import { documentFiles } from './documentFiles.ts';

/** Read-only documents made from answers; each lives as long as its tab. */
export interface Responses extends vscode.Disposable {
  /** Makes a document without opening it. */
  keep(document: ShownDocument): vscode.Uri;
  open(document: ShownDocument): Promise<void>;
  difference(title: string, left: ShownDocument, right: ShownDocument): Promise<void>;
}

const scheme = 'lambda-bench-response';

/**
 * Bytes from which on a document is a file of its own: VS Code reads 8 MB from the disk in half of the time
 * that it takes to fetch them from an extension.
 */
const large = 1024 * 1024;

/** A file system rather than texts, so that VS Code opens images and other binary files too. */
export function registerResponses(): Responses {
  const contents = new Map<string, Uint8Array>();
  /** URIs of those that are files. */
  const files = new Set<string>();
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const provider = documentFiles({
    onDidChangeFile: changes.event,
    stat: (uri) => ({
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: contentOf(uri).length,
      permissions: vscode.FilePermission.Readonly,
    }),
    readFile: contentOf,
  });
  const registrations = vscode.Disposable.from(
    changes,
    vscode.workspace.registerFileSystemProvider(scheme, provider, { isReadonly: true }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const uri of closed.flatMap(urisOf)) {
        contents.delete(uri.toString());
        if (files.delete(uri.toString())) removeKept(uri.fsPath);
      }
    }),
  );
  let opened = 0;

  function contentOf(uri: vscode.Uri): Uint8Array {
    const content = contents.get(uri.toString());
    // A tab that VS Code restores after a restart asks for what is gone.
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  }

  /** A path of its own for each, so that an earlier answer stays what it was. */
  function keep({ name, content }: ShownDocument): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${++opened}/${name}` });
    contents.set(uri.toString(), content);
    return uri;
  }

  /** Read-only as the others are. */
  async function openFile({ name, content }: ShownDocument): Promise<void> {
    const uri = vscode.Uri.file(await keepFile(fileName(name), content));
    files.add(uri.toString());
    await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
    // What was asked for is there: nobody waits for that.
    void vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
  }

  return {
    keep,
    async open(document) {
      if (document.content.length > large) {
        await openFile(document);
        return;
      }
      await vscode.commands.executeCommand('vscode.open', keep(document), { preview: false });
    },
    async difference(title, left, right) {
      const sides = [keep(left), keep(right)];
      await vscode.commands.executeCommand('vscode.diff', ...sides, title, { preview: false });
    },
    dispose() {
      registrations.dispose();
      for (const file of files) removeKept(vscode.Uri.parse(file).fsPath);
    },
  };
}

/** The ARN of a function has colons, which not every file system takes. */
function fileName(name: string): string {
  return name.replaceAll(/[\\/:*?"<>|]/g, '-');
}

function urisOf({ input }: vscode.Tab): vscode.Uri[] {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    return [input.uri];
  }
  if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
  return [];
}
