import { strToU8, zipSync } from 'fflate';
import type { Account } from '../../src/aws/account.ts';
import type { FunctionSummary, NewFunction } from '../../src/aws/lambdaFunction.ts';

/** What creates a function; without code of its own it answers with its event. */
export function nodeFunction(
  name: string,
  role: string,
  code = 'export const handler = async (event) => event;\n',
): NewFunction {
  return {
    name,
    description: '',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    role,
    memory: 128,
    timeout: 3,
    zip: zipSync({ 'index.mjs': strToU8(code) }),
  };
}

/** Creates a function of this code, with a role of its own and ten seconds to run. */
export async function createRunning(
  { functions, roles }: Account,
  name: string,
  code: string,
): Promise<FunctionSummary> {
  const { arn } = await roles.create({ name: `${name}-role`, description: '' });
  return functions.create({ ...nodeFunction(name, arn, code), timeout: 10 });
}
