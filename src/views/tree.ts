import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Connection } from '../app/connection.ts';
import type { Row, ViewName } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import { isDenied } from '../aws/isDenied.ts';
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

/** How long rows of another connection stay, so that those of a fast one replace them without flicker; ms. */
const moment = 200;

const late = Symbol('late');

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
  { view: tree, redraw: tell, provide }: LateTree<Row>,
  view: ViewName,
  connection: Connection,
  settings: () => Settings,
  children: FetchRows,
  arranger?: Arranger,
): Tree {
  function draw(row?: Row): void {
    below.hurry();
    tell(row);
  }
  /** Pages come faster than a person can read. A click on a row that is drawn at that moment is lost. */
  const redraw = coalesce(() => {
    if (!isDeepStrictEqual(rows(view, listing, shown()), drawn)) draw();
  }, 300);
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
    const isRefused = listing.failure() !== undefined && listed.length === 0;
    return isRefused ? arranger.byName() : arranged;
  }
  const places = createPlaces();
  const below = createBelow({ view, fetch: children, idOf: places.idOf, onChange: draw });
  /** Ids of the rows that are open, and of those that stand within closed ones. */
  const open = new Set<string>();
  /** Whether another connection was selected since rows were drawn. */
  let isElsewhere = false;
  /** The rows of the view itself as they were drawn. */
  let drawn: readonly Row[] | undefined;
  provide({
    getTreeItem: (row) => drawRow(row, places.idOf(row)),
    getParent: (row) => places.parentOf(row),
    async getChildren(parent) {
      if (parent) {
        open.add(places.idOf(parent));
        const rows = parent.kind === 'functionGroup' ? parent.rows : await below.of(parent);
        return [...places.place(parent, rows)];
      }
      const started = listing.started();
      // Until there are others, VS Code shows the rows that it has, which are those of another place.
      if (isElsewhere && (await Promise.race([started, delay(moment, late)])) === late) {
        isElsewhere = false;
        drawn = [{ kind: 'more', view, isFetching: true }];
        void started.then(redraw);
        return [...places.place(undefined, drawn)];
      }
      await started;
      isElsewhere = false;
      drawn = rows(view, listing, shown());
      // An empty message takes no room; to set it draws the view.
      const message = arranger?.message(!listing.hasMore()) ?? '';
      if (message !== tree.message) tree.message = message;
      return [...places.place(undefined, drawn)];
    },
  });
  const describe = () => {
    tree.description = [connection.name, whereText(connection.known())].filter(Boolean).join(' · ');
  };
  describe();
  const stopFollowing = connection.onDidChange((change) => {
    describe();
    if (change !== 'selected') return;
    drawn = undefined;
    isElsewhere = true;
    open.clear();
    below.forgetAll();
    listing.reset();
  });

  const arrangement = arranger?.onDidChange(() => {
    draw();
    listing.goOn();
  });
  const settingsListener = vscode.workspace.onDidChangeConfiguration((event) => {
    if (view === 'roles' && event.affectsConfiguration('lambdaBench.roles.showAll')) {
      void listing.restart().then(() => draw());
    }
  });
  const openings = vscode.Disposable.from(
    tree.onDidExpandElement(({ element }) => open.add(places.idOf(element))),
    tree.onDidCollapseElement(({ element }) => open.delete(places.idOf(element))),
  );
  function refreshRow(row: Row): void {
    if (!places.has(row)) return;
    if (open.has(places.idOf(row))) {
      const location = { viewId: `lambdaBench.${view}` };
      void vscode.window.withProgress({ location }, () => below.again(row));
      return;
    }
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
      for (const row of below.parents()) if (row.kind === kind) refreshRow(row);
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
      redraw.cancel();
      await listing.restart(reveal === undefined ? undefined : (row) => named(row, reveal));
      draw();
      // One that is hidden, filtered or in a group is not among the rows of the view.
      const row = shown().find((candidate) => named(candidate, reveal));
      if (row) await tree.reveal(row, { select: true, focus: false });
    },
    more: () => listing.more(),
    dispose() {
      stopFollowing();
      redraw.cancel();
      arrangement?.dispose();
      vscode.Disposable.from(openings, settingsListener).dispose();
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
