import * as vscode from 'vscode';
import type { Connection } from '../app/connection.ts';
import type { Row, ViewName } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import { trustsLambda } from '../aws/trustPolicy.ts';
import { type Fix, isCancelled, isUserError, messageOf } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { whereText } from '../whereText.ts';
import { createBelow, type FetchRows } from './below.ts';
import { coalesce } from './coalesce.ts';
import { drawRow } from './drawRow.ts';
import type { Arranger } from './functionArranger.ts';
import type { LateTree } from './lateTree.ts';
import { createListing, type Listing } from './listing.ts';
import { createPlaces } from './places.ts';

export interface Tree extends vscode.Disposable {
  /** Fetches again what stands below the rows of a kind. */
  refreshRows(kind: Row['kind']): void;
  /** Whether the row is one of this tree's, now or before. */
  has(row: Row): boolean;
  /** Fetches again what stands below the row. */
  refreshRow(row: Row): void;
  /** Fetches again the rows among which the row stands. */
  refreshBeside(row: Row): void;
  /** Puts rows below the row in place of what stands there. */
  put(row: Row, rows: readonly Row[]): void;
  /** Lists again; then shows the view with the named row selected. */
  refresh(reveal?: string): Promise<void>;
  more(): Promise<void>;
}

export function registerTree(
  { view: tree, redraw: draw, provide }: LateTree<Row>,
  view: ViewName,
  connection: Connection,
  settings: () => Settings,
  children: FetchRows,
  arranger?: Arranger,
): Tree {
  /** Pages come faster than a person can read. */
  const redraw = coalesce(() => draw(undefined), 300);
  const listing: Listing<Row> = createListing({
    pages: async function* () {
      const account = await connection.account();
      yield* view === 'functions' ? functionRows(account) : roleRows(account, settings());
    },
    onChange: redraw,
    needsAll: () => arranger?.needsAll() ?? false,
  });
  function shown(): readonly Row[] {
    const listed = listing.rows();
    if (!arranger) return listed;
    const arranged = arranger.arrange(listed);
    // An empty message takes no room.
    tree.message = arranger.message(!listing.hasMore()) ?? '';
    const isRefused = listing.failure() !== undefined && listed.length === 0;
    return isRefused ? arranger.byName() : arranged;
  }
  const below = createBelow(view, children);
  const places = createPlaces();
  /** The rows that have been asked for what stands below them. */
  const expanded = new Set<Row>();
  provide({
    getTreeItem: (row) => drawRow(row, places.idOf(row)),
    getParent: (row) => places.parentOf(row),
    async getChildren(parent) {
      if (parent) {
        expanded.add(parent);
        const rows = parent.kind === 'functionGroup' ? parent.rows : await below.of(parent);
        return [...places.place(parent, rows)];
      }
      await listing.started();
      return [...places.place(undefined, rows(view, listing, shown()))];
    },
  });
  const describe = () => {
    tree.description = [connection.name, whereText(connection.known())].filter(Boolean).join(' · ');
  };
  describe();
  const stopFollowing = connection.onDidChange((change) => {
    describe();
    if (change !== 'selected') return;
    expanded.clear();
    listing.reset();
  });

  const arrangement = arranger?.onDidChange(() => {
    draw(undefined);
    listing.goOn();
  });
  const settingsListener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (view === 'roles' && event.affectsConfiguration('lambdaBench.roles.showAll')) {
      void listing.restart().then(() => draw(undefined));
    }
  });
  function refreshRow(row: Row): void {
    if (!places.has(row)) return;
    below.forget(row);
    draw(row);
  }
  return {
    has: places.has,
    refreshRow,
    refreshBeside(row) {
      const parent = places.parentOf(row);
      if (parent) refreshRow(parent);
    },
    refreshRows(kind) {
      for (const row of expanded) if (row.kind === kind) refreshRow(row);
    },
    put(row, rows) {
      below.put(row, rows);
      draw(row);
      // Who asked from a row that is shut wants to see what was asked for.
      if (!places.has(row)) return;
      const shows = tree.reveal(row, { select: false, expand: true });
      // Gone or out of sight by now.
      shows.then(undefined, () => undefined);
    },
    async refresh(reveal) {
      expanded.clear();
      await listing.restart(reveal === undefined ? undefined : (row) => named(row, reveal));
      draw(undefined);
      const row = listing.rows().find((candidate) => named(candidate, reveal));
      // One that is hidden, filtered or in a group is not placed among the rows of the view.
      if (row && shown().includes(row)) await tree.reveal(row, { select: true, focus: false });
    },
    more: () => listing.more(),
    dispose() {
      stopFollowing();
      redraw.cancel();
      arrangement?.dispose();
      settingsListener.dispose();
    },
  };
}

function rows(view: ViewName, listing: Listing<Row>, shown: readonly Row[]): Row[] {
  const failure = listing.failure();
  return [
    ...shown,
    ...(failure === undefined || isCancelled(failure)
      ? []
      : [{ kind: 'failure', view, message: messageOf(failure), fix: fixOf(failure) } as const]),
    ...(view === 'functions' && isDenied(failure) ? [{ kind: 'addByName' } as const] : []),
    ...(listing.hasMore()
      ? [{ kind: 'more', view, isFetching: listing.isFetching() } as const]
      : []),
  ];
}

/** What the log says cures nothing: then a click on the row tries again. */
function fixOf(failure: unknown): Fix | undefined {
  const fix = isUserError(failure) ? failure.fix : undefined;
  return fix?.command === 'lambdaBench.showLog' ? undefined : fix;
}

function isDenied(failure: unknown): boolean {
  if (!isUserError(failure)) return false;
  const { cause } = failure;
  return cause instanceof Error && cause.name.startsWith('AccessDenied');
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
