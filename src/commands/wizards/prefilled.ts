import type { Step } from '../../app/prompts.ts';

/**
 * Steps that see, among the answers, what they were answered before the person went back, so that
 * nothing has to be typed twice. Whether a step is asked is not touched by it.
 */
export function prefilled<T extends object>(steps: readonly Step<T>[]): readonly Step<T>[] {
  const earlier: Partial<T> = {};
  return steps.map((step) => ({
    ...step,
    async ask(questions, answers) {
      const given = await step.ask(questions, { ...earlier, ...answers });
      Object.assign(earlier, given);
      return given;
    },
  }));
}
