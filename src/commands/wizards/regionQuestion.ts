import type { Choice, Questions } from '../../app/prompts.ts';
import { regionProblem } from '../../aws/connections/names.ts';
import { regions } from '../../aws/regions.ts';

/** Asks for a region; with `own`, words for the connection's own, `undefined` stands for that. */
export async function askRegion(
  questions: Questions,
  prompt: string,
  { own, active }: { readonly own?: string | undefined; readonly active?: string | undefined },
): Promise<string | undefined> {
  const chosen = await questions.pick<string | undefined | typeof typed>({
    prompt,
    choices: [
      ...(own === undefined ? [] : [{ label: own, icon: 'check', value: undefined }]),
      ...Object.entries(regions).map(([value, description]) => ({
        label: value,
        description,
        icon: 'globe',
        value,
      })),
      otherRegion,
    ],
    active: (value) => value === active,
  });
  if (chosen !== typed) return chosen;
  const value = active ?? '';
  return questions.input({ prompt, value, validate: regionProblem });
}

const typed = Symbol('typed');

const otherRegion: Choice<typeof typed> = {
  label: 'Type a region…',
  stays: true,
  icon: 'edit',
  value: typed,
};
