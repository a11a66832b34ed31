import type { App, ProgressStep } from '../../app.ts';
import { Cancelled, isUserError, messageOf, UserError } from '../../errors.ts';

/** Tag of what a flow created: only what carries the flow's own id is ever removed. */
export const flowTag = 'lambda-bench:flow';

/** Things by kind and name, e.g. `role orders-role`. */
export interface RolledBack {
  readonly removed: readonly string[];
  /** What is still there, each with the reason. */
  readonly left: readonly string[];
}

/** One thing: `remove` answers whether the flow had made it at all. */
export async function rollBackOf(
  thing: string,
  remove: () => Promise<boolean>,
): Promise<RolledBack> {
  try {
    return { removed: (await remove()) ? [thing] : [], left: [] };
  } catch (error) {
    const reason = messageOf(error);
    return { removed: [], left: [`${thing}, if it was made already (${reason})`] };
  }
}

/**
 * Does the work; when that fails or is cancelled, undoes each thing in order and says what was
 * removed and what was not. Throws `Cancelled` or the failure.
 */
export async function orRollBack<T>(
  show: App['show'],
  what: string,
  step: ProgressStep,
  work: () => Promise<T>,
  undo: readonly (() => Promise<RolledBack>)[],
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    step.report('taking back what was made');
    const told = inWords(await rollBackAll(undo));
    if (step.signal.aborted) {
      if (told) show.message(`${what} was not created, as you cancelled it. ${told}`);
      throw new Cancelled();
    }
    if (isUserError(error)) throw notCreated(what, error, told);
    if (told) show.warning(`${what} was not created. ${told}`);
    throw error;
  }
}

async function rollBackAll(undo: readonly (() => Promise<RolledBack>)[]): Promise<RolledBack> {
  const results: RolledBack[] = [];
  for (const one of undo) results.push(await one());
  return {
    removed: results.flatMap((result) => result.removed),
    left: results.flatMap((result) => result.left),
  };
}

function inWords({ removed, left }: RolledBack): string {
  const gone = removed.length > 0 ? `Removed again: ${removed.join('; ')}.` : '';
  const there = left.length > 0 ? `Not removed: ${left.join('; ')}. Delete it by hand.` : '';
  return [gone, there].filter(Boolean).join(' ');
}

function notCreated(what: string, error: UserError, told: string): UserError {
  const message = [`${what} was not created. ${error.message}`, told].filter(Boolean).join(' ');
  return new UserError(message, { cause: error, ...(error.fix ? { fix: error.fix } : {}) });
}
