/** Keys and indexes that lead from the document to what a problem is about. */
export type JsonPath = readonly (string | number)[];

/** What is wrong with a policy, and where. */
export interface PolicyProblem {
  /** In whole sentences. */
  readonly message: string;
  /** Empty: the whole document. */
  readonly path: JsonPath;
  /** Warnings are of what IAM accepts and hardly anybody means. */
  readonly severity: 'error' | 'warning';
  /** Whether it is about the name of the member, rather than about its value. */
  readonly ofName?: true;
}

/** A statement, by name and by where it stands. */
export interface StatementPlace {
  /** E.g. `Statement 2`. */
  readonly which: string;
  readonly path: JsonPath;
}

export function mistake(message: string, path: JsonPath = []): PolicyProblem {
  return { message, path, severity: 'error' };
}

export function warning(message: string, path: JsonPath = []): PolicyProblem {
  return { message, path, severity: 'warning' };
}

/** Members that nobody knows: mostly misspelt ones. */
export function unknownMember(
  record: Readonly<Record<string, unknown>>,
  known: readonly string[],
  which: string,
  path: JsonPath,
): PolicyProblem[] {
  return Object.keys(record)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      ...mistake(`${which} has no member ${key}: it has ${known.join(', ')}, spelled so.`, [
        ...path,
        key,
      ]),
      ofName: true,
    }));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
