import type * as vscode from 'vscode';

/** What is made once, later: with its first use, or in a turn of its own when activation is over. */
export interface Late<T> extends vscode.Disposable {
  (): Promise<T>;
}

/** Ends with what is made. */
export function late<T extends vscode.Disposable>(make: () => Promise<T>): Late<T> {
  let making: Promise<T> | undefined;
  const get = () => {
    making ??= make();
    return making;
  };
  const start = setImmediate(() => void get());
  return Object.assign(get, {
    dispose() {
      clearImmediate(start);
      making?.then((made) => made.dispose()).catch(() => undefined);
    },
  });
}
