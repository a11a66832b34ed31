import type { Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import { prefilled } from '../wizards/prefilled.ts';

/** Asks for what `{{$prompt Label}}` stands for, each label once; answers by label. Throws `Cancelled`. */
export async function askVariables(
  { prompts }: Pick<App, 'prompts'>,
  payloadName: string,
  labels: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  if (labels.size === 0) return new Map();
  const key = (index: number) => `answer${index}`;
  const steps = [...labels].map(
    (label, index): Step<Record<string, string>> => ({
      ask: async (questions, answers) => ({
        [key(index)]: await questions.input({ prompt: label, value: answers[key(index)] ?? '' }),
      }),
    }),
  );
  const answers = await prompts.wizard(`Variables of ${payloadName}`, prefilled(steps));
  return new Map([...labels].map((label, index) => [label, answers[key(index)] ?? '']));
}
