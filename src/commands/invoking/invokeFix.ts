import { type Fix, UserError } from '../../errors.ts';

/** The cure wherever something must have been invoked first. */
export const invokeFix: Fix = {
  title: 'Invoke Payload File',
  command: 'lambdaBench.invokePayload',
};

export function nothingInvoked(): UserError {
  return new UserError(
    'Nothing was invoked in this window yet. Open a payload file and run Invoke Payload File.',
    { fix: invokeFix },
  );
}
