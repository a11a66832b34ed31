import { existsSync } from 'node:fs';
import type { Choice, Questions, Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { CredentialSource, CustomEndpoint } from '../../aws/connections/definition.ts';
import { endpointUrlProblem } from '../../aws/connections/names.ts';
import type { ConnectionAnswers } from './connectionAnswers.ts';

type Part = Partial<ConnectionAnswers>;

/** Where a custom endpoint is, whom its certificate is trusted by, and with which credentials. */
export function endpointSteps({
  connections,
  prompts,
}: Pick<App, 'connections' | 'prompts'>): readonly Step<ConnectionAnswers>[] {
  const isEndpoint = ({ begins }: Part) => begins === 'endpoint';
  const isOwn = (answers: Part) => isEndpoint(answers) && answers.preset !== true;
  return [
    {
      when: isEndpoint,
      ask: async (questions, { endpoint }) =>
        questions.pick<Part>({
          prompt: 'Which endpoint?',
          choices: await presets(connections, endpoint),
        }),
    },
    {
      when: isOwn,
      ask: async (questions, { endpoint }) => ({
        endpoint: {
          ...endpoint,
          url: await questions.input({
            prompt: 'Address of the endpoint',
            value: endpoint?.url ?? '',
            placeholder: 'https://… or http://localhost:…',
            validate: endpointUrlProblem,
          }),
        },
      }),
    },
    {
      when: (answers) => isOwn(answers) && isHttps(answers.endpoint),
      ask: async (questions, { endpoint }) => ({
        endpoint: endpoint && (await withAuthority(questions, prompts, endpoint)),
      }),
    },
    {
      when: (answers) => isOwn(answers) && isOpenHttp(answers.endpoint),
      ask: async (questions, { endpoint }) => ({
        endpoint: endpoint && (await withoutHttpUnlessAllowed(questions, endpoint)),
      }),
    },
    {
      when: isOwn,
      ask: async (questions, { kind }) =>
        questions.pick<Part>({
          prompt: 'Which credentials does the endpoint take?',
          choices: credentialChoices,
          active: (value) => value.kind === kind && value.secrets === undefined,
        }),
    },
  ];
}

/** What emulators take that check no credentials; never sent to AWS. */
const testKeys: Part = {
  kind: 'accessKeys',
  secrets: { accessKeyId: 'test', secretAccessKey: 'test' },
};

async function presets(
  connections: Pick<App['connections'], 'emulators'>,
  present: CustomEndpoint | undefined,
): Promise<readonly Choice<Part>[]> {
  const preset = (label: string, url: string, detail: string): Choice<Part> => ({
    label,
    description: url,
    detail,
    icon: 'server',
    value: { endpoint: { url }, preset: true, ...testKeys },
  });
  const emulators = await connections.emulators();
  return [
    ...(present
      ? [
          {
            label: 'As it is',
            description: present.url,
            icon: 'check',
            value: { endpoint: present, preset: false },
          },
        ]
      : []),
    preset(
      'LocalStack',
      'http://localhost:4566',
      'With the keys test and test; also Floci and MiniStack.',
    ),
    ...emulators.map((endpoint) => ({
      label: 'AWS Emulator',
      description: endpoint.url,
      detail: 'With the certificate and the keys of its folder, which are read anew for each run.',
      icon: 'server',
      value: { endpoint, preset: true, kind: 'accessKeys', secrets: {} } as const,
    })),
    preset(
      'sam local start-lambda',
      'http://127.0.0.1:3001',
      'It invokes functions and does nothing else.',
    ),
    preset('moto', 'http://127.0.0.1:5000', 'moto_server, with the keys test and test.'),
    {
      label: 'Another address…',
      icon: 'edit',
      value: { endpoint: present, preset: false },
    },
  ];
}

const credentialChoices: readonly Choice<Part>[] = [
  { label: 'The keys test and test', detail: 'For endpoints that check none.', value: testKeys },
  ...(
    [
      ['accessKeys', 'Access keys', 'key'],
      ['profile', 'Profile', 'account'],
      ['cognito', 'Cognito identity pool', 'organization'],
      ['environment', 'Environment variables', 'symbol-variable'],
      ['default', 'Default chain', 'list-ordered'],
    ] satisfies readonly [CredentialSource['kind'], string, string][]
  ).map(([kind, label, icon]) => ({ label, icon, value: { kind } })),
];

async function withAuthority(
  questions: Questions,
  prompts: Pick<App['prompts'], 'openFile'>,
  { caFile: present, ...endpoint }: CustomEndpoint,
): Promise<CustomEndpoint> {
  const choose = await questions.pick<() => Promise<string | undefined> | string | undefined>({
    prompt: 'Which certificates does the endpoint have?',
    choices: [
      { label: 'Those that the system trusts', icon: 'verified', value: () => undefined },
      ...(present && existsSync(present)
        ? [
            {
              label: 'Of the authority in',
              description: present,
              icon: 'file',
              value: () => present,
            },
          ]
        : []),
      {
        label: 'Of an authority of its own: choose its file…',
        description: 'PEM',
        icon: 'folder-opened',
        value: () => prompts.openFile({ title: 'Certificates to Trust' }),
      },
    ],
  });
  const caFile = await choose();
  return caFile === undefined ? endpoint : { ...endpoint, caFile };
}

async function withoutHttpUnlessAllowed(
  questions: Questions,
  endpoint: CustomEndpoint,
): Promise<CustomEndpoint> {
  const secure = { ...endpoint, url: endpoint.url.replace(/^http:/i, 'https:') };
  return questions.pick<CustomEndpoint>({
    prompt: 'What is sent by http can be read and changed on its way',
    choices: [
      { label: 'Use https instead', description: secure.url, icon: 'lock', value: secure },
      {
        label: 'Allow http for this endpoint',
        description: endpoint.url,
        icon: 'unlock',
        value: { ...endpoint, allowHttp: true },
      },
    ],
  });
}

function isHttps(endpoint: CustomEndpoint | undefined): boolean {
  return endpoint !== undefined && new URL(endpoint.url).protocol === 'https:';
}

/** By http, and not to this machine. */
function isOpenHttp(endpoint: CustomEndpoint | undefined): boolean {
  if (endpoint === undefined || isHttps(endpoint)) return false;
  return !/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(endpoint.url).hostname);
}
