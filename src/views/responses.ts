import * as vscode from 'vscode';

/** Read-only documents made from answers; each lives as long as its editor. */
export interface Responses extends vscode.Disposable {
  open(name: string, content: string): Promise<void>;
}

const scheme = 'lambda-bench-response';

export function registerResponses(): Responses {
  const contents = new Map<string, string>();
  const registrations = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => contents.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => contents.delete(uri.toString())),
  );
  let opened = 0;
  return {
    async open(name, content) {
      // A path of its own for each, so that an earlier answer stays what it was.
      const uri = vscode.Uri.from({ scheme, path: `/${++opened}/${name}` });
      contents.set(uri.toString(), content);
      await vscode.window.showTextDocument(uri, { preview: false });
    },
    dispose: () => registrations.dispose(),
  };
}
