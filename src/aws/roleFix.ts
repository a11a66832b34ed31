import type { Fix } from '../errors.ts';
import type { Attempt } from './attempt.ts';

/** Shows the role that was named, else the execution role of the function. */
export function showRoleOf({ role, thing }: Attempt): Fix {
  const target = role === undefined ? { functionName: thing.split(':')[0] } : { role };
  return { title: 'Show Role', command: 'lambdaBench.showRole', arguments: [target] };
}
