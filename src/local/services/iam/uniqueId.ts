import { createHash, randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export function newId(prefix: 'AROA' | 'ANPA'): string {
  return prefix + spell(Array.from({ length: 17 }, () => randomInt(letters.length)));
}

/** Always the same for one of AWS' policies; AWS' own ids say nothing to anybody. */
export function policyId(name: string): string {
  return `ANPA${spell([...createHash('sha256').update(name).digest()].slice(0, 17))}`;
}

function spell(numbers: readonly number[]): string {
  return numbers.map((number) => letters[number % letters.length]).join('');
}
