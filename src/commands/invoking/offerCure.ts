import type { Show } from '../../app.ts';
import type { InvocationType, Outcome } from '../../aws/account.ts';
import type { Fix } from '../../errors.ts';
import type { Request } from '../../history/invocations.ts';

/** What did not run can be put right at once; the panel, which says so too, has no buttons. */
export function offerCure(show: Pick<Show, 'error'>, request: Request, outcome: Outcome): void {
  if (outcome.kind !== 'notInvoked') return;
  const { message, advice, code, fix } = outcome.failure;
  const fixes = [
    ...(outcome.mayRetry ? [tryAgain(request)] : []),
    ...(/add a valid tenant/i.test(message) ? [nameTenant(request)] : []),
    ...(code === 'ResourceNotFoundException' && request.path !== undefined
      ? [chooseAnother(request.path)]
      : fix
        ? [fix]
        : []),
  ];
  const what = `${request.functionName} was not invoked: ${message.replace(/\.$/, '')}.`;
  show.error(advice ? `${what} ${advice}` : what, ...fixes);
}

function tryAgain({ path, functionName, qualifier, type }: Request): Fix {
  const target = { payload: path ?? null, functionName, qualifier };
  return { title: 'Try Again', command: commandOf[type], arguments: [target] };
}

/** Which tenant is asked for, and remembered. */
function nameTenant({ path, functionName }: Request): Fix {
  const target = { payload: path ?? null, functionName };
  return {
    title: 'Choose Tenant',
    command: 'lambdaBench.invokeWithOptions',
    arguments: [target],
  };
}

const commandOf: Readonly<Record<InvocationType, string>> = {
  RequestResponse: 'lambdaBench.invokePayload',
  Event: 'lambdaBench.queuePayload',
  DryRun: 'lambdaBench.dryRunPayload',
};

function chooseAnother(payload: string): Fix {
  return {
    title: 'Choose Another Function',
    command: 'lambdaBench.changeFunction',
    arguments: [{ payload }],
  };
}
