import { readFile } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { parseEnv } from 'node:util';
import type { Questions, Step } from '../../app/prompts.ts';
import type { Workspace } from '../../app.ts';
import { messageOf, UserError } from '../../errors.ts';
import { configurationProblems } from '../documents/configuration/configurationProblems.ts';
import type { FunctionAnswers } from './functionAnswers.ts';
import type { KnownFunction } from './knownFunction.ts';

export type Architecture = 'x86_64' | 'arm64';
export const architectures: readonly Architecture[] = ['x86_64', 'arm64'];

/** What is asked only when the person wants to choose more: architecture, environment and tags. */
export function moreSteps(
  workspace: Workspace,
  known: KnownFunction,
): readonly Step<FunctionAnswers>[] {
  return [
    {
      when: ({ choosesMore }) => choosesMore === true && known.architecture === undefined,
      ask: async (questions) => ({ architecture: await askArchitecture(questions) }),
    },
    {
      when: ({ choosesMore }) => choosesMore === true && known.environment === undefined,
      ask: async (questions) => ({ environment: await askEnvironment(questions, workspace) }),
    },
    {
      when: ({ choosesMore }) => choosesMore === true && known.tags === undefined,
      ask: async (questions, { tags }) => ({ tags: await askTags(questions, tags) }),
    },
  ];
}

function askArchitecture(questions: Questions): Promise<Architecture> {
  return questions.pick<Architecture>({
    prompt: 'Architecture',
    choices: [
      { label: 'x86_64', description: 'as AWS sets it', icon: 'circuit-board', value: 'x86_64' },
      {
        label: 'arm64',
        description: 'costs less for the same time',
        icon: 'circuit-board',
        value: 'arm64',
      },
    ],
  });
}

/** A file is read only when it was chosen: what is in it leaves this machine. */
async function askEnvironment(
  questions: Questions,
  workspace: Workspace,
): Promise<Readonly<Record<string, string>>> {
  const files = await workspace.find('**/{.env,.env.*,*.env}', 50);
  const file = await questions.pick<string | undefined>({
    prompt: 'Environment variables',
    choices: [
      { label: 'None', icon: 'circle-slash', value: undefined },
      ...files.map((path) => ({
        label: relative(workspace.folderOf(path) ?? dirname(path), path),
        description: 'all of its variables are sent to the account',
        icon: 'lock',
        value: path,
      })),
    ],
  });
  return file === undefined ? {} : readEnvironment(file);
}

async function readEnvironment(path: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UserError(`${basename(path)} cannot be read: ${messageOf(cause)}.`, { cause });
  });
  const variables = Object.fromEntries(
    Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']),
  );
  const problem = environmentProblem(variables);
  if (problem === undefined) return variables;
  throw new UserError(`${basename(path)} cannot become the function's environment: ${problem}`);
}

export function environmentProblem(
  variables: Readonly<Record<string, string>>,
): string | undefined {
  const text = JSON.stringify({ Environment: { Variables: variables } });
  return configurationProblems(text)[0]?.message;
}

async function askTags(
  questions: Questions,
  tags: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const text = await questions.input({
    prompt: 'Tags, e.g. team=blue, stage=test (may be empty)',
    value: Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(', '),
    validate: (typed) => {
      const parsed = parseTags(typed);
      return parsed ? tagsProblem(parsed) : 'Each tag is a key, an equals sign and a value.';
    },
  });
  return parseTags(text) ?? {};
}

function parseTags(text: string): Readonly<Record<string, string>> | undefined {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  const pairs = parts.map((part) => /^([^=]+)=(.*)$/.exec(part.trim()));
  if (pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => [pair?.[1]?.trim() ?? '', pair?.[2]?.trim() ?? '']),
  );
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
export function tagsProblem(tags: Readonly<Record<string, string>>): string | undefined {
  for (const [key, value] of Object.entries(tags)) {
    if (/^aws:/i.test(key)) return `${key}: keys that begin with aws: are AWS' own.`;
    if (key === '' || key.length > 128) return 'The key of a tag has 1 to 128 characters.';
    if (value.length > 256) return `${key}: the value of a tag has at most 256 characters.`;
  }
  return Object.keys(tags).length > 45
    ? 'There are too many tags: a function has 50 at most.'
    : undefined;
}

export function architectureProblem(value: string): string | undefined {
  return architectures.some((each) => each === value) ? undefined : 'it is x86_64 or arm64.';
}
