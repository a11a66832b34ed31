import type { Prompts } from '../../app/prompts.ts';
import { UserError } from '../../errors.ts';

/** For what runs many times: nobody is there to be asked for each. */
export function unattended(prompts: Prompts): Prompts {
  const refuse = () => {
    throw new UserError('{{$prompt}} asks a person, which is done for single invocations only.');
  };
  return { ...prompts, input: refuse, pick: refuse, wizard: refuse };
}
