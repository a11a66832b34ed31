import type { Violation } from '../../protocol/constraints.ts';
import { readConstraints } from '../../protocol/modelConstraints.ts';
import model from './model.json' with { type: 'json' };

export const constraints = readConstraints(model);

/** IAM has words of its own for names and paths with characters that they cannot have. */
export function wording({ at, sentence }: Violation): string | undefined {
  if (!sentence.includes('regular expression')) return undefined;
  const member = at.split('.').at(-1) ?? at;
  if (member === 'roleName' || member === 'policyName') {
    return `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`;
  }
  if (member === 'path') {
    return 'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.';
  }
  return undefined;
}
