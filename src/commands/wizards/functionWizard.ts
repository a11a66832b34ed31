import { join } from 'node:path';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { BlueprintToWrite, FunctionPlan } from '../flows/makeFunction.ts';
import type { FunctionAnswers } from './functionAnswers.ts';
import { factsOf, functionSteps } from './functionSteps.ts';
import { type KnownFunction, knownFunction } from './knownFunction.ts';
import { prefilled } from './prefilled.ts';
import { defaultSize } from './sizeSteps.ts';

export interface AskedFunction {
  readonly plan: FunctionPlan;
  /** Where the code comes from: a file or folder that is there, or a blueprint. */
  readonly origin: { readonly path: string } | BlueprintToWrite;
}

/** Asks for all of a new function that the target does not say: see `knownFunction`. */
export async function askFunction(
  app: Pick<App, 'prompts' | 'secondBundle' | 'show' | 'workspace'>,
  account: Account,
  target: unknown,
): Promise<AskedFunction> {
  const known = await knownFunction(account, target);
  const facts = known.source && (await factsOf(app, known.source));
  const answers = await app.prompts.wizard<FunctionAnswers>(
    'Create Function',
    prefilled(functionSteps(app, account, known)),
    { ...onlyKnown(known), ...(facts && { facts }) },
  );
  return { plan: planOf(answers), origin: originOf(answers) };
}

function onlyKnown(known: KnownFunction): Partial<FunctionAnswers> {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

function planOf(answers: Partial<FunctionAnswers>): FunctionPlan {
  const { name, description = '', runtime, handler = blueprintHandler(answers) } = answers;
  const { memory = defaultSize.memory, timeout = defaultSize.timeout } = answers;
  if (name === undefined || runtime === undefined || handler === undefined) {
    throw new Error('The wizard ended without a name, a runtime or a handler');
  }
  const { architecture, environment, tags } = answers;
  return {
    ...{ name, description, runtime, handler, role: roleOf(answers), memory, timeout },
    ...(architecture && { architecture }),
    ...(environment && { environment }),
    ...(tags && { tags }),
  };
}

function blueprintHandler({ source }: Partial<FunctionAnswers>): string | undefined {
  return source && 'blueprint' in source ? source.blueprint.handler : undefined;
}

function roleOf({ role, roleName, policies = [], inlinePolicy, name }: Partial<FunctionAnswers>) {
  if (role) return role.arn;
  if (roleName === undefined) throw new Error('The wizard ended without a role');
  return {
    name: roleName,
    description: `Execution role of the function ${name}`,
    policies,
    inlinePolicy,
  };
}

function originOf({ source, folder, name }: Partial<FunctionAnswers>): AskedFunction['origin'] {
  if (!source) throw new Error('The wizard ended without a source');
  if ('path' in source) return source;
  if (folder === undefined || name === undefined) {
    throw new Error('The wizard ended without a folder for the blueprint');
  }
  return { blueprint: source.blueprint, folder: join(folder, name) };
}
