import type { Questions } from '../../app/prompts.ts';
import { isUserError } from '../../errors.ts';

export interface NameQuestion {
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with the name by its own rules. */
  readonly problem: (name: string) => string | undefined;
  /** Looks the name up: says so in a sentence when it is in use. */
  readonly taken: (name: string) => Promise<string | undefined>;
}

/** Asks for a name until it is one that is not in use. */
export async function askFreeName(questions: Questions, question: NameQuestion): Promise<string> {
  const taken = new Map<string, string>();
  let { prompt, value } = question;
  for (;;) {
    const name = await questions.input({
      prompt,
      value,
      validate: (text) => question.problem(text) ?? taken.get(text),
    });
    const problem = await knownToBeTaken(question, name);
    if (problem === undefined) return name;
    taken.set(name, problem);
    value = name;
    // The question returns with the name in it: why is to be seen before anything is typed.
    prompt = `${question.prompt}. ${problem}`;
  }
}

/** Who may create but not look still creates: the service itself refuses a name in use. */
async function knownToBeTaken(question: NameQuestion, name: string): Promise<string | undefined> {
  try {
    return await question.taken(name);
  } catch (error) {
    if (isUserError(error)) return undefined;
    throw error;
  }
}
