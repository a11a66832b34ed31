import type { Questions } from '../../app/prompts.ts';
import type { Place } from '../../aws/arn.ts';
import {
  accountProblem,
  type InvokingService,
  invokingServices,
  sourceArnProblem,
} from '../../aws/invoker.ts';

/** Who is to invoke: a service, or one of the other kinds of principals. */
export type Invoker = InvokingService | OtherInvoker;

export const otherInvokers = ['account', 'organization', 'url', 'principal'] as const;
type OtherInvoker = (typeof otherInvokers)[number];

export function isService(invoker: Invoker | undefined): invoker is InvokingService {
  return typeof invoker === 'object';
}

export function askInvoker(questions: Questions): Promise<Invoker> {
  return questions.pick<Invoker>({
    prompt: 'Who may invoke the function?',
    choices: [
      ...invokingServices.map((service) => ({
        label: service.label,
        description: service.principal,
        icon: 'server-process',
        group: 'Services',
        value: service,
      })),
      { label: 'Another account', icon: 'account', group: 'Others', value: 'account' },
      { label: 'An organization', icon: 'organization', group: 'Others', value: 'organization' },
      { label: 'Callers of the function URL', icon: 'globe', group: 'Others', value: 'url' },
      { label: 'Any principal…', icon: 'edit', group: 'Others', value: 'principal' },
    ],
  });
}

export function askAuthType(questions: Questions): Promise<'AWS_IAM' | 'NONE'> {
  return questions.pick<'AWS_IAM' | 'NONE'>({
    prompt: 'Who may call the URL?',
    choices: [
      {
        label: 'Those who sign their calls',
        description: 'AWS_IAM',
        detail: 'Users and roles of an account that is asked for next.',
        icon: 'lock',
        value: 'AWS_IAM',
      },
      {
        label: 'Everybody',
        description: 'NONE',
        detail: 'Whoever knows the URL can call it, without credentials.',
        icon: 'warning',
        value: 'NONE',
      },
    ],
  });
}

export function askSource(
  questions: Questions,
  service: InvokingService,
  place: Place,
  value: string,
): Promise<string> {
  return questions.input({
    prompt: `ARN of the ${service.source} (empty: every ${service.source} of ${service.label})`,
    value,
    placeholder: service.example(place),
    validate: (text) => sourceArnProblem(service, text.trim(), place),
  });
}

export function askSourceAccount(
  questions: Questions,
  invoker: Invoker | undefined,
  value: string,
): Promise<string> {
  const what = isService(invoker) ? invoker.source : 'source';
  return questions.input({
    prompt: `Account that owns the ${what} (empty: any account)`,
    value,
    validate: (text) => (text === '' ? undefined : accountProblem(text)),
  });
}
