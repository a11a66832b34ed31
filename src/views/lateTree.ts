import * as vscode from 'vscode';

/** A view that is there at once; its rows come when somebody has them. */
export interface LateTree<T> extends vscode.Disposable {
  readonly view: vscode.TreeView<T>;
  /** Draws a row again with all below it; undefined stands for all rows. */
  redraw(row: T | undefined): void;
  provide(rows: RowProvider<T>): void;
}

export type RowProvider<T> = Pick<
  vscode.TreeDataProvider<T>,
  'getTreeItem' | 'getChildren' | 'getParent'
>;

export function createLateTree<T>(
  name: string,
  options: { readonly canSelectMany: boolean },
): LateTree<T> {
  const changed = new vscode.EventEmitter<T | undefined>();
  const provided = Promise.withResolvers<RowProvider<T>>();
  const view = vscode.window.createTreeView<T>(`lambdaBench.${name}`, {
    ...{ ...options, showCollapseAll: true },
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: async (row) => (await provided.promise).getTreeItem(row),
      getChildren: async (parent) => (await provided.promise).getChildren(parent),
      getParent: async (row) => (await provided.promise).getParent?.(row),
    },
  });
  return {
    view,
    redraw: (row) => changed.fire(row),
    provide: provided.resolve,
    dispose: () => vscode.Disposable.from(view, changed).dispose(),
  };
}
