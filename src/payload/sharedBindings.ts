import { type Binding, bindingFaults, splitQualifier, toBinding } from './binding.ts';
import { globFault, globMatches, specificity } from './glob.ts';

export interface SharedBinding {
  readonly glob: string;
  readonly binding: Binding;
}

export interface SharedBindings {
  readonly bindings: readonly SharedBinding[];
  /** What is wrong with the setting, in whole sentences; what is right works all the same. */
  readonly faults: readonly string[];
}

/**
 * The setting `lambdaBench.payloads`: globs, relative to the workspace folder, with
 * `"function[:qualifier]"` or `{ function, qualifier?, type?, account?, region?, tenantId?, variables? }`.
 */
export function parseSharedBindings(setting: unknown): SharedBindings {
  if (setting === undefined || setting === null) return { bindings: [], faults: [] };
  if (typeof setting !== 'object' || Array.isArray(setting))
    return {
      bindings: [],
      faults: ['The setting lambdaBench.payloads must be an object: glob → function.'],
    };
  const bindings: SharedBinding[] = [];
  const faults: string[] = [];
  for (const [glob, value] of Object.entries(setting)) {
    const members = membersOf(value);
    const wrong = [...globFaults(glob), ...(members ? bindingFaults(members) : [notABinding])];
    const { function: functionName } = members ?? {};
    if (members && functionName === undefined) wrong.push('"function" is missing');
    if (wrong.length > 0)
      faults.push(`The setting lambdaBench.payloads, "${glob}": ${wrong.join('; ')}.`);
    else if (members && typeof functionName === 'string')
      bindings.push({ glob, binding: toBinding(functionName, members) });
  }
  return { bindings, faults };
}

/** The binding of the most specific glob that matches; of equals, the later one. */
export function matchShared(
  bindings: readonly SharedBinding[],
  relativePath: string,
): SharedBinding | undefined {
  const path = relativePath.replaceAll('\\', '/');
  return bindings
    .filter(({ glob }) => globMatches(glob, path))
    .reduce<SharedBinding | undefined>(
      (best, next) => (best && isMoreSpecific(best.glob, next.glob) ? best : next),
      undefined,
    );
}

/** A binding as the setting has it, in its shortest form. */
export function toSetting({ functionName, ...rest }: Binding): unknown {
  const others = Object.entries(rest).filter(([, value]) => value !== undefined && value !== false);
  const onlyQualified = others.every(([name]) => name === 'qualifier');
  // An ARN has colons of its own: what follows its name would be read as a qualifier all the same.
  if (onlyQualified) {
    return rest.qualifier === undefined ? functionName : `${functionName}:${rest.qualifier}`;
  }
  return { function: functionName, ...Object.fromEntries(others) };
}

const notABinding =
  'must be "function", "function:qualifier" or an object with "function" and, if need be, "qualifier", "type", "account", "region", "tenantId" and "variables"';

const known = new Set([
  'function',
  'qualifier',
  'type',
  'account',
  'region',
  'tenantId',
  'variables',
]);

function membersOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value === 'string') {
    const { functionName, qualifier } = splitQualifier(value);
    return { function: functionName, ...(qualifier === undefined ? {} : { qualifier }) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).every((key) => known.has(key)) ? { ...value } : undefined;
}

function globFaults(glob: string): string[] {
  const fault = globFault(glob);
  return fault === undefined ? [] : [`the glob ${fault}`];
}

function isMoreSpecific(glob: string, other: string): boolean {
  const one = specificity(glob);
  const two = specificity(other);
  const differs = one.findIndex((part, index) => part !== two[index]);
  return differs >= 0 && (one[differs] ?? 0) > (two[differs] ?? 0);
}
