import { strToU8, zipSync } from 'fflate';
import type { NewFunction } from '../../src/aws/account.ts';

/** What creates a function that answers with its event. */
export function nodeFunction(name: string, role: string): NewFunction {
  const code = strToU8('export const handler = async (event) => event;\n');
  return {
    name,
    description: '',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    role,
    memory: 128,
    timeout: 3,
    zip: zipSync({ 'index.mjs': code }),
  };
}
