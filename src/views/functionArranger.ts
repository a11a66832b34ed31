import * as vscode from 'vscode';
import type { Connection } from '../app/connection.ts';
import type { Row } from '../app/row.ts';
import type { ObservableState } from '../host/state.ts';
import {
  type Arranged,
  arrange,
  byPrefix,
  byRuntime,
  byTag,
  type FunctionRow,
  type Grouping,
} from '../rows/arrange.ts';
import { arrangedInWords } from '../rows/arrangedInWords.ts';
import {
  arrangementKey,
  marksKey,
  placeOf,
  readArrangement,
  readMarks,
} from '../rows/arrangement.ts';

/** Decides which of the listed rows a view shows, and in which order. */
export interface Arranger extends vscode.Disposable {
  arrange(rows: readonly Row[]): readonly Row[];
  /** Whether it must know all rows to show the right ones. */
  needsAll(): boolean;
  /** What is left out and why, for the view's message. */
  message(isWhole: boolean): string | undefined;
  readonly onDidChange: vscode.Event<void>;
  /** Groups by the values of a tag, by ARN, until another grouping is chosen. */
  groupByTag(key: string, values: ReadonlyMap<string, string>): void;
  /** Functions that are shown although they cannot be listed. */
  byName(): readonly Row[];
}

export function createFunctionArranger(state: ObservableState, connection: Connection): Arranger {
  const changed = new vscode.EventEmitter<void>();
  const starred = new WeakMap<FunctionRow, FunctionRow>();
  let tags: { readonly key: string; readonly values: ReadonlyMap<string, string> } | undefined;
  let last: (Arranged & { readonly listed: number }) | undefined;

  const marks = () => readMarks(state, placeOf({ connection: connection.name, region: region() }));
  const region = () => connection.known().region ?? '';

  function grouping(): Grouping | undefined {
    if (tags) return byTag(tags.key, tags.values);
    const { group } = readArrangement(state);
    return group === 'none' ? undefined : group === 'prefix' ? byPrefix : byRuntime;
  }

  /** The same row for the same function, so that what stands below it stays. */
  function withStar(row: FunctionRow): FunctionRow {
    const known = starred.get(row) ?? { ...row, favourite: true as const };
    starred.set(row, known);
    return known;
  }

  function tellContext(): void {
    const { filter } = readArrangement(state);
    void vscode.commands.executeCommand('setContext', 'lambdaBench.filtered', filter !== '');
  }
  tellContext();
  const listener = state.onDidChange((key) => {
    if (key === arrangementKey) {
      tags = undefined;
      tellContext();
    }
    if (key === arrangementKey || key === marksKey) changed.fire();
  });

  const stopFollowing = connection.onDidChange((change) => {
    // The values are of the functions of one connection.
    if (change === 'selected') tags = undefined;
  });

  return {
    onDidChange: changed.event,
    arrange(rows) {
      const known = marks();
      const favourites = new Set(known.favourites);
      const functions = rows.flatMap((row) => {
        if (row.kind !== 'function') return [];
        return favourites.has(row.function.name) ? withStar(row) : row;
      });
      const arranged = arrange(functions, readArrangement(state), known, grouping());
      last = { ...arranged, listed: functions.length };
      return arranged.rows;
    },
    needsAll() {
      const { filter, sort } = readArrangement(state);
      return filter !== '' || sort !== 'listed' || grouping() !== undefined;
    },
    message: (isWhole) => last && arrangedInWords(readArrangement(state).filter, last, isWhole),
    groupByTag(key, values) {
      tags = { key, values };
      changed.fire();
    },
    byName: () =>
      marks().favourites.map((functionName) => ({ kind: 'namedFunction', functionName }) as const),
    dispose() {
      stopFollowing();
      vscode.Disposable.from(changed, listener).dispose();
    },
  };
}
