import assert from 'node:assert/strict';
import type {
  Choice,
  Choices,
  InputQuestion,
  PickManyQuestion,
  PickQuestion,
  Prompts,
  Questions,
  Step,
} from '../../src/app/prompts.ts';
import { Cancelled } from '../../src/errors.ts';

/** The question, by its prompt or a part of it. */
type Asked = string | RegExp;
/** A choice, by its whole label or by a pattern that fits one label only. */
type Label = string | RegExp;

export type Answer =
  | {
      readonly kind: 'input';
      readonly asked: Asked;
      readonly text: string;
      readonly refused?: RegExp;
    }
  | { readonly kind: 'keep'; readonly asked: Asked; readonly value?: unknown }
  | { readonly kind: 'pick'; readonly asked: Asked; readonly label: Label; readonly shows?: RegExp }
  | {
      readonly kind: 'pickMany';
      readonly asked: Asked;
      readonly labels: readonly Label[];
      readonly refused?: RegExp;
    }
  | { readonly kind: 'confirm'; readonly asked: Asked; readonly detail?: RegExp }
  | {
      readonly kind: 'file';
      readonly asked: Asked;
      readonly path: string;
      readonly offered?: Asked;
    }
  | { readonly kind: 'back'; readonly asked: Asked }
  | { readonly kind: 'cancel'; readonly asked: Asked };

/** Types a text; with `refused` the validator must refuse it so, and the next answer is for the same question. */
export function type(asked: Asked, text: string, expected: { refused?: RegExp } = {}): Answer {
  return { kind: 'input', asked, text, ...expected };
}

/** Accepts what stands in an input, which must be `value` if given, or what is preselected in a list (`value`: its labels). */
export function keep(asked: Asked, value?: string | readonly string[]): Answer {
  return { kind: 'keep', asked, value };
}

/** With `shows`, label, description and detail of the choice must fit. */
export function choose(asked: Asked, label: Label, expected: { shows?: RegExp } = {}): Answer {
  return { kind: 'pick', asked, label, ...expected };
}

/** Chooses exactly these, whatever was preselected; `refused` as for `type`. */
export function chooseMany(
  asked: Asked,
  labels: readonly Label[],
  expected: { refused?: RegExp } = {},
): Answer {
  return { kind: 'pickMany', asked, labels, ...expected };
}

/** Agrees to a modal question whose detail, if given, must fit. */
export function agree(asked: Asked, detail?: RegExp): Answer {
  return detail ? { kind: 'confirm', asked, detail } : { kind: 'confirm', asked };
}

/** Chooses a file by its absolute path; `offered` must be the name that is proposed. */
export function chooseFile(
  asked: Asked,
  path: string,
  expected: { offered?: string } = {},
): Answer {
  return { kind: 'file', asked, path, ...expected };
}

export function goBack(asked: Asked): Answer {
  return { kind: 'back', asked };
}

export function dismiss(asked: Asked): Answer {
  return { kind: 'cancel', asked };
}

export interface ScriptedPrompts extends Prompts {
  /** Adds answers to the script. */
  expect(...answers: readonly Answer[]): void;
  /** Fails when answers are left over, or when a question failed before although the command caught that. */
  finish(): void;
}

/** Answers questions in order, as a person would: validators run, and surprises fail. */
export function scriptedPrompts(...script: readonly Answer[]): ScriptedPrompts {
  const left = [...script];
  const failures: unknown[] = [];
  const answering = async <T>(answer: () => Promise<T>): Promise<T> => {
    try {
      return await answer();
    } catch (error) {
      if (error instanceof assert.AssertionError) failures.push(error);
      throw error;
    }
  };
  const questions: Questions = {
    input: (question) => answering(() => answerInput(left, question)),
    pick: (question) => answering(() => answerPick(left, question)),
    pickMany: (question) => answering(() => answerPickMany(left, question)),
  };
  return {
    ...questions,
    expect(...answers) {
      left.push(...answers);
    },
    wizard: (_title, steps, known = {}) => runWizard(questions, steps, known),
    confirm: ({ message, detail = '' }) =>
      answering(async () => {
        const answer = next(left, message, 'confirm');
        if (answer.kind === 'confirm' && answer.detail) assert.match(detail, answer.detail);
      }),
    saveAs: ({ title, name }) => answering(async () => answerFile(left, title, name)),
    openFile: ({ title }) => answering(async () => answerFile(left, title)),
    finish() {
      if (failures.length > 0) throw failures[0];
      assert.deepEqual(
        left.map(({ asked }) => String(asked)),
        [],
        'questions that were expected were not asked',
      );
    },
  };
}

