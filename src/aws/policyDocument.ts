import { messageOf } from '../errors.ts';

/** All inline policies of a role together; white space does not count. */
const characterLimit = 10_240;

/**
 * What is wrong with an inline policy of a role in a sentence, or undefined: IAM itself says little
 * more than `MalformedPolicyDocument`. By the grammar of IAM's JSON policies; names of actions and
 * ARNs are left to IAM.
 */
export function policyDocumentProblem(text: string): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return `This is not JSON: ${messageOf(error)}.`;
  }
  if (!isRecord(document)) return 'A policy is a JSON object with Version and Statement.';
  const { Version, Statement } = document;
  return (
    unknownMember(document, ['Version', 'Id', 'Statement'], 'A policy') ??
    versionProblem(Version) ??
    statementsProblem(Statement) ??
    lengthProblem(text)
  );
}

function versionProblem(version: unknown): string | undefined {
  if (version === undefined || version === '2012-10-17' || version === '2008-10-17')
    return undefined;
  return 'The Version of a policy is "2012-10-17": the version of the policy language, not your own.';
}

function statementsProblem(statements: unknown): string | undefined {
  if (statements === undefined) return 'The policy has no Statement.';
  const list = Array.isArray(statements) ? statements : [statements];
  if (list.length === 0) return 'The policy has no Statement: the list is empty.';
  return list.reduce<string | undefined>(
    (problem, statement, index) =>
      problem ??
      statementProblem(statement, list.length === 1 ? 'The statement' : `Statement ${index + 1}`),
    undefined,
  );
}

function statementProblem(statement: unknown, which: string): string | undefined {
  if (!isRecord(statement)) return `${which} is not an object.`;
  if ('Principal' in statement || 'NotPrincipal' in statement) {
    return `${which} names a principal: this policy stands on the role, which is the principal. Leave it out.`;
  }
  const { Effect, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    return `${which} needs an Effect, "Allow" or "Deny".`;
  }
  if (Condition !== undefined && !isRecord(Condition))
    return `${which}: Condition is not an object.`;
  const members = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
  return (
    unknownMember(statement, members, which) ??
    oneOf(statement, 'Action', 'NotAction', which) ??
    oneOf(statement, 'Resource', 'NotResource', which)
  );
}

function oneOf(
  statement: Record<string, unknown>,
  member: string,
  opposite: string,
  which: string,
): string | undefined {
  if (member in statement && opposite in statement) {
    return `${which} has both ${member} and ${opposite}: it may have one of them.`;
  }
  const value = statement[member] ?? statement[opposite];
  if (value === undefined) return `${which} needs ${member}.`;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > 0 && list.every((item) => typeof item === 'string' && item !== ''))
    return undefined;
  return `${which}: ${member in statement ? member : opposite} is a text or a list of texts.`;
}

function unknownMember(
  record: Record<string, unknown>,
  known: readonly string[],
  which: string,
): string | undefined {
  const unknown = Object.keys(record).find((key) => !known.includes(key));
  return unknown === undefined
    ? undefined
    : `${which} has no member ${unknown}: it has ${known.join(', ')}, spelled so.`;
}

function lengthProblem(text: string): string | undefined {
  const length = text.replace(/\s/g, '').length;
  return length > characterLimit
    ? `The inline policies of a role have at most ${characterLimit} characters without white space; this one has ${length}.`
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
