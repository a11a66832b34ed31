import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { App, Questions, Step } from '../../app.ts';
import type { Account, RoleSummary } from '../../aws/account.ts';
import { functionDescriptionProblem, handlerProblem } from '../../aws/names.ts';
import { newestRuntime } from '../../aws/packaging/runtimes.ts';
import type { SourceFacts } from '../../aws/packaging.ts';
import { UserError } from '../../errors.ts';
import type { FunctionPlan } from '../flows/makeFunction.ts';
import { askFunctionName } from './functionName.ts';
import { askFunctionRole } from './functionRole.ts';
import type { KnownFunction } from './knownFunction.ts';
import { askManagedPolicies, askRoleName } from './roleQuestions.ts';
import { askRuntime } from './runtimeQuestion.ts';
import { askMemory, askTimeout, askWhetherDefaultSize } from './sizeQuestions.ts';
import { askSourceOrBlueprint, type SourceChoice } from './sourceQuestion.ts';

export interface FunctionAnswers extends Omit<FunctionPlan, 'role'> {
  readonly source: SourceChoice;
  readonly facts: SourceFacts;
  /** Absolute path of the folder that gets a blueprint's own folder. */
  readonly folder: string;
  /** Undefined for a new one, as `roleName` and `policies` say. */
  readonly role: RoleSummary | undefined;
  readonly needsRole: boolean;
  readonly roleName: string;
  readonly policies: readonly string[];
  readonly choosesSize: boolean;
}

type Asker = Pick<App, 'secondBundle' | 'workspace'>;
type FunctionStep = Step<FunctionAnswers>;

/** The questions in their order; those that `known` answers are left out. */
export function functionSteps(
  app: Asker,
  account: Account,
  known: KnownFunction,
): readonly FunctionStep[] {
  return [
    ...sourceSteps(app, known),
    ...describingSteps(account, known),
    ...handlerSteps(known),
    ...roleSteps(account, known),
    ...sizeSteps(known),
  ];
}

/** What the source tells by itself. */
export async function factsOf(app: Asker, source: SourceChoice): Promise<SourceFacts> {
  if ('path' in source) return (await app.secondBundle.packaging()).inspect(source.path);
  const { family, handler } = source.blueprint;
  return {
    kind: 'folder',
    name: 'hello',
    runtime: newestRuntime(family, new Date()),
    handlers: [handler],
  };
}

function sourceSteps(app: Asker, known: KnownFunction): readonly FunctionStep[] {
  return [
    {
      when: () => known.source === undefined,
      ask: async (questions) => {
        const source = await askSourceOrBlueprint(questions, app.workspace);
        return { source, facts: await factsOf(app, source) };
      },
    },
    {
      when: ({ source }) => isBlueprint(source) && known.folder === undefined,
      ask: async (questions) => ({ folder: await askFolder(questions, app.workspace.folders()) }),
    },
  ];
}

function describingSteps(account: Account, known: KnownFunction): readonly FunctionStep[] {
  return [
    {
      when: () => known.name === undefined,
      ask: async (questions, { name, facts, source, folder }) => ({
        name: await askFunctionName(questions, account, name ?? facts?.name ?? '', (typed) =>
          fileInTheWay(source, folder, typed),
        ),
      }),
    },
    {
      when: () => known.description === undefined,
      ask: async (questions, { description }) => ({
        description: await questions.input({
          prompt: 'Description (may be empty)',
          value: description ?? '',
          validate: functionDescriptionProblem,
        }),
      }),
    },
    {
      when: () => known.runtime === undefined,
      ask: async (questions, { facts }) => ({
        runtime: await askRuntime(questions, facts?.runtime),
      }),
    },
  ];
}

function handlerSteps(known: KnownFunction): readonly FunctionStep[] {
  return [
    {
      when: ({ source, facts }) =>
        known.handler === undefined && !isBlueprint(source) && facts?.handlers.length !== 0,
      ask: async (questions, { facts }) => {
        const handler = await askHandler(questions, facts?.handlers ?? []);
        return handler === undefined ? {} : { handler };
      },
    },
    {
      when: ({ source, handler }) => handler === undefined && !isBlueprint(source),
      ask: async (questions, { facts }) => ({
        handler: await questions.input({
          prompt: 'Handler: a file without its extension, a dot, what it exports',
          value: facts?.handlers[0] ?? '',
          placeholder: 'index.handler',
          validate: handlerProblem,
        }),
      }),
    },
  ];
}

function roleSteps(account: Account, known: KnownFunction): readonly FunctionStep[] {
  return [
    {
      when: () => known.role === undefined && known.roleName === undefined,
      ask: async (questions) => {
        const role = await askFunctionRole(questions, account);
        return { role, needsRole: role === undefined };
      },
    },
    {
      when: ({ needsRole }) => needsRole === true,
      ask: async (questions, { name, roleName }) => ({
        roleName: await askRoleName(
          questions,
          account.roles,
          roleName ?? `${name}-role`.slice(-64),
        ),
      }),
    },
    {
      when: ({ needsRole }) =>
        known.policies === undefined && (needsRole === true || known.roleName !== undefined),
      ask: async (questions, { policies }) => ({
        policies: await askManagedPolicies(questions, account.roles, policies),
      }),
    },
  ];
}

function sizeSteps(known: KnownFunction): readonly FunctionStep[] {
  return [
    {
      when: () => known.memory === undefined && known.timeout === undefined,
      ask: async (questions) => ({ choosesSize: !(await askWhetherDefaultSize(questions)) }),
    },
    {
      when: ({ choosesSize }) => choosesSize === true,
      ask: async (questions) => ({ memory: await askMemory(questions) }),
    },
    {
      when: ({ choosesSize }) => choosesSize === true,
      ask: async (questions) => ({ timeout: await askTimeout(questions) }),
    },
  ];
}

function isBlueprint(source: SourceChoice | undefined): boolean {
  return source !== undefined && 'blueprint' in source;
}

async function askFolder(questions: Questions, folders: readonly string[]): Promise<string> {
  if (folders.length === 0) {
    throw new UserError('A new function is written into the workspace, but no folder is open.', {
      fix: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
    });
  }
  return questions.pick({
    prompt: 'Folder of the workspace that gets the new function, in a folder of its own',
    choices: folders.map((path) => ({ label: basename(path), detail: path, value: path })),
  });
}

/** A blueprint never replaces a file. */
function fileInTheWay(
  source: SourceChoice | undefined,
  folder: string | undefined,
  name: string,
): string | undefined {
  if (!source || !('blueprint' in source) || folder === undefined) return undefined;
  const file = join(folder, name, source.blueprint.file);
  return existsSync(file)
    ? `${file} exists already: choose another name, or create the function from that file.`
    : undefined;
}

function askHandler(
  questions: Questions,
  handlers: readonly string[],
): Promise<string | undefined> {
  return questions.pick<string | undefined>({
    prompt: 'Handler: what Lambda calls',
    choices: [
      ...handlers.map((handler) => ({ label: handler, icon: 'symbol-method', value: handler })),
      { label: 'Type another handler…', icon: 'edit', value: undefined },
    ],
  });
}
