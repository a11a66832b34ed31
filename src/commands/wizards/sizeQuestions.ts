import type { Questions } from '../../app.ts';
import { memoryProblem, timeoutProblem } from '../../aws/names.ts';

/** AWS' own: MB and seconds. */
export const defaultSize = { memory: 128, timeout: 3 } as const;

export function askWhetherDefaultSize(questions: Questions): Promise<boolean> {
  return questions.pick({
    prompt: 'Memory and time-out',
    choices: [
      {
        label: `${defaultSize.memory} MB, ${defaultSize.timeout} s`,
        description: 'as AWS sets them',
        icon: 'check',
        value: true,
      },
      { label: 'Choose memory and time-out…', icon: 'settings', value: false },
    ],
  });
}

/** Answers MB. */
export async function askMemory(questions: Questions): Promise<number> {
  return Number(
    await questions.input({
      prompt: 'Memory in MB, 128 to 10240: CPU grows with it',
      value: String(defaultSize.memory),
      validate: memoryProblem,
    }),
  );
}

/** Answers seconds. */
export async function askTimeout(questions: Questions): Promise<number> {
  return Number(
    await questions.input({
      prompt: 'Time-out in seconds, 1 to 900',
      value: String(defaultSize.timeout),
      validate: timeoutProblem,
    }),
  );
}
