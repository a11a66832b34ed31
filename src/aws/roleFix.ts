import type { Fix } from '../errors.ts';
import type { Attempt } from './attempt.ts';

/** Shows the role that was named, else the execution role of the function. */
export function showRoleOf({ role, thing }: Attempt): Fix {
  return role === undefined ? showRole({ functionName: functionIn(thing) }) : showRoleNamed(role);
}

/** By its name or ARN. */
export function showRoleNamed(role: string): Fix {
  return showRole({ role });
}

function showRole(target: object): Fix {
  return { title: 'Show Role', command: 'lambdaBench.showRole', arguments: [target] };
}

/** The function of `orders:live`, or of an ARN with or without a qualifier. */
export function functionIn(thing: string): string {
  return /^(arn:(?:[^:]*:){5}[^:]*|[^:]*)/.exec(thing)?.[0] ?? thing;
}
