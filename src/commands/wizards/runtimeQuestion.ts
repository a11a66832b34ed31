import type { Choice, Questions } from '../../app/prompts.ts';
import { isDeprecated, isOpen, type Runtime, runtimes } from '../../aws/packaging/runtimes.ts';

/** Asks for a runtime of the source's family, the inferred one first; all that sources are packed for when none is inferred. */
export function askRuntime(questions: Questions, inferred: string | undefined): Promise<string> {
  const family = runtimes.find(({ id }) => id === inferred)?.family;
  const today = new Date();
  const fitting = runtimes.filter(
    (runtime) =>
      isOpen(runtime.id, today) &&
      (family ? runtime.family === family : ['nodejs', 'python'].includes(runtime.family)),
  );
  const first = fitting.filter(({ id }) => id === inferred);
  const others = fitting.filter(({ id }) => id !== inferred);
  return questions.pick({
    prompt: 'Runtime',
    choices: [...first, ...others].map((runtime) => runtimeChoice(runtime, today)),
  });
}

/** What is wrong with a runtime that was given in advance; unknown ones are AWS' to judge. */
export function runtimeProblem(id: string): string | undefined {
  return isOpen(id, new Date()) ? undefined : `no function can be created with ${id} any more.`;
}

function runtimeChoice({ id, deprecated }: Runtime, today: Date): Choice<string> {
  const old = isDeprecated(id, today);
  return {
    label: id,
    description: deprecated
      ? `end of life ${deprecated}${old ? ', which is past' : ''}`
      : 'new: not in every region yet',
    icon: old ? 'warning' : 'symbol-misc',
    value: id,
  };
}
