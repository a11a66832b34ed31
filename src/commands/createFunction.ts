import { join } from 'node:path';
import type { App } from '../app.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { type BlueprintToWrite, type FunctionPlan, makeFunction } from './flows/makeFunction.ts';
import { packageInWords } from './flows/packageInWords.ts';
import { packSource } from './flows/packSource.ts';
import { pathInWords } from './flows/pathInWords.ts';
import { rememberSource } from './flows/sources.ts';
import { rememberBinding } from './invoking/bindings.ts';
import { invokeFix } from './invoking/invokeFix.ts';
import { askFunction } from './wizards/functionWizard.ts';

/** Creates a function from a file or folder (a Uri), from answers given in advance (see `knownFunction`), or from what is asked for. */
export async function createFunction(
  app: Pick<
    App,
    'connection' | 'progress' | 'prompts' | 'secondBundle' | 'show' | 'state' | 'workspace'
  >,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { plan, origin } = await askFunction(app, account, target);
  const code = 'path' in origin ? await packSource(app, origin, plan.handler) : origin;
  await askIfProtected(app, `create ${whatIsMade(plan)}`, 'Create Function');
  const made = await app.progress.run(`Creating function ${plan.name}`, (step) =>
    makeFunction(app, account, plan, code, step),
  );
  await rememberSource(app.state, account.target, plan.name, made.code.source);
  const created = `Function ${plan.name} was created: ${plan.runtime}, ${packageInWords(made.code.package)}.`;
  if ('blueprint' in origin) await showBlueprint(app, plan.name, origin, created);
  else {
    app.show.message(`${created} Choose what to invoke it with.`, {
      ...invokeFix,
      arguments: [{ functionName: plan.name }],
    });
  }
  if (typeof plan.role !== 'string') await app.show.roles();
  await app.show.functions(plan.name);
}

/** Its payload files are the function's from the start. */
async function showBlueprint(
  app: Pick<App, 'show' | 'state' | 'workspace'>,
  functionName: string,
  { blueprint, folder }: BlueprintToWrite,
  created: string,
): Promise<void> {
  const payloads = blueprint.payloads.map((path) => join(folder, path));
  for (const path of payloads) await rememberBinding(app, path, { functionName });
  app.show.message(
    `${created} Its first payload files are in ${pathInWords(app, join(folder, 'events'))}.`,
    {
      title: 'Invoke',
      command: 'lambdaBench.invokePayload',
      arguments: [{ payload: payloads[0], functionName }],
    },
  );
  await app.show.file(join(folder, blueprint.file));
}

function whatIsMade({ name, role }: FunctionPlan): string {
  return typeof role === 'string' ? `function ${name}` : `role ${role.name} and function ${name}`;
}
