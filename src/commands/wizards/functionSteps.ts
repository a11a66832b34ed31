import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Questions, Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { functionDescriptionProblem } from '../../aws/names.ts';
import { newestRuntime } from '../../aws/packaging/runtimes.ts';
import type { SourceFacts } from '../../aws/packaging.ts';
import { UserError } from '../../errors.ts';
import { folderChoices } from './folderChoices.ts';
import type { FunctionAnswers } from './functionAnswers.ts';
import { askFunctionName } from './functionName.ts';
import { functionRoleSteps } from './functionRoleSteps.ts';
import { handlerSteps } from './handlerSteps.ts';
import type { KnownFunction } from './knownFunction.ts';
import { moreSteps } from './moreSteps.ts';
import { askRuntime } from './runtimeQuestion.ts';
import { sizeSteps } from './sizeSteps.ts';
import { askSourceOrBlueprint, isBlueprint, type SourceChoice } from './sourceQuestion.ts';

type Asker = Pick<App, 'secondBundle' | 'show' | 'workspace'>;
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
    ...handlerSteps(known.handler),
    ...functionRoleSteps(app, account, known),
    ...sizeSteps(known),
    ...moreSteps(app.workspace, known),
  ];
}

/** What the source tells by itself. */
export async function factsOf(
  app: Pick<App, 'secondBundle'>,
  source: SourceChoice,
): Promise<SourceFacts> {
  if ('path' in source) return (await app.secondBundle.packaging()).inspect(source.path);
  const { id, family, handler } = source.blueprint;
  return {
    kind: 'folder',
    name: ['nodejs', 'typescript', 'python'].includes(id) ? 'hello' : id,
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
        const facts = await factsOf(app, source);
        const folder = isBlueprint(source) ? onlyFolder(app) : undefined;
        return { source, facts, ...(folder !== undefined && { folder }) };
      },
    },
    {
      when: ({ source, folder }) =>
        isBlueprint(source) &&
        known.folder === undefined &&
        (folder === undefined || onlyFolder(app) === undefined),
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

/** Where there is nothing to choose from. */
function onlyFolder({ workspace }: Asker): string | undefined {
  const [folder, ...others] = workspace.folders();
  return others.length === 0 ? folder : undefined;
}

async function askFolder(questions: Questions, folders: readonly string[]): Promise<string> {
  if (folders.length === 0) {
    throw new UserError('A new function is written into the workspace, but no folder is open.', {
      fix: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
    });
  }
  return questions.pick({
    prompt: 'Folder of the workspace that gets the new function, in a folder of its own',
    choices: folderChoices(folders),
  });
}

/** A blueprint never replaces a file. */
function fileInTheWay(
  source: SourceChoice | undefined,
  folder: string | undefined,
  name: string,
): string | undefined {
  if (!source || !('blueprint' in source) || folder === undefined) return undefined;
  const files = Object.keys(source.blueprint.files).map((path) => join(folder, name, path));
  const file = files.find((each) => existsSync(each));
  return (
    file && `${file} exists already: choose another name, or create the function from that folder.`
  );
}
