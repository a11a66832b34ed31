import type { Questions, Step } from '../../app/prompts.ts';
import type { RoleToAssume } from '../../aws/connections/definition.ts';
import {
  externalIdProblem,
  mfaSerialProblem,
  roleArnProblem,
  sessionDurationProblem,
  sessionNameProblem,
} from '../../aws/connections/names.ts';
import type { ConnectionAnswers } from './connectionAnswers.ts';

/** A role on top of the credentials. */
export const assumeRoleSteps: readonly Step<ConnectionAnswers>[] = [
  {
    ask: async (questions, { assumesRole }) => ({
      assumesRole: await questions.pick({
        prompt: 'Does the connection assume a role on top?',
        choices: [
          { label: 'No', value: false },
          { label: 'Yes, assume a role', icon: 'arrow-up', value: true },
        ],
        active: (value) => value === (assumesRole ?? false),
      }),
    }),
  },
  step(async (questions, { roleArn }) => ({
    roleArn: await questions.input({
      prompt: 'ARN of the role to assume',
      value: roleArn,
      placeholder: 'arn:aws:iam::123456789012:role/…',
      validate: roleArnProblem,
    }),
  })),
  step(async (questions, { externalId }) => ({
    externalId: await optional(questions, 'External id', 'none', externalId, externalIdProblem),
  })),
  step(async (questions, { mfaSerial }) => ({
    mfaSerial: await optional(questions, 'MFA device', 'none', mfaSerial, mfaSerialProblem),
  })),
  step(async (questions, { sessionName }) => ({
    sessionName: await optional(
      questions,
      'Name of the session',
      'lambda-bench',
      sessionName,
      sessionNameProblem,
    ),
  })),
  step(async (questions, { duration }) => {
    const text = await optional(
      questions,
      'Seconds that a session lasts',
      "an hour, AWS' default",
      duration === undefined ? undefined : String(duration),
      sessionDurationProblem,
    );
    return { duration: text === undefined ? undefined : Number(text) };
  }),
];

type Changes = { readonly [K in keyof RoleToAssume]?: RoleToAssume[K] | undefined };

/** A question about the role, asked where one is assumed; what is answered with nothing is left out. */
function step(
  ask: (questions: Questions, role: RoleToAssume) => Promise<Changes>,
): Step<ConnectionAnswers> {
  return {
    when: ({ assumesRole }) => assumesRole === true,
    ask: async (questions, { role = { roleArn: '' } }) => {
      const changed: Changes = { ...role, ...(await ask(questions, role)) };
      const { roleArn = '', externalId, mfaSerial, sessionName, duration } = changed;
      return {
        role: {
          roleArn,
          ...(externalId !== undefined && { externalId }),
          ...(mfaSerial !== undefined && { mfaSerial }),
          ...(sessionName !== undefined && { sessionName }),
          ...(duration !== undefined && { duration }),
        },
      };
    },
  };
}

async function optional(
  questions: Questions,
  what: string,
  otherwise: string,
  value: string | undefined,
  problem: (text: string) => string | undefined,
): Promise<string | undefined> {
  const text = await questions.input({
    prompt: `${what} (empty: ${otherwise})`,
    value: value ?? '',
    validate: (typed) => (typed === '' ? undefined : problem(typed)),
  });
  return text === '' ? undefined : text;
}
