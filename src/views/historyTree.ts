import type * as vscode from 'vscode';
import type { HistoryRow } from '../app/row.ts';
import { messageOf } from '../errors.ts';
import { keyOf } from '../history/entryId.ts';
import type { History } from '../history/history.ts';
import { periodsOf } from '../history/periods.ts';
import { drawRow } from './drawRow.ts';
import type { LateTree } from './lateTree.ts';

export interface HistoryTree extends vscode.Disposable {
  refresh(): Promise<void>;
  /** Shows the next rows of the period. */
  older(period: string): void;
}

/** Rows of a period that are read before the person asks for more. */
const atOnce = 100;
/** Changes come in bursts; ms. */
const quiet = 100;

/** Reads and watches nothing as long as the view is not in sight. */
export function registerHistoryTree(
  { view, redraw, provide }: LateTree<HistoryRow>,
  history: () => Promise<History>,
): HistoryTree {
  const wanted = new Map<string, number>();
  let watching: Promise<() => void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function periods(): Promise<HistoryRow[]> {
    try {
      const listed = await (await history()).list();
      return periodsOf(listed, new Date()).map((period) => ({ kind: 'period', ...period }));
    } catch (error) {
      return [{ kind: 'noHistory', message: messageOf(error) }];
    }
  }

  async function below({ name, ids }: Extract<HistoryRow, { kind: 'period' }>) {
    const shown = ids.slice(0, wanted.get(name) ?? atOnce);
    const entries = await (await history()).read(shown);
    const rows: HistoryRow[] = entries.map((entry) => ({ kind: 'invocation', entry }));
    return shown.length < ids.length ? [...rows, { kind: 'older', period: name } as const] : rows;
  }

  provide({
    getTreeItem: (row) => drawRow(row, idOf(row)),
    async getChildren(parent) {
      if (parent === undefined) return periods();
      return parent.kind === 'period' ? below(parent) : [];
    },
  });

  function soon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      redraw(undefined);
    }, quiet);
  }

  async function unwatch(): Promise<void> {
    const started = watching;
    watching = undefined;
    (await started)?.();
  }

  const visibility = view.onDidChangeVisibility(({ visible }) => {
    if (!visible) {
      void unwatch();
      return;
    }
    watching ??= history().then((opened) => opened.watch(soon));
    soon();
  });

  return {
    refresh: async () => redraw(undefined),
    older(period) {
      wanted.set(period, (wanted.get(period) ?? atOnce) + 2 * atOnce);
      redraw(undefined);
    },
    dispose() {
      clearTimeout(timer);
      void unwatch();
      visibility.dispose();
    },
  };
}

function idOf(row: HistoryRow): string {
  switch (row.kind) {
    case 'period':
      return `period ${row.name}`;
    case 'invocation':
      // It stays the same row when it ends.
      return keyOf(row.entry.id);
    case 'older':
      return `older ${row.period}`;
    case 'noHistory':
      return row.kind;
  }
}
