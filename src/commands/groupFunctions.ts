import type { App } from '../app.ts';
import { arrangeAnew, readArrangement } from '../rows/arrangement.ts';
import { readTags } from './flows/readTags.ts';

const stackTag = 'aws:cloudformation:stack-name';

type Choice = 'none' | 'prefix' | 'runtime' | 'tag' | 'stack';

/** Puts functions that have something in common together. Tags take a request for each function. */
export async function groupFunctions(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show' | 'state'>,
): Promise<void> {
  const { group: now } = readArrangement(app.state);
  const choice = (value: Choice, label: string, description: string) => ({
    label,
    description,
    icon: value === now ? 'check' : 'blank',
    value,
  });
  const group = await app.prompts.pick<Choice>({
    prompt: 'What functions are grouped by',
    choices: [
      choice('none', 'Not at all', 'a plain list'),
      choice('prefix', 'By prefix', 'what stands before the first - or _'),
      choice('runtime', 'By runtime', ''),
      choice('stack', 'By CloudFormation stack', 'one request for each function'),
      choice('tag', 'By a tag…', 'one request for each function'),
    ],
  });
  if (group !== 'tag' && group !== 'stack') {
    await arrangeAnew(app.state, { group });
    return;
  }
  const key = group === 'stack' ? stackTag : await askKey(app.prompts);
  app.show.groupByTag(key, await readTags(app, key));
}

function askKey(prompts: App['prompts']): Promise<string> {
  return prompts.input({
    prompt: 'Key of the tag',
    placeholder: 'team',
    validate: (key) => (key.trim() === '' ? 'Name the key of a tag.' : undefined),
  });
}
