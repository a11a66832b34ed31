/** The person has changed their mind: commands end in silence. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';

  constructor() {
    super('Cancelled');
  }
}

/** A command that a message may offer as its one-click cure. */
export interface Fix {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** A place in a text file; both zero-based, characters in UTF-16 code units as in an editor. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * A failure that a person can do something about. The message says what happened, to which thing,
 * why, and what to do now; `cause` keeps the original error for the log.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly fix: Fix | undefined;
  /** Where in the file that the message is about the fault is. */
  readonly position: Position | undefined;

  constructor(
    message: string,
    options: { cause?: unknown; fix?: Fix; position?: Position | undefined } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.fix = options.fix;
    this.position = options.position;
  }
}

/** By name rather than `instanceof`: each bundle has its own copy of these classes. */
export function isCancelled(error: unknown): error is Cancelled {
  return error instanceof Error && error.name === 'Cancelled';
}

/** By name rather than `instanceof`: each bundle has its own copy of these classes. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError';
}

/** What any thrown value says of itself. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
