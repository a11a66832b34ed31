import type { Choice, Questions } from '../../app/prompts.ts';
import type { Account } from '../../aws/account.ts';
import { rowOf } from './target.ts';

/** Asks for a published version of the function, the newest first, or `$LATEST`. */
export async function pickVersion(
  questions: Questions,
  account: Account,
  name: string,
  prompt: string,
): Promise<string> {
  const choices: Choice<string>[] = [];
  for await (const page of account.functions.qualifiers(name)) {
    for (const { kind, name: version, description } of page) {
      if (kind !== 'version') continue;
      choices.unshift({
        label: `Version ${version}`,
        description,
        icon: 'git-commit',
        value: version,
      });
    }
  }
  choices.push({
    label: '$LATEST',
    description: 'what is changed last: it moves with each update',
    icon: 'edit',
    value: '$LATEST',
  });
  return questions.pick({ prompt, choices });
}

/** The number of a version's row. */
export function versionOfRow(target: unknown): string | undefined {
  const row = rowOf(target);
  return row?.kind === 'version' ? row.qualifier.name : undefined;
}
