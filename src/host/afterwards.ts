import type * as vscode from 'vscode';

/** Registers, when activation is over, what can wait for that; it ends with what is returned. */
export function afterwards(
  register: () => Promise<vscode.Disposable>,
  onFailure: (error: unknown) => void,
): vscode.Disposable {
  let registered: vscode.Disposable | undefined;
  let isOver = false;
  const start = setImmediate(() => {
    register().then((made) => {
      if (isOver) made.dispose();
      else registered = made;
    }, onFailure);
  });
  return {
    dispose() {
      isOver = true;
      clearImmediate(start);
      registered?.dispose();
    },
  };
}
