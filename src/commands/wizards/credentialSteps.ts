import type { Choice, Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import { identityPoolProblem, roleArnProblem } from '../../aws/connections/names.ts';
import type { ConnectionAnswers } from './connectionAnswers.ts';
import { noProfiles, profileChoice } from './profileChoice.ts';
import { askAccessKeys, askLoginToken } from './secretQuestions.ts';

/** What each kind of credentials needs. */
export function credentialSteps({
  connections,
}: Pick<App, 'connections'>): readonly Step<ConnectionAnswers>[] {
  return [
    {
      when: ({ kind }) => kind === 'profile',
      ask: async (questions, { profile }) => ({
        profile: await questions.pick({
          prompt: 'Profile',
          choices: profileChoices(connections),
          active: (value) => value === profile,
        }),
      }),
    },
    {
      when: ({ kind }) => kind === 'cognito',
      ask: async (questions, { identityPoolId }) => ({
        identityPoolId: await questions.input({
          prompt: 'Id of the identity pool',
          value: identityPoolId ?? '',
          placeholder: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef',
          validate: identityPoolProblem,
        }),
      }),
    },
    {
      when: ({ kind }) => kind === 'cognito',
      ask: async (questions, { provider }) => ({
        provider: await askProvider(questions, provider),
      }),
    },
    {
      when: ({ kind, provider }) => kind === 'cognito' && provider !== undefined,
      ask: async (questions, { provider = '', secrets = {} }) => ({
        secrets: await askLoginToken(questions, provider, secrets),
      }),
    },
    {
      when: ({ kind }) => kind === 'cognito',
      ask: async (questions, { poolRole }) => {
        const text = await questions.input({
          prompt: 'Role to ask the pool for (empty: the one that the pool chooses)',
          value: poolRole ?? '',
          placeholder: 'arn:aws:iam::123456789012:role/…',
          validate: (arn) => (arn === '' ? undefined : roleArnProblem(arn)),
        });
        return { poolRole: text === '' ? undefined : text };
      },
    },
    {
      // The keys of some endpoints are known by now.
      when: ({ kind, secrets }) => kind === 'accessKeys' && secrets === undefined,
      ask: async (questions, { name, secrets = {} }) => ({
        secrets: await askAccessKeys(questions, name ?? 'the connection', secrets),
      }),
    },
  ];
}

async function* profileChoices(
  connections: Pick<App['connections'], 'profiles'>,
): AsyncGenerator<readonly Choice<string>[]> {
  const profiles = await connections.profiles();
  if (profiles.length === 0) throw noProfiles();
  yield profiles.map(profileChoice);
}

const guest = Symbol('guest');
const other = Symbol('other');

/** Login providers as identity pools name them. */
async function askProvider(
  questions: Parameters<Step<ConnectionAnswers>['ask']>[0],
  provider: string | undefined,
): Promise<string | undefined> {
  const chosen = await questions.pick<string | typeof guest | typeof other>({
    prompt: 'Who does the identity pool see?',
    choices: [
      { label: 'A guest', detail: 'Where the pool admits guests.', icon: 'person', value: guest },
      ...Object.entries(providers).map(([value, label]) => ({
        label,
        description: value,
        icon: 'sign-in',
        group: 'Somebody with a login token of',
        value,
      })),
      {
        label: 'Another provider…',
        description: 'a user pool, an OpenID Connect provider',
        icon: 'edit',
        group: 'Somebody with a login token of',
        value: other,
      },
    ],
    active: (value) =>
      value === (provider === undefined ? guest : providers[provider] ? provider : other),
  });
  if (chosen === guest) return undefined;
  if (chosen !== other) return chosen;
  return questions.input({
    prompt: 'Name of the login provider',
    value: provider ?? '',
    placeholder: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_…',
    validate: (text) =>
      /^(?!\w+:\/\/)[\w./:-]{1,128}$/.test(text)
        ? undefined
        : 'It is a host, perhaps with a path, without https://.',
  });
}

const providers: Readonly<Record<string, string>> = {
  'accounts.google.com': 'Google',
  'graph.facebook.com': 'Facebook',
  'appleid.apple.com': 'Apple',
  'www.amazon.com': 'Login with Amazon',
};
