import type { App } from '../../app.ts';
import type { Failure, InvocationType, Outcome } from '../../aws/outcome.ts';
import type { Fix } from '../../errors.ts';
import type { Request } from '../../history/invocations.ts';

/**
 * What did not run can be put right at once: the panel, which says so too, has no buttons. Without one,
 * a message is for who does not see the panel.
 */
export function offerCure(
  { show, settings }: Pick<App, 'show' | 'settings'>,
  request: Request,
  outcome: Outcome,
): void {
  const hidden = settings(request.path).revealResult === 'never';
  if (outcome.kind === 'lost' && hidden) {
    const look: Fix = { title: 'Show Result', command: 'lambdaBench.showResult' };
    show.warning(`${request.functionName} may have run: the connection was lost.`, look);
  }
  if (outcome.kind !== 'notInvoked') return;
  const { message, advice } = outcome.failure;
  const fixes = fixesOf(request, outcome.failure, outcome.mayRetry);
  if (fixes.length === 0 && !hidden) return;
  const what = `${request.functionName} was not invoked: ${message.replace(/\.$/, '')}.`;
  show.error(advice ? `${what} ${advice}` : what, ...fixes);
}

function fixesOf(request: Request, { cure, fix }: Failure, mayRetry: boolean): Fix[] {
  const again = mayRetry ? [tryAgain(request)] : [];
  if (cure === 'whenReady') return [whenReady(request)];
  if (cure === 'otherOptions') return [...again, otherOptions(request)];
  if (cure === 'otherFunction' && request.path !== undefined) return [chooseAnother(request.path)];
  return [...(fix ? [fix] : []), ...again];
}

function tryAgain({ path, functionName, qualifier, type }: Request): Fix {
  const target = { payload: path ?? null, functionName, qualifier };
  return { title: 'Try Again', command: commandOf[type], arguments: [target] };
}

function whenReady({ path, functionName, qualifier, type }: Request): Fix {
  const target = { payload: path ?? null, functionName, qualifier, type };
  return {
    title: 'Invoke When Ready',
    command: 'lambdaBench.invokeWhenReady',
    arguments: [target],
  };
}

/** A tenant, too, is asked for there, and remembered. */
function otherOptions({ path, functionName }: Request): Fix {
  const target = { payload: path ?? null, functionName };
  return {
    title: 'Choose Options',
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
