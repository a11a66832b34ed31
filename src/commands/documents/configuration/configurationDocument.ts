import type { ProgressStep } from '../../../app.ts';
import type { Account } from '../../../aws/account.ts';
import { isUserError, UserError } from '../../../errors.ts';
import type { AccountDocument } from '../accountDocument.ts';
import { configurationProblems } from './configurationProblems.ts';
import {
  type Configuration,
  changesOf,
  configurationText,
  parseConfiguration,
} from './configurationText.ts';

/** A function's configuration, its reserved concurrency and its URL as one document. */
export function configurationDocument(name: string): AccountDocument {
  return {
    doing: `change the configuration of ${name}`,
    action: 'Change Configuration',
    shownBelow: ['configuration', 'environment', 'url'],
    problems: configurationProblems,
    async read({ functions }, signal) {
      const [{ settings, revision }, concurrency, url] = await Promise.all([
        functions.details(name, signal),
        ifReadable(functions.reservedConcurrency(name, signal)),
        ifReadable(functions.url(name, signal)),
      ]);
      const configuration: Configuration = {
        ...settings,
        ...(concurrency && { ReservedConcurrentExecutions: concurrency.value ?? null }),
        ...(url && { FunctionUrl: url.value?.settings ?? null }),
      };
      return { text: configurationText(configuration), revision };
    },
    losses: (text, current) =>
      changes(text, current.text).FunctionUrl === null
        ? [
            `The URL of ${name} is deleted. Its address cannot be brought back: a new URL has another.`,
          ]
        : [],
    write: (account, { text, current }, step) =>
      apply(account, name, changes(text, current.text), current.revision, step),
  };
}

function changes(wanted: string, before: string): Configuration {
  return changesOf(parseConfiguration(before), parseConfiguration(wanted));
}

/** Undefined where that may not be read, or where the endpoint does not know of it: it is left out then. */
async function ifReadable<T>(answer: Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await answer };
  } catch (error) {
    const cause = isUserError(error) && error.cause instanceof Error ? error.cause.name : '';
    if (/^(AccessDenied|NotImplemented|UnknownOperation)/.test(cause)) return undefined;
    throw error;
  }
}

/** One request after the other, each in force before the next. */
async function apply(
  { functions }: Account,
  name: string,
  { ReservedConcurrentExecutions, FunctionUrl, ...settings }: Configuration,
  revision: string | undefined,
  { signal, report }: ProgressStep,
): Promise<void> {
  const done: string[] = [];
  const step = async (what: string, work: () => Promise<void>) => {
    report(what);
    try {
      await work();
    } catch (error) {
      if (!isUserError(error) || done.length === 0) throw error;
      throw new UserError(`Saved: ${done.join(', ')}. Not saved: ${what}. ${error.message}`, {
        cause: error,
      });
    }
    done.push(what);
  };
  if (Object.keys(settings).length > 0) {
    await step(Object.keys(settings).join(', '), () =>
      functions.updateSettings(name, settings, { revision, signal }),
    );
  }
  if (ReservedConcurrentExecutions !== undefined) {
    await step('reserved concurrency', () =>
      functions.setReservedConcurrency(name, ReservedConcurrentExecutions ?? undefined, signal),
    );
  }
  if (FunctionUrl !== undefined) {
    await step('function URL', () => functions.setUrl(name, FunctionUrl ?? undefined, signal));
  }
}
