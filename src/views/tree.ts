import * as vscode from 'vscode';
import type { Connection, Row, ViewName } from '../app.ts';
import type { Account, FunctionSummary } from '../aws/account.ts';
import { trustsLambda } from '../aws/trustPolicy.ts';
import { isCancelled, messageOf } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { createListing, type Listing } from './listing.ts';
import { drawRow } from './rows.ts';

export interface Tree extends vscode.Disposable {
  /** Draws again what is known. */
  redraw(): void;
  /** Lists again; then shows the view with the named row selected. */
  refresh(reveal?: string): Promise<void>;
  more(): Promise<void>;
}

export function registerTree(
  view: ViewName,
  connection: Connection,
  settings: () => Settings,
  payloads: (of: FunctionSummary) => Promise<Row[]>,
): Tree {
  const changed = new vscode.EventEmitter<Row | undefined>();
  const listing: Listing<Row> = createListing({
    pages: async function* () {
      const account = await connection.account();
      tree.description = where(account);
      yield* view === 'functions' ? functionRows(account) : roleRows(account, settings());
    },
    onChange: () => changed.fire(undefined),
  });
  async function payloadsOf(of: FunctionSummary): Promise<Row[]> {
    const found = await payloads(of);
    return found.length > 0 ? found : [{ kind: 'noPayload', functionName: of.name }];
  }
  const tree = vscode.window.createTreeView<Row>(`lambdaBench.${view}`, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: drawRow,
      getParent: () => undefined,
      async getChildren(parent) {
        if (parent) return parent.kind === 'function' ? payloadsOf(parent.function) : [];
        await listing.started();
        return rows(view, listing);
      },
    },
    showCollapseAll: false,
  });
  tree.description = connection.name;

  const settingsListener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (view === 'roles' && event.affectsConfiguration('lambdaBench.roles.showAll')) {
      void listing.restart();
    }
  });
  return {
    async refresh(reveal) {
      await listing.restart(reveal === undefined ? undefined : (row) => named(row, reveal));
      const row = listing.rows().find((candidate) => named(candidate, reveal));
      if (row) await tree.reveal(row, { select: true, focus: false });
    },
    redraw: () => changed.fire(undefined),
    more: () => listing.more(),
    dispose: () => vscode.Disposable.from(tree, changed, settingsListener).dispose(),
  };
}

function rows(view: ViewName, listing: Listing<Row>): Row[] {
  const failure = listing.failure();
  return [
    ...listing.rows(),
    ...(failure === undefined || isCancelled(failure)
      ? []
      : [{ kind: 'failure', view, message: messageOf(failure) } as const]),
    ...(listing.hasMore() ? [{ kind: 'more', view } as const] : []),
  ];
}

function where(account: Account): string {
  const { connection, accountId, region } = account.target;
  return [connection, accountId, region].filter((part) => part !== undefined).join(' · ');
}

function named(row: Row, name: string | undefined): boolean {
  return (
    (row.kind === 'function' && row.function.name === name) ||
    (row.kind === 'role' && row.role.name === name)
  );
}

async function* functionRows(account: Account): AsyncIterable<Row[]> {
  for await (const page of account.functions.list()) {
    yield page.map((summary) => ({ kind: 'function', function: summary }));
  }
}

async function* roleRows(account: Account, { showAllRoles }: Settings): AsyncIterable<Row[]> {
  for await (const page of account.roles.list()) {
    const shown = page.filter(({ trusts }) => showAllRoles || trustsLambda(trusts));
    yield shown.map((role) => ({ kind: 'role', role }));
  }
}
