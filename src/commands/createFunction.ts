import { join } from 'node:path';
import type { App } from '../app.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { type FunctionPlan, makeFunction } from './flows/makeFunction.ts';
import { packageInWords } from './flows/packageInWords.ts';
import { packSource } from './flows/packSource.ts';
import { rememberSource } from './flows/sources.ts';
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
  app.show.message(
    `Function ${plan.name} was created: ${plan.runtime}, ${packageInWords(made.code.package)}. Write a payload to invoke it with.`,
    { title: 'New Payload File', command: 'lambdaBench.newPayload', arguments: [plan.name] },
  );
  if ('blueprint' in origin) await app.show.file(join(origin.folder, origin.blueprint.file));
  if (typeof plan.role !== 'string') await app.show.roles();
  await app.show.functions(plan.name);
}

function whatIsMade({ name, role }: FunctionPlan): string {
  return typeof role === 'string' ? `function ${name}` : `role ${role.name} and function ${name}`;
}
