import type { Binding } from './binding.ts';
import { type FileKey, readRemembered, rememberedFor } from './rememberedBindings.ts';
import { matchShared, parseSharedBindings } from './sharedBindings.ts';

/** Key of the remembered bindings in the workspace's state. */
export const bindingsKey = 'bindings';

/**
 * What the person chose for the file, else what the settings say. `remembered` is what the workspace's
 * state holds, `shared` the setting `lambdaBench.payloads` as it is for this file.
 */
export function findBinding(
  key: FileKey,
  remembered: unknown,
  shared: unknown,
): Binding | undefined {
  return (
    rememberedFor(readRemembered(remembered), key) ??
    matchShared(parseSharedBindings(shared).bindings, key.path)?.binding
  );
}

/** Whether a JSON file, by its path in the workspace, is likely an event: not a project's own configuration. */
export function mayBePayload(path: string): boolean {
  return !configuration.test(path);
}

const configuration =
  /(^|[\\/])(\..*|package(-lock)?\.json|[jt]sconfig.*\.json|biome\.jsonc?|.*\.code-workspace)($|[\\/])/;

/** `orders`, or `orders:live`. */
export function targetName({ functionName, qualifier }: Binding): string {
  return qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
}
