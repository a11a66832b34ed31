import type { Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { type Place, parseArn, placeOf } from '../../aws/arn.ts';
import {
  accountProblem,
  invokingServices,
  organizationProblem,
  principalProblem,
  sourceArnProblem,
  statementIdProblem,
} from '../../aws/invoker.ts';
import type { NewPermission, PermissionTarget, ResourcePolicy } from '../../aws/permission.ts';
import { textAnswer } from './answer.ts';
import {
  askAuthType,
  askInvoker,
  askSource,
  askSourceAccount,
  type Invoker,
  isService,
  otherInvokers,
} from './permissionQuestions.ts';
import { prefilled } from './prefilled.ts';
import { answersOf } from './target.ts';

interface Answers {
  readonly invoker: Invoker;
  /** Empty: not named. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
  readonly principal: string;
  readonly organization: string;
  readonly authType: 'AWS_IAM' | 'NONE';
  readonly sid: string;
}

/**
 * Asks who may invoke. A target may answer in advance: `invoker` (`s3`, `sns`, `events`, `apigateway`,
 * `alb`, `logs`, `iot`, `cognito`, `account`, `organization`, `url`, `principal`), `sourceArn`,
 * `sourceAccount`, `principal`, `organization`, `authType`, `sid`. Answers one permission, or the two
 * that a function URL takes.
 */
export async function askPermission(
  app: Pick<App, 'prompts'>,
  { target: connected }: Account,
  of: PermissionTarget & { readonly arn: string },
  policy: ResourcePolicy,
  target: unknown,
): Promise<readonly NewPermission[]> {
  const place = placeOf(of.arn, connected.region);
  const known = knownAnswers(target, place);
  const taken = policy.permissions.map(({ sid }) => sid);
  const answers = await app.prompts.wizard<Answers>(
    'Add Permission',
    prefilled<Answers>(steps(place, known, taken)),
    known,
  );
  return permissionsOf(answers);
}

function steps(
  place: Place,
  known: Partial<Answers>,
  taken: readonly string[],
): readonly Step<Answers>[] {
  const asked =
    (key: keyof Answers, applies: (invoker: Invoker | undefined) => boolean) =>
    ({ invoker }: Partial<Answers>) =>
      known[key] === undefined && applies(invoker);
  return [
    {
      when: () => known.invoker === undefined,
      ask: async (questions) => ({ invoker: await askInvoker(questions) }),
    },
    {
      when: asked('authType', (invoker) => invoker === 'url'),
      ask: async (questions) => ({ authType: await askAuthType(questions) }),
    },
    {
      when: asked('sourceArn', isService),
      ask: async (questions, { invoker, sourceArn = '' }) =>
        isService(invoker)
          ? { sourceArn: await askSource(questions, invoker, place, sourceArn) }
          : {},
    },
    {
      when: asked('sourceAccount', isService),
      ask: async (questions, { invoker, sourceArn = '', sourceAccount }) => {
        const own = /^\d{12}$/.test(place.account) ? place.account : '';
        const value = sourceAccount ?? (parseArn(sourceArn)?.account || own);
        return { sourceAccount: await askSourceAccount(questions, invoker, value) };
      },
    },
    {
      when: asked('organization', (invoker) => invoker === 'organization'),
      ask: async (questions, { organization = '' }) => ({
        organization: await questions.input({
          prompt: 'Id of the organization, all accounts of which may invoke',
          value: organization,
          placeholder: 'o-a1b2c3d4e5',
          validate: organizationProblem,
        }),
      }),
    },
    {
      when: (answers) => known.principal === undefined && needsPrincipal(answers),
      ask: async (questions, { invoker, principal = '' }) => ({
        principal: await questions.input({
          prompt:
            invoker === 'account' || invoker === 'url'
              ? 'Account, or ARN of a user or role, that may invoke'
              : 'Principal: a service such as ses.amazonaws.com, an account, an ARN, or *',
          value: principal,
          validate: principalProblem,
        }),
      }),
    },
    {
      when: () => known.sid === undefined,
      ask: async (questions, answers) => ({
        sid: await questions.input({
          prompt: 'Statement id: names the permission',
          value: answers.sid ?? freeId(idFor(answers), taken),
          validate: (text) =>
            statementIdProblem(text) ??
            (taken.includes(text) ? `There is a permission ${text} already.` : undefined),
        }),
      }),
    },
  ];
}

function needsPrincipal({ invoker, authType }: Partial<Answers>): boolean {
  if (invoker === 'url') return authType === 'AWS_IAM';
  return invoker === 'account' || invoker === 'principal';
}

/** E.g. `s3-photos`. */
function idFor({
  invoker,
  sourceArn = '',
  principal = '',
  organization,
}: Partial<Answers>): string {
  const parts = isService(invoker)
    ? [invoker.id, parseArn(sourceArn)?.resource ?? '']
    : [invoker === 'url' ? 'url' : '', organization ?? principal];
  const id = parts
    .filter(Boolean)
    .join('-')
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return id.slice(0, 90) || 'permission';
}

function freeId(id: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? id : `${id}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

function permissionsOf(answers: Partial<Answers>): readonly NewPermission[] {
  const { invoker, sid = '', sourceArn = '', sourceAccount = '', principal = '*' } = answers;
  const action = 'lambda:InvokeFunction';
  if (isService(invoker)) {
    return [
      {
        sid,
        action,
        principal: invoker.principal,
        sourceArn: sourceArn.trim() || undefined,
        sourceAccount: sourceAccount || undefined,
      },
    ];
  }
  switch (invoker) {
    case 'organization':
      return [{ sid, action, principal: '*', principalOrgId: answers.organization }];
    case 'url':
      // Lambda asks for both: that the URL may be called, and that the function may be invoked by it.
      return [
        {
          sid,
          action: 'lambda:InvokeFunctionUrl',
          principal,
          functionUrlAuthType: answers.authType,
        },
        { sid: `${sid}-invoke`, action, principal, invokedViaFunctionUrl: true },
      ];
    default:
      return [{ sid, action, principal }];
  }
}

function knownAnswers(target: unknown, place: Place): Partial<Answers> {
  const answers = answersOf(target);
  const id = textAnswer(answers, 'invoker', (text) =>
    otherInvokers.some((other) => other === text) || invokingServices.some((one) => one.id === text)
      ? undefined
      : `it is one of ${[...invokingServices.map((one) => one.id), ...otherInvokers].join(', ')}.`,
  );
  const service = invokingServices.find((one) => one.id === id);
  const invoker = service ?? otherInvokers.find((other) => other === id);
  const sourceArn = textAnswer(answers, 'sourceArn', (text) =>
    service ? sourceArnProblem(service, text, place) : undefined,
  );
  const sourceAccount = textAnswer(answers, 'sourceAccount', (text) =>
    text === '' ? undefined : accountProblem(text),
  );
  const principal = textAnswer(answers, 'principal', principalProblem);
  const organization = textAnswer(answers, 'organization', organizationProblem);
  const authType = textAnswer(answers, 'authType', (text) =>
    text === 'NONE' || text === 'AWS_IAM' ? undefined : 'it is "NONE" or "AWS_IAM".',
  );
  const sid = textAnswer(answers, 'sid', statementIdProblem);
  return {
    ...(invoker === undefined ? {} : { invoker }),
    ...(sourceArn === undefined ? {} : { sourceArn }),
    ...(sourceAccount === undefined ? {} : { sourceAccount }),
    ...(principal === undefined ? {} : { principal }),
    ...(organization === undefined ? {} : { organization }),
    ...(authType === undefined ? {} : { authType: authType === 'NONE' ? 'NONE' : 'AWS_IAM' }),
    ...(sid === undefined ? {} : { sid }),
  };
}
