import type { Questions } from '../../app.ts';
import { isUserError } from '../../errors.ts';

export interface NameQuestion {
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with the name by its own rules. */
  readonly problem: (name: string) => string | undefined;
  /** Looks whether the name is in use. */
  readonly isTaken: (name: string) => Promise<boolean>;
  readonly takenProblem: (name: string) => string;
}

/** Asks for a name until it is one that is not in use. */
export async function askFreeName(questions: Questions, question: NameQuestion): Promise<string> {
  const taken = new Set<string>();
  let value = question.value;
  for (;;) {
    const name = await questions.input({
      prompt: question.prompt,
      value,
      validate: (text) =>
        question.problem(text) ?? (taken.has(text) ? question.takenProblem(text) : undefined),
    });
    if (!(await isKnownToBeTaken(question, name))) return name;
    taken.add(name);
    value = name;
  }
}

/** Who may create but not look still creates: the service itself refuses a name in use. */
async function isKnownToBeTaken(question: NameQuestion, name: string): Promise<boolean> {
  try {
    return await question.isTaken(name);
  } catch (error) {
    if (isUserError(error)) return false;
    throw error;
  }
}
