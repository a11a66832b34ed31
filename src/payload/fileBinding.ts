import type { Binding } from './binding.ts';
import { fileKey, readRemembered, rememberedFor } from './rememberedBindings.ts';
import { matchShared, parseSharedBindings, type SharedBinding } from './sharedBindings.ts';

/** Key of the remembered bindings in the workspace's state. */
export const bindingsKey = 'bindings';

/** Where bindings are kept: the parts of the App that know. */
export interface BindingPlace {
  readonly state: { get(key: string): unknown };
  readonly workspace: { folderOf(path: string): string | undefined };
  /** As they are for a file: they may differ between workspace folders. */
  settings(path: string): { readonly payloads: unknown };
}

/** What the person chose for the file, else what the setting `lambdaBench.payloads` says. */
export function bindingOf(place: BindingPlace, path: string): Binding | undefined {
  return bindingsIn(place)(path);
}

/**
 * Whether the variables of a payload file are filled in, and who says so: the person themselves, or the
 * setting that a workspace shares, which has not the same power. What the person says comes first.
 */
export function variablesOf(
  { state, workspace, settings }: BindingPlace,
  path: string,
): 'off' | 'shared' | 'own' {
  const key = fileKey(workspace.folderOf(path), path);
  const own = rememberedFor(readRemembered(state.get(bindingsKey)), key)?.variables;
  if (own !== undefined) return own ? 'own' : 'off';
  const { bindings } = parseSharedBindings(settings(path).payloads);
  return matchShared(bindings, key.path)?.binding.variables === true ? 'shared' : 'off';
}

/** The shared binding that a file has, when nothing was chosen for it here. */
export function sharedBindingOf(place: BindingPlace, path: string): SharedBinding | undefined {
  const key = fileKey(place.workspace.folderOf(path), path);
  if (rememberedFor(readRemembered(place.state.get(bindingsKey)), key)) return undefined;
  return matchShared(parseSharedBindings(place.settings(path).payloads).bindings, key.path);
}

/** `bindingOf` for many files: what is kept is read once, the setting once for each folder. */
export function bindingsIn({
  state,
  workspace,
  settings,
}: BindingPlace): (path: string) => Binding | undefined {
  const remembered = readRemembered(state.get(bindingsKey));
  const shared = new Map<string, readonly SharedBinding[]>();
  return (path) => {
    // A glob that fits a payload fits what is expected beside it as well.
    if (isExpected(path)) return undefined;
    const key = fileKey(workspace.folderOf(path), path);
    const bindings =
      shared.get(key.folder) ?? parseSharedBindings(settings(path).payloads).bindings;
    shared.set(key.folder, bindings);
    return rememberedFor(remembered, key) ?? matchShared(bindings, key.path)?.binding;
  };
}

/** Whether the file says what a payload file is answered with: no payload itself. */
export function isExpected(path: string): boolean {
  return path.endsWith('.expected.json');
}

/** Whether a JSON file, by its path in the workspace, is likely an event: no project's configuration, no expected response. */
export function mayBePayload(path: string): boolean {
  return !configuration.test(path);
}

const configuration =
  /(^|[\\/])(\..*|package(-lock)?\.json|[jt]sconfig.*\.json|biome\.jsonc?|.*\.code-workspace|.*\.expected\.json)($|[\\/])/;
