import * as vscode from 'vscode';
import type { InputQuestion } from '../app/prompts.ts';
import { Cancelled } from '../errors.ts';
import { Back, type Place } from './place.ts';

/** Throws `Cancelled` when it is dismissed, `Back` when the step before is wanted. */
export async function askInput(place: Place, question: InputQuestion): Promise<string> {
  const box = vscode.window.createInputBox();
  box.title = place.title;
  box.step = place.step;
  box.totalSteps = place.totalSteps;
  box.prompt = question.prompt;
  box.placeholder = question.placeholder;
  box.password = question.secret === true;
  box.value = question.value ?? '';
  box.validationMessage = box.value === '' ? undefined : question.validate?.(box.value);
  box.ignoreFocusOut = true;
  box.buttons = place.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  try {
    return await new Promise<string>((resolve, reject) => {
      box.onDidTriggerButton(() => reject(new Back()));
      box.onDidHide(() => reject(new Cancelled()));
      box.onDidChangeValue((value) => {
        box.validationMessage = question.validate?.(value);
      });
      box.onDidAccept(() => {
        const problem = question.validate?.(box.value);
        box.validationMessage = problem;
        if (problem === undefined) resolve(box.value);
      });
      box.show();
    });
  } finally {
    box.dispose();
  }
}
