import type { Secrets } from '../../app/connection.ts';
import type { Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { ConnectionDefinition } from '../../aws/connections/definition.ts';
import { connectionNameProblem } from '../../aws/connections/names.ts';
import { assumeRoleSteps } from './assumeRoleSteps.ts';
import { answersFrom, type ConnectionAnswers, definitionFrom } from './connectionAnswers.ts';
import { credentialSteps } from './credentialSteps.ts';
import { endpointSteps } from './endpointSteps.ts';
import { prefilled } from './prefilled.ts';
import { askRegion } from './regionQuestion.ts';

export interface AskedConnection {
  readonly definition: ConnectionDefinition;
  readonly secrets: Secrets;
}

/** Asks for all of a connection; with one to begin from, its values stand in the questions. */
export async function askConnection(
  app: Pick<App, 'connections' | 'prompts'>,
  title: string,
  from?: ConnectionDefinition,
): Promise<AskedConnection> {
  const secrets = from ? await app.connections.secrets(from.name) : {};
  const before: Partial<ConnectionAnswers> = from ? answersFrom(from, secrets) : {};
  const answers = await app.prompts.wizard<ConnectionAnswers>(
    title,
    prefilled(connectionSteps(app, before, from?.name)),
  );
  const definition = definitionFrom(answers);
  return {
    definition: from?.history === undefined ? definition : { ...definition, history: from.history },
    secrets: secretsFor(answers),
  };
}

/** Of another kind of credentials, nothing stays stored. */
function secretsFor({ kind, provider, secrets = {} }: Partial<ConnectionAnswers>): Secrets {
  const { loginToken, ...keys } = secrets;
  if (kind === 'accessKeys') return keys;
  return kind === 'cognito' && provider !== undefined && loginToken !== undefined
    ? { loginToken }
    : {};
}

/** `before` is what stood there, `own` the name that may stay. */
function connectionSteps(
  app: Pick<App, 'connections' | 'prompts'>,
  before: Partial<ConnectionAnswers>,
  own: string | undefined,
): readonly Step<ConnectionAnswers>[] {
  const steps: readonly Step<ConnectionAnswers>[] = [
    {
      ask: async (questions, { begins }) => {
        const chosen = await questions.pick<ConnectionAnswers['begins']>({
          prompt: 'What does the connection use?',
          choices: beginnings,
          active: (value) => value === begins,
        });
        return chosen === 'endpoint' ? { begins: chosen } : { begins: chosen, kind: chosen };
      },
    },
    ...endpointSteps(app),
    ...credentialSteps(app),
    {
      ask: async (questions, answers) => ({ region: await askOwnRegion(app, questions, answers) }),
    },
    ...assumeRoleSteps,
    {
      ask: async (questions, answers) => ({
        protected: await questions.pick({
          prompt: 'Is it asked for first what changes or runs something?',
          choices: [
            { label: 'No', detail: 'For where mistakes are cheap.', value: false },
            {
              label: 'Yes, protect this connection',
              detail:
                'Every change and every invocation is asked for, with the account in the question.',
              icon: 'shield',
              value: true,
            },
          ],
          active: (value) => value === (answers.protected ?? false),
        }),
      }),
    },
    {
      ask: async (questions, answers) => ({
        name: await questions.input({
          prompt: 'Name of the connection',
          value: answers.name ?? freeName(app, nameFor(answers)),
          validate: (name) => connectionNameProblem(name) ?? takenProblem(app, name, own),
        }),
      }),
    },
  ];
  return steps.map((step) => ({
    ...step,
    ask: (questions, answers) => step.ask(questions, { ...before, ...answers }),
  }));
}

const beginnings = [
  {
    label: 'Profile',
    detail:
      'Of your AWS config and credentials files: keys, roles, IAM Identity Center, processes.',
    icon: 'account',
    value: 'profile',
  },
  {
    label: 'Cognito identity pool',
    detail: 'As a guest, or with a login token.',
    icon: 'organization',
    value: 'cognito',
  },
  {
    label: 'Access keys',
    detail: 'Typed by hand, kept in the secret storage of VS Code.',
    icon: 'key',
    value: 'accessKeys',
  },
  {
    label: 'Environment variables',
    detail: 'AWS_ACCESS_KEY_ID and what belongs to it, as VS Code was started with.',
    icon: 'symbol-variable',
    value: 'environment',
  },
  {
    label: 'Default chain',
    detail: "As AWS' SDKs find credentials by themselves: environment, files, container, instance.",
    icon: 'list-ordered',
    value: 'default',
  },
  {
    label: 'Custom endpoint',
    detail: 'LocalStack, AWS Emulator, sam local start-lambda, moto, or any other address.',
    icon: 'server',
    value: 'endpoint',
  },
] as const;

async function askOwnRegion(
  { connections }: Pick<App, 'connections'>,
  questions: Parameters<Step<ConnectionAnswers>['ask']>[0],
  { kind, profile, identityPoolId, begins, region }: Partial<ConnectionAnswers>,
): Promise<string | undefined> {
  const active =
    region ??
    (kind === 'cognito' ? identityPoolId?.split(':')[0] : undefined) ??
    (begins === 'endpoint' ? 'us-east-1' : undefined);
  const found =
    kind === 'profile'
      ? (await connections.profiles()).find(({ name }) => name === profile)?.region
      : undefined;
  const own =
    found !== undefined
      ? `As the profile says: ${found}`
      : kind === 'environment' || kind === 'default'
        ? 'As AWS_REGION or the config file says'
        : undefined;
  return askRegion(questions, 'Region', { own, active });
}

function nameFor({ begins, endpoint, kind, profile }: Partial<ConnectionAnswers>): string {
  if (begins === 'endpoint' && endpoint) {
    const { port, hostname } = new URL(endpoint.url);
    return wellKnown[port] ?? hostname;
  }
  if (kind === 'profile') return profile ?? '';
  return kind === 'accessKeys' ? 'keys' : (kind ?? '');
}

const wellKnown: Readonly<Record<string, string>> = {
  '4566': 'localstack',
  '9297': 'emulator',
  '3001': 'sam',
  '5000': 'moto',
};

/** The name, or with the first number that makes it one of its own. */
export function freeName({ connections }: Pick<App, 'connections'>, name: string): string {
  const taken = new Set(connections.list().map((each) => each.name));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} ${number}`;
  return free;
}

function takenProblem(
  { connections }: Pick<App, 'connections'>,
  name: string,
  own: string | undefined,
): string | undefined {
  const isTaken = name !== own && connections.list().some((each) => each.name === name);
  return isTaken ? `There is a connection ${name} already: choose another name.` : undefined;
}
