// What may be typed: each function answers what is wrong with a value in a sentence, or undefined.

/** CreateRole, RoleName: 1 to 64 of `[\w+=,.@-]`. */
export function roleNameProblem(name: string): string | undefined {
  if (name === '') return 'A role needs a name.';
  const strange = firstStrange(name, /[\w+=,.@-]/);
  if (strange) {
    return `A role's name cannot contain ${strange}: it is made of letters (A–Z), digits and _+=,.@-`;
  }
  return tooLong(`A role's name`, name, 64);
}

/** PutRolePolicy, PolicyName: 1 to 128 of `[\w+=,.@-]`. */
export function policyNameProblem(name: string): string | undefined {
  if (name === '') return 'A policy needs a name.';
  const strange = firstStrange(name, /[\w+=,.@-]/);
  if (strange) {
    return `A policy's name cannot contain ${strange}: it is made of letters (A–Z), digits and _+=,.@-`;
  }
  return tooLong(`A policy's name`, name, 128);
}

/** CreateRole, Description: up to 1000 of tab, line breaks, printable ASCII and Latin-1. */
export function roleDescriptionProblem(description: string): string | undefined {
  const strange = firstStrange(description, /[\t\n\r\x20-\x7e\xa1-\xff]/);
  if (strange) {
    return `A role's description cannot contain ${strange}: IAM takes the characters of Western European languages only.`;
  }
  return tooLong(`A role's description`, description, 1000);
}

/** CreateFunction, FunctionName: 1 to 64 of `[a-zA-Z0-9-_]`. */
export function functionNameProblem(name: string): string | undefined {
  if (name === '') return 'A function needs a name.';
  const strange = firstStrange(name, /[a-zA-Z0-9_-]/);
  if (strange) {
    return `A function's name cannot contain ${strange}: it is made of letters (A–Z), digits, - and _`;
  }
  return tooLong(`A function's name`, name, 64);
}

/** CreateAlias, Name: 1 to 128 of `[a-zA-Z0-9-_]`, not a number alone. */
export function aliasNameProblem(name: string): string | undefined {
  if (name === '') return 'An alias needs a name, e.g. live';
  const strange = firstStrange(name, /[a-zA-Z0-9_-]/);
  if (strange) {
    return `An alias' name cannot contain ${strange}: it is made of letters (A–Z), digits, - and _`;
  }
  if (/^\d+$/.test(name)) return 'A number alone is the name of a version.';
  return tooLong(`An alias' name`, name, 128);
}

/** CreateFunction, Description: up to 256 characters. */
export function functionDescriptionProblem(description: string): string | undefined {
  return tooLong(`A function's description`, description, 256);
}

/** CreateFunction, Handler: up to 128 characters without white space; a file and an export for zips. */
export function handlerProblem(handler: string): string | undefined {
  if (handler === '') return 'A function needs a handler, e.g. index.handler';
  const strange = firstStrange(handler, /\S/);
  if (strange) return `A handler cannot contain ${strange}.`;
  if (!/[^.]\.[^./]+$/.test(handler)) {
    return 'A handler names a file without its extension, a dot and what the file exports, e.g. index.handler';
  }
  return tooLong('A handler', handler, 128);
}

/** CreateFunction, Role: the ARN of a role, in any partition. */
export function roleArnProblem(arn: string): string | undefined {
  return /^arn:aws[a-zA-Z-]*:iam::\d{12}:role\/?[\w+=,.@/-]+$/.test(arn)
    ? undefined
    : 'A role is named by its ARN, e.g. arn:aws:iam::123456789012:role/orders';
}

/** CreateFunction, MemorySize: 128 to 10240 MB. */
export function memoryProblem(text: string): string | undefined {
  return numberProblem('Memory', text, 128, 10_240, 'MB');
}

/** CreateFunction, Timeout: 1 to 900 seconds. */
export function timeoutProblem(text: string): string | undefined {
  return numberProblem('The time-out', text, 1, 900, 'seconds');
}

function numberProblem(
  what: string,
  text: string,
  least: number,
  most: number,
  unit: string,
): string | undefined {
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && value >= least && value <= most) return undefined;
  return `${what} is a whole number from ${least} to ${most} ${unit}.`;
}

function tooLong(what: string, value: string, most: number): string | undefined {
  const length = [...value].length;
  return length > most ? `${what} has at most ${most} characters; this has ${length}.` : undefined;
}

/** Names the first character that is not allowed so that it can be seen, blanks included. */
function firstStrange(value: string, allowed: RegExp): string | undefined {
  const found = [...value].find((character) => !allowed.test(character));
  if (found === undefined) return undefined;
  if (found === ' ') return 'a blank';
  return /\s|\p{Cc}/u.test(found)
    ? `the character U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : found;
}
