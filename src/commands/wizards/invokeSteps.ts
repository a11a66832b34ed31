import { readFile } from 'node:fs/promises';
import type { Choice, PickQuestion, Questions, Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { Qualifier } from '../../aws/lambdaFunction.ts';
import type { InvocationType } from '../../aws/outcome.ts';
import { messageOf, UserError } from '../../errors.ts';
import { bindingFaults } from '../../payload/binding.ts';
import {
  clientContextProblem,
  executionNameProblem,
  type InvokeOptions,
  tenantIdProblem,
} from '../../payload/invokeOptions.ts';

export interface InvokeAnswers extends InvokeOptions {
  readonly type: InvocationType;
  readonly qualifier: string | undefined;
}

/** What the function itself needs or offers; undefined where that may not be looked up. */
export interface Invocable {
  readonly name: string;
  readonly qualifiers: readonly Qualifier[] | undefined;
  readonly tenantIsolation: boolean | undefined;
  readonly durable: boolean;
  /** Whether the function's URL answers in parts. */
  readonly streams?: boolean;
}

export function invokeSteps(
  { prompts }: Pick<App, 'prompts'>,
  { name, qualifiers, tenantIsolation, durable, streams = false }: Invocable,
): readonly Step<InvokeAnswers>[] {
  return [
    { ask: (questions) => questions.pick(typeQuestion(name, streams)) },
    {
      when: () => qualifiers === undefined || qualifiers.length > 0,
      ask: async (questions, { qualifier }) => ({
        qualifier: await (qualifiers
          ? askQualifier(questions, name, qualifiers)
          : typeQualifier(questions, name, qualifier)),
      }),
    },
    {
      when: () => tenantIsolation !== false,
      async ask(questions, { tenantId }) {
        const optional = tenantIsolation === undefined;
        const text = await questions.input({
          prompt: `Tenant that ${name} runs for${optional ? ', or nothing' : ''}`,
          value: tenantId ?? '',
          validate: (typed) => (optional && typed === '' ? undefined : tenantIdProblem(typed)),
        });
        return { tenantId: text === '' ? undefined : text };
      },
    },
    {
      when: ({ type, streamed }) => durable && type !== 'DryRun' && streamed !== true,
      ask: async (questions) => ({ durableExecutionName: await askExecutionName(questions) }),
    },
    {
      when: ({ type }) => type === 'RequestResponse',
      ask: async (questions) => ({ clientContext: await askClientContext(questions, prompts) }),
    },
  ];
}

type HowInvoked = Pick<InvokeAnswers, 'type' | 'streamed'>;

/** What the function is made for comes first. */
function typeQuestion(name: string, streams: boolean): PickQuestion<HowInvoked> {
  const whole: Choice<HowInvoked> = {
    label: 'Request and response',
    detail: 'Waits for the answer.',
    value: { type: 'RequestResponse', streamed: false },
  };
  const inParts: Choice<HowInvoked> = {
    label: 'Request and response, streamed',
    description: streams ? 'as the function URL answers' : undefined,
    detail: 'Shows the answer as it comes; up to 200 MB.',
    value: { type: 'RequestResponse', streamed: true },
  };
  return {
    prompt: `How is ${name} invoked?`,
    choices: [
      ...(streams ? [inParts, whole] : [whole, inParts]),
      {
        label: 'Event',
        detail: 'Queues it; Lambda runs it up to three times.',
        value: { type: 'Event' },
      },
      {
        label: 'Dry run',
        detail: 'Asks whether you may; nothing runs.',
        value: { type: 'DryRun' },
      },
    ],
  };
}

/** Who may not list them can name one. */
async function typeQualifier(
  questions: Questions,
  name: string,
  value: string | undefined,
): Promise<string | undefined> {
  const text = await questions.input({
    prompt: `Version or alias of ${name}, or nothing for $LATEST`,
    value: value ?? '',
    validate: (qualifier) =>
      qualifier === '' || bindingFaults({ qualifier }).length === 0
        ? undefined
        : 'A version is a number, an alias is made of letters (A–Z), digits, - and _',
  });
  return text === '' ? undefined : text;
}

/** `undefined` stands for the function as it is now. */
export function askQualifier(
  questions: Questions,
  name: string,
  qualifiers: readonly Qualifier[],
): Promise<string | undefined> {
  return questions.pick<string | undefined>({
    prompt: `Which version or alias of ${name}?`,
    choices: [
      { label: '$LATEST', description: 'as it is now', value: undefined },
      ...qualifiers.map(({ kind, name: qualifier, description }) => ({
        label: qualifier,
        description,
        icon: kind === 'alias' ? 'tag' : 'versions',
        group: kind === 'alias' ? 'Aliases' : 'Versions',
        value: qualifier,
      })),
    ],
  });
}

/** Aliases first, as they are what others call; versions newest first. */
export async function qualifiersOf(
  account: Account,
  name: string,
  signal?: AbortSignal,
): Promise<Qualifier[]> {
  const all: Qualifier[] = [];
  for await (const page of account.functions.qualifiers(name, signal)) all.push(...page);
  const versions = all.filter(({ kind }) => kind === 'version').toReversed();
  return [...all.filter(({ kind }) => kind === 'alias'), ...versions];
}

async function askExecutionName(questions: Questions): Promise<string | undefined> {
  const name = await questions.input({
    prompt: 'Name of the durable execution, or nothing for a new one',
    validate: (text) => (text === '' ? undefined : executionNameProblem(text)),
  });
  return name === '' ? undefined : name;
}

async function askClientContext(
  questions: Questions,
  prompts: Pick<App['prompts'], 'openFile'>,
): Promise<string | undefined> {
  const ask = await questions.pick<() => Promise<string | undefined>>({
    prompt: 'Client context: what the handler finds in its context',
    choices: [
      { label: 'None', value: async () => undefined },
      { label: 'From a JSON file…', icon: 'json', value: () => readContext(prompts) },
      {
        label: 'Typed…',
        icon: 'edit',
        value: () =>
          questions.input({
            prompt: 'Client context',
            placeholder: '{ "custom": { "key": "value" } }',
            validate: clientContextProblem,
          }),
      },
    ],
  });
  return ask();
}

async function readContext(prompts: Pick<App['prompts'], 'openFile'>): Promise<string> {
  const path = await prompts.openFile({ title: 'Client Context' });
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const reason = messageOf(cause);
    throw new UserError(`The client context cannot be read: ${reason}. Nothing was sent.`, {
      cause,
    });
  });
  const problem = clientContextProblem(text);
  if (problem !== undefined) {
    throw new UserError(`${path} is no client context. ${problem} Nothing was sent.`);
  }
  return text;
}
