import type { Failure } from './outcome.ts';

/** One text of a failure: what happened (its code). What to do now. Names at its start keep their case. */
export function sentenceOf({ message, code, advice }: Failure, thing?: string): string {
  const start = thing !== undefined && message.startsWith(thing) ? message : capitalised(message);
  return `${start} (${code}).${advice && ` ${advice}`}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
