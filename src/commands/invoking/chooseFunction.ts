import type { App } from '../../app.ts';
import type { Binding } from '../../payload/binding.ts';
import { bindingOf } from '../../payload/fileBinding.ts';
import { pickFunctionName } from '../wizards/pickFunction.ts';
import { rememberBinding, tellFaults } from './bindings.ts';
import type { InvokeTarget } from './invokeTarget.ts';

/** What is chosen now, else what is remembered for the file, else the shared binding, else the person is asked. */
export async function chooseFunction(
  app: App,
  path: string | undefined,
  { functionName, qualifier }: InvokeTarget,
): Promise<Binding> {
  const bound = path === undefined ? undefined : bindingOf(app, path);
  if (functionName !== undefined) {
    // A binding to the very function keeps its guard.
    if (bound?.functionName === functionName && bound.qualifier === qualifier) return bound;
    const chosen = { functionName, qualifier };
    if (path !== undefined && !bound) await rememberBinding(app, path, chosen);
    return chosen;
  }
  if (bound) return bound;
  tellFaults(app, path);
  const account = await app.connection.account();
  const chosen = await pickFunctionName(
    app.prompts,
    account,
    path === undefined ? 'Which function?' : 'Which function is this payload file for?',
  );
  if (path !== undefined) await rememberBinding(app, path, chosen);
  return chosen;
}