function answerFile(left: Answer[], title: string, offered?: string): string {
  const answer = next(left, title, 'file');
  assert(answer.kind === 'file');
  if (answer.offered !== undefined) assert.equal(offered, answer.offered);
  return answer.path;
}

async function answerInput(left: Answer[], question: InputQuestion): Promise<string> {
  for (;;) {
    const answer = next(left, question.prompt, 'input', 'keep');
    const text = answer.kind === 'input' ? answer.text : (question.value ?? '');
    if (answer.kind === 'keep' && answer.value !== undefined) assert.equal(text, answer.value);
    const refused = answer.kind === 'input' ? answer.refused : undefined;
    if (isAccepted(question.prompt, text, question.validate?.(text), refused)) return text;
  }
}

async function answerPick<T>(left: Answer[], question: PickQuestion<T>): Promise<T> {
  const choices = await allOf(question.choices);
  const answer = next(left, question.prompt, 'pick');
  assert(answer.kind === 'pick');
  const choice = byLabel(question.prompt, choices, answer.label);
  if (answer.shows) {
    assert.match([choice.label, choice.description, choice.detail].join('\n'), answer.shows);
  }
  return choice.value;
}

async function answerPickMany<T>(left: Answer[], question: PickManyQuestion<T>): Promise<T[]> {
  const choices = await allOf(question.choices);
  for (;;) {
    const answer = next(left, question.prompt, 'pickMany', 'keep');
    const chosen =
      answer.kind === 'pickMany'
        ? answer.labels.map((label) => byLabel(question.prompt, choices, label))
        : choices.filter(({ value }) => question.selected?.(value));
    const labels = chosen.map(({ label }) => label);
    if (answer.kind === 'keep' && answer.value !== undefined)
      assert.deepEqual(labels, answer.value);
    const values = chosen.map(({ value }) => value);
    const refused = answer.kind === 'pickMany' ? answer.refused : undefined;
    if (isAccepted(question.prompt, labels.join(), question.validate?.(values), refused)) {
      return values;
    }
  }
}

/** Takes the next answer, which must be for this question and of one of these kinds. */
function next(left: Answer[], prompt: string, ...kinds: readonly Answer['kind'][]): Answer {
  const answer = left.shift();
  assert(answer, `unexpected question: ${prompt}`);
  const fits =
    typeof answer.asked === 'string' ? answer.asked === prompt : answer.asked.test(prompt);
  assert(fits, `unexpected question: ${prompt} (the script expects ${answer.asked})`);
  if (answer.kind === 'cancel') throw new Cancelled();
  if (answer.kind === 'back') throw new Back();
  assert(
    kinds.includes(answer.kind),
    `the question "${prompt}" is for ${kinds.join(' or ')}, the script answers with ${answer.kind}`,
  );
  return answer;
}

function isAccepted(
  prompt: string,
  answer: string,
  problem: string | undefined,
  refused: RegExp | undefined,
): boolean {
  if (refused) {
    const said = problem ?? 'nothing: it was accepted';
    assert.match(said, refused, `"${prompt}" says of "${answer}": ${said}`);
  } else {
    assert.equal(problem, undefined, `"${prompt}" refuses "${answer}": ${problem}`);
  }
  return problem === undefined;
}

function byLabel<T>(prompt: string, choices: readonly Choice<T>[], label: Label): Choice<T> {
  const found = choices.filter((choice) =>
    typeof label === 'string' ? choice.label === label : label.test(choice.label),
  );
  const [choice] = found;
  const labels = choices.map((each) => each.label).join(' | ');
  assert(choice && found.length === 1, `"${prompt}": ${found.length} of ${labels} fit ${label}`);
  return choice;
}

async function allOf<T>(choices: Choices<T>): Promise<readonly Choice<T>[]> {
  if (!(Symbol.asyncIterator in choices)) return choices;
  const all: Choice<T>[] = [];
  for await (const page of choices) all.push(...page);
  return all;
}

/** As the real wizard does, Back returns to the answers as they stood before the step. */
async function runWizard<T extends object>(
  questions: Questions,
  steps: readonly Step<T>[],
  known: Partial<T>,
): Promise<Partial<T>> {
  const history: { readonly index: number; readonly answers: Partial<T> }[] = [];
  let answers = known;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (!step || step.when?.(answers) === false) continue;
    try {
      const answered = await step.ask(questions, answers);
      history.push({ index, answers });
      answers = { ...answers, ...answered };
    } catch (error) {
      if (!(error instanceof Back)) throw error;
      const previous = history.pop();
      assert(previous, 'there is no step to go back to');
      answers = previous.answers;
      index = previous.index - 1;
    }
  }
  return answers;
}

class Back extends Error {}
