import * as vscode from 'vscode';
import type { Choice, Choices, PickManyQuestion, PickQuestion } from '../app/prompts.ts';
import { Cancelled } from '../errors.ts';
import { Back, type Place } from './place.ts';

interface Item<T> extends vscode.QuickPickItem {
  /** Undefined for the heading of a group. */
  readonly choice?: Choice<T>;
}

/** Throws `Cancelled` when it is dismissed, `Back` when the step before is wanted. */
export async function askPick<T>(place: Place, question: PickQuestion<T>): Promise<T> {
  return ask<T, T>(place, question, (box, { accept, items }) => {
    void items((fresh) => {
      const active = fresh.find(({ choice }) => choice && question.active?.(choice.value));
      if (active) box.activeItems = [active];
    });
    return () => {
      const choice = box.selectedItems[0]?.choice;
      if (choice) accept(choice.value);
    };
  });
}

/** Throws `Cancelled` when it is dismissed, `Back` when the step before is wanted. */
export async function askPickMany<T>(place: Place, question: PickManyQuestion<T>): Promise<T[]> {
  return ask<T, T[]>(place, question, (box, { accept, items }) => {
    box.canSelectMany = true;
    void items((fresh) => {
      const chosen = fresh.filter(({ choice }) => choice && question.selected?.(choice.value));
      box.selectedItems = [...box.selectedItems, ...chosen];
    });
    return () => {
      const values = box.selectedItems.flatMap(({ choice }) => (choice ? [choice.value] : []));
      const problem = question.validate?.(values);
      if (problem === undefined) accept(values);
      else box.title = `${place.title}: ${problem}`;
    };
  });
}

interface Hooks<T, R> {
  accept(result: R): void;
  /** Fills the box; `added` hears of each page after it is shown. */
  items(added: (fresh: readonly Item<T>[]) => void): Promise<void>;
}

/** `setUp` answers what is done when the person presses Enter. */
async function ask<T, R>(
  place: Place,
  question: PickQuestion<T>,
  setUp: (box: vscode.QuickPick<Item<T>>, hooks: Hooks<T, R>) => () => void,
): Promise<R> {
  const box = vscode.window.createQuickPick<Item<T>>();
  box.title = place.title;
  box.step = place.step;
  box.totalSteps = place.totalSteps;
  box.placeholder = question.prompt;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.ignoreFocusOut = true;
  box.buttons = place.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  const closed = new AbortController();
  try {
    return await new Promise<R>((resolve, reject) => {
      const onAccept = setUp(box, {
        accept: resolve,
        items: (added) => fill(box, question.choices, added, closed.signal).catch(reject),
      });
      box.onDidTriggerButton(() => reject(new Back()));
      box.onDidHide(() => reject(new Cancelled()));
      box.onDidAccept(onAccept);
      box.show();
    });
  } finally {
    closed.abort();
    box.dispose();
  }
}

async function fill<T>(
  box: vscode.QuickPick<Item<T>>,
  choices: Choices<T>,
  added: (fresh: readonly Item<T>[]) => void,
  closed: AbortSignal,
): Promise<void> {
  if (Symbol.asyncIterator in choices) {
    box.busy = true;
    const all: Choice<T>[] = [];
    const known = new Map<Choice<T>, Item<T>>();
    for await (const page of choices) {
      if (closed.aborted) return;
      all.push(...page);
      box.keepScrollPosition = true;
      const items = grouped(all, known);
      box.items = items;
      added(items.filter(({ choice }) => choice && page.includes(choice)));
    }
    box.busy = false;
  } else {
    const items = grouped(choices, new Map());
    box.items = items;
    added(items);
  }
}

/** Choices of one group together under its heading, groups in the order in which they first appear. */
function grouped<T>(choices: readonly Choice<T>[], known: Map<Choice<T>, Item<T>>): Item<T>[] {
  const groups = new Map<string, Item<T>[]>();
  for (const choice of choices) {
    const group = choice.group ?? '';
    const items = groups.get(group) ?? [];
    groups.set(group, items);
    const item = known.get(choice) ?? draw(choice);
    known.set(choice, item);
    items.push(item);
  }
  return [...groups].flatMap(([group, items]) =>
    group === '' ? items : [{ label: group, kind: vscode.QuickPickItemKind.Separator }, ...items],
  );
}

function draw<T>(choice: Choice<T>): Item<T> {
  return {
    label: choice.label,
    choice,
    ...(choice.description === undefined ? {} : { description: choice.description }),
    ...(choice.detail === undefined ? {} : { detail: choice.detail }),
    ...(choice.icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(choice.icon) }),
    ...(choice.stays === true && { alwaysShow: true }),
  };
}
