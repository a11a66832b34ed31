import type { Prompts, Questions } from '../../app/prompts.ts';
import { narrowAccessPolicy } from '../../aws/accessPolicy.ts';
import type { Account } from '../../aws/account.ts';
import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import { policyDocumentProblem } from '../../aws/policyDocument.ts';
import type { RoleSummary } from '../../aws/role.ts';
import { UserError } from '../../errors.ts';
import { textAnswer, textsAnswer } from './answer.ts';
import { findFunction, functionChoices } from './pickFunction.ts';
import { findRole, pickRole } from './pickRole.ts';
import { prefilled } from './prefilled.ts';
import { answersOf, roleOfRow } from './target.ts';

export interface Access {
  readonly role: RoleSummary;
  /** Functions that may be invoked; `all` allows everything in Lambda. */
  readonly functions: 'all' | readonly FunctionSummary[];
  /** Whether a policy that is there already is replaced without a question. */
  readonly replace: boolean;
}

interface Answers {
  readonly role: RoleSummary;
  readonly breadth: 'narrow' | 'broad';
  readonly functions: readonly FunctionSummary[];
}

export async function askAccess(
  prompts: Prompts,
  account: Account,
  target: unknown,
): Promise<Access> {
  const known = await knownAccess(account, target);
  const answers = await prompts.wizard<Answers>(
    'Attach Access Policy',
    prefilled<Answers>([
      {
        when: () => known.role === undefined,
        ask: async (questions) => ({
          role: await pickRole(questions, account, 'Role that gets the access policy'),
        }),
      },
      {
        when: () => known.breadth === undefined,
        ask: async (questions) => ({ breadth: await askBreadth(questions) }),
      },
      {
        when: ({ breadth }) => breadth === 'narrow' && known.functions === undefined,
        ask: async (questions, { functions }) => ({
          functions: await askFunctions(questions, account, functions ?? []),
        }),
      },
    ]),
    known,
  );
  const { role, breadth, functions = [] } = answers;
  if (!role) throw new Error('The wizard ended without a role');
  const { replace } = answersOf(target);
  return { role, functions: breadth === 'broad' ? 'all' : functions, replace: replace === true };
}

function askBreadth(questions: Questions): Promise<'narrow' | 'broad'> {
  return questions.pick({
    prompt: 'What functions with this role may do in Lambda',
    choices: [
      {
        label: 'Invoke chosen functions',
        description: 'narrow',
        detail: 'lambda:InvokeFunction on the functions you choose next.',
        icon: 'shield',
        value: 'narrow',
      },
      {
        label: 'Everything in Lambda: lambda:* on *',
        description: 'broad',
        detail: 'They may invoke, change and delete every function of the account.',
        icon: 'warning',
        value: 'broad',
      },
    ],
  });
}

function askFunctions(
  questions: Questions,
  account: Account,
  chosen: readonly FunctionSummary[],
): Promise<FunctionSummary[]> {
  return questions.pickMany({
    prompt: 'Functions that may be invoked',
    choices: functionChoices(account),
    selected: ({ arn }) => chosen.some((one) => one.arn === arn),
    validate: functionsProblem,
  });
}

function functionsProblem(functions: readonly FunctionSummary[]): string | undefined {
  if (functions.length === 0) return 'Choose at least one function.';
  return policyDocumentProblem(narrowAccessPolicy(functions.map(({ arn }) => arn)));
}

async function knownAccess(account: Account, target: unknown): Promise<Partial<Answers>> {
  const row = roleOfRow(target);
  if (row) return { role: row };
  const answers = answersOf(target);
  const name = textAnswer(answers, 'role', () => undefined);
  const names = textsAnswer(answers, 'functions');
  const access = textAnswer(answers, 'access', (value) =>
    value === 'broad' ? undefined : 'it is "broad", or absent with functions in its place.',
  );
  const functions: FunctionSummary[] = [];
  for (const one of names ?? []) functions.push(await findFunction(account, one));
  const problem = names && functionsProblem(functions);
  if (problem) throw new UserError(`No access policy was attached. ${problem}`);
  return {
    ...(name === undefined ? {} : { role: await findRole(account, name) }),
    ...(access === undefined ? {} : { breadth: 'broad' }),
    ...(names === undefined ? {} : { breadth: 'narrow', functions }),
  };
}
