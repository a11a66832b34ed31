import type { FunctionSettings, FunctionUrlSettings } from '../../../aws/functionSettings.ts';

/** All of a function that its document holds. What is absent from it stays as it is. */
export interface Configuration extends FunctionSettings {
  /** null: nothing is reserved. */
  readonly ReservedConcurrentExecutions?: number | null;
  /** null: the function has no URL. */
  readonly FunctionUrl?: FunctionUrlSettings | null;
}

export function configurationText(configuration: Configuration): string {
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

/** Of a text whose problems were looked for and not found. */
export function parseConfiguration(text: string): Configuration {
  return JSON.parse(text) as Configuration;
}

/** The members of `wanted` that are there and not as in `current`. */
export function changesOf(current: Configuration, wanted: Configuration): Configuration {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(current, name)),
    ),
  );
}
