import * as vscode from 'vscode';
import type { Prompts, Questions, Step } from '../app/prompts.ts';
import { Cancelled } from '../errors.ts';
import { openFile, saveAs } from './files.ts';
import { askInput } from './inputBox.ts';
import { Back, type Place } from './place.ts';
import { askPick, askPickMany } from './quickPick.ts';

export function createPrompts(): Prompts {
  return {
    ...questions({ title: 'Lambda Bench', canGoBack: false }),
    wizard,
    async confirm({ message, detail, action }) {
      const options = { modal: true, ...(detail === undefined ? {} : { detail }) };
      const chosen = await vscode.window.showWarningMessage(message, options, action);
      if (chosen !== action) throw new Cancelled();
    },
    saveAs,
    openFile,
  };
}

function questions(place: Place): Questions {
  return {
    input: (question) => askInput(place, question),
    pick: (question) => askPick(place, question),
    pickMany: (question) => askPickMany(place, question),
  };
}

/** `history` holds, for each step that was asked, the answers as they stood before it. */
async function wizard<T extends object>(
  title: string,
  steps: readonly Step<T>[],
  known: Partial<T> = {},
): Promise<Partial<T>> {
  const history: { index: number; answers: Partial<T> }[] = [];
  let answers = known;
  let index = 0;
  while (index < steps.length) {
    const step = steps[index];
    if (!step || step.when?.(answers) === false) {
      index++;
      continue;
    }
    const place: Place = {
      title,
      canGoBack: history.length > 0,
      step: history.length + 1,
      totalSteps: history.length + remaining(steps, index, answers),
    };
    try {
      const answered = await step.ask(questions(place), answers);
      history.push({ index, answers });
      answers = { ...answers, ...answered };
      index++;
    } catch (error) {
      const previous = error instanceof Back ? history.pop() : undefined;
      if (!previous) throw error;
      ({ index, answers } = previous);
    }
  }
  return answers;
}

function remaining<T>(steps: readonly Step<T>[], from: number, answers: Partial<T>): number {
  return steps.slice(from).filter((step) => step.when?.(answers) !== false).length;
}
