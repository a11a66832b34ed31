import type { Choice } from '../app/prompts.ts';
import type { App } from '../app.ts';
import { targetName } from '../payload/binding.ts';
import { variablesOf } from '../payload/fileBinding.ts';
import { rememberVariables } from './invoking/bindings.ts';
import { chooseFunction } from './invoking/chooseFunction.ts';
import { choosePayload } from './invoking/choosePayload.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';

/** Switches on or off that the variables of a payload file are filled in when it is sent to its function. */
export async function useVariables(app: App, target?: unknown): Promise<void> {
  const given = readInvokeTarget(target);
  const { path, name } = await choosePayload(app, given);
  if (path === undefined) return;
  // Named in the question: with the answer a function that a setting chose becomes the person's own choice.
  const bound = await chooseFunction(app, path, given);
  const variables = await app.prompts.pick({
    prompt: `How is ${name} sent to ${targetName(bound)}?`,
    choices: choices(variablesOf(app, path)),
  });
  await rememberVariables(app, path, { ...bound, variables });
  app.show.message(
    variables
      ? `${name} is sent with its variables filled in from now on.`
      : `${name} is sent as it is from now on.`,
  );
}

function choices(power: 'off' | 'shared' | 'own'): readonly Choice<boolean>[] {
  const asked = '{{$uuid}}, {{$now}}, {{$prompt Label}}';
  return [
    {
      label: 'With its variables filled in',
      value: true,
      description: descriptions[power],
      detail: `${asked}, {{$env NAME}} and {{$file path}}`,
    },
    {
      label: 'As it is',
      value: false,
      description: power === 'off' ? 'set now' : undefined,
      detail: 'The very bytes of the file',
    },
  ];
}

const descriptions = {
  off: undefined,
  own: 'set now',
  shared: 'set now by the settings, but for {{$env}} and {{$file}}',
} as const;
