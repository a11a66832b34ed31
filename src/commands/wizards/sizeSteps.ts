import type { Questions, Step } from '../../app/prompts.ts';
import { memoryProblem, timeoutProblem } from '../../aws/names.ts';
import type { FunctionAnswers } from './functionAnswers.ts';
import type { KnownFunction } from './knownFunction.ts';

/** AWS' own: MB and seconds. */
export const defaultSize = { memory: 128, timeout: 3 } as const;

/** In the usual case one question. */
export function sizeSteps(known: KnownFunction): readonly Step<FunctionAnswers>[] {
  return [
    {
      when: () => known.memory === undefined && known.timeout === undefined,
      ask: async (questions) => {
        const answer = await askHowMuch(questions);
        return { choosesSize: answer !== 'default', choosesMore: answer === 'more' };
      },
    },
    {
      when: ({ choosesSize }) => choosesSize === true,
      ask: async (questions, { memory }) => ({ memory: await askMemory(questions, memory) }),
    },
    {
      when: ({ choosesSize }) => choosesSize === true,
      ask: async (questions, { timeout }) => ({ timeout: await askTimeout(questions, timeout) }),
    },
  ];
}

function askHowMuch(questions: Questions): Promise<'default' | 'size' | 'more'> {
  return questions.pick({
    prompt: 'Memory and time-out',
    choices: [
      {
        label: `${defaultSize.memory} MB, ${defaultSize.timeout} s`,
        description: 'as AWS sets them',
        icon: 'check',
        value: 'default',
      },
      { label: 'Choose memory and time-out…', icon: 'settings', value: 'size' },
      {
        label: 'More…',
        description: 'also architecture, environment and tags',
        icon: 'settings-gear',
        value: 'more',
      },
    ],
  });
}

/** Answers MB. */
async function askMemory(
  questions: Questions,
  value: number = defaultSize.memory,
): Promise<number> {
  return Number(
    await questions.input({
      prompt: 'Memory in MB, 128 to 10240: CPU grows with it',
      value: String(value),
      validate: memoryProblem,
    }),
  );
}

/** Answers seconds. */
async function askTimeout(
  questions: Questions,
  value: number = defaultSize.timeout,
): Promise<number> {
  return Number(
    await questions.input({
      prompt: 'Time-out in seconds, 1 to 900',
      value: String(value),
      validate: timeoutProblem,
    }),
  );
}
