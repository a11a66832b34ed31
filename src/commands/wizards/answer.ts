import { UserError } from '../../errors.ts';

// Answers given in advance are checked as typed ones are; what is absent is asked for.

type Answers = Readonly<Record<string, unknown>>;
type Check = (value: string) => string | undefined;

export function textAnswer(answers: Answers, key: string, problem: Check): string | undefined {
  const value = answers[key];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw refused(key, 'it is not a text');
  return checked(key, value, problem);
}

/** Whole numbers, checked by what checks them as text where they are typed. */
export function numberAnswer(answers: Answers, key: string, problem: Check): number | undefined {
  const value = answers[key];
  if (value === undefined) return undefined;
  if (typeof value !== 'number') throw refused(key, 'it is not a number');
  return Number(checked(key, String(value), problem));
}

export function textsAnswer(
  answers: Answers,
  key: string,
  problem: (values: readonly string[]) => string | undefined = () => undefined,
): readonly string[] | undefined {
  const value = answers[key];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw refused(key, 'it is not a list of texts');
  }
  const found = problem(value);
  if (found !== undefined) throw refused(key, found);
  return value;
}

/** Texts by name; `problem` looks at all of them. */
export function textMapAnswer(
  answers: Answers,
  key: string,
  problem: (values: Readonly<Record<string, string>>) => string | undefined,
): Readonly<Record<string, string>> | undefined {
  const value = answers[key];
  if (value === undefined) return undefined;
  const entries = Object.entries(Object(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  if (typeof value !== 'object' || entries.length < Object.keys(Object(value)).length) {
    throw refused(key, 'it is not an object of texts.');
  }
  const texts = Object.fromEntries(entries);
  const found = problem(texts);
  if (found !== undefined) throw refused(key, found);
  return texts;
}

function checked(key: string, value: string, problem: Check): string {
  const found = problem(value);
  if (found !== undefined) throw refused(key, found);
  return value;
}

function refused(key: string, problem: string): UserError {
  return new UserError(
    `The command was called with an answer for "${key}" that cannot be used: ${problem} Correct it in the key binding or extension that calls the command.`,
  );
}
