import * as vscode from 'vscode';
import type { State } from '../app.ts';

export interface ObservableState extends State, vscode.Disposable {
  /** Fires with the key that was set. */
  readonly onDidChange: vscode.Event<string>;
}

export function createState(memento: vscode.Memento): ObservableState {
  const changed = new vscode.EventEmitter<string>();
  return {
    get: (key) => memento.get<unknown>(key),
    async set(key, value) {
      // What is set is what comes out at once; the disk takes a little longer.
      const stored = memento.update(key, value);
      changed.fire(key);
      await stored;
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
