import type { Request } from '../../history/invocations.ts';

/** An invocation that is to be done by another tool: never with a credential in it. */
export interface CopiedInvocation {
  readonly request: Request;
  readonly region: string;
  /** Base URL; undefined means AWS' own. */
  readonly endpoint: string | undefined;
  /** The local account's keys are no temporary ones. */
  readonly isLocal: boolean;
  /** What is sent. */
  readonly text: string;
  /** Absolute path of a file with the same bytes. */
  readonly file: string;
}

/** The longest payload that stands in what is copied, in characters: longer ones are read from their file. */
export const longest = 2000;
