import type { App } from '../app.ts';
import { variablesOf } from '../payload/fileBinding.ts';
import { rememberVariables } from './invoking/bindings.ts';
import { chooseFunction } from './invoking/chooseFunction.ts';
import { choosePayload } from './invoking/choosePayload.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';

/** Switches on or off that the variables of a payload file are filled in when it is sent. */
export async function useVariables(app: App, target?: unknown): Promise<void> {
  const given = readInvokeTarget(target);
  const { path, name } = await choosePayload(app, given);
  if (path === undefined) return;
  const power = variablesOf(app, path);
  const choice = (value: boolean, isNow: boolean, label: string, detail: string) => ({
    label,
    value,
    detail,
    description: isNow ? 'as it is now' : undefined,
  });
  const variables = await app.prompts.pick({
    prompt: `How is ${name} sent?`,
    choices: [
      choice(
        true,
        power === 'own',
        'With its variables filled in',
        '{{$uuid}}, {{$now}}, {{$prompt Label}}, {{$env NAME}} and {{$file path}}',
      ),
      choice(false, power === 'off', 'As it is', 'The very bytes of the file'),
    ],
  });
  const bound = await chooseFunction(app, path, given);
  await rememberVariables(app, path, { ...bound, variables });
  app.show.message(
    variables
      ? `${name} is sent with its variables filled in from now on.`
      : `${name} is sent as it is from now on.`,
  );
}
