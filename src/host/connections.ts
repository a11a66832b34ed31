import type { Connection, Connections, KnownConnection } from '../app/connection.ts';
import type { ConnectionDefinition } from '../aws/connections/definition.ts';
import { readDefinitions } from '../aws/connections/readDefinitions.ts';
import { UserError } from '../errors.ts';
import type { ConnectionSecrets } from './connectionSecrets.ts';
import { findEmulators } from './emulators.ts';
import { createOpenedConnections, type OpenedConnectionsOptions } from './openedConnections.ts';
import { createSelection, local, type SelectionOptions } from './selection.ts';
import { untrusted } from './untrusted.ts';

export interface ConnectionsOptions extends SelectionOptions, OpenedConnectionsOptions {
  /** The setting `lambdaBench.connections`. */
  readonly setting: { read(): unknown; write(value: unknown): Promise<void> };
  readonly secrets: ConnectionSecrets;
  /** Whether the person trusts the workspace. */
  readonly trusted: () => boolean;
}

export interface OwnedConnections extends Connections {
  /** The selected one, as commands and views know it. */
  readonly connection: Connection;
  /** Settings, or the trust in the workspace, have changed. */
  update(): void;
  /** The way to everything has changed: each is opened anew when it is needed next. */
  reopen(): void;
}

export function createConnections(options: ConnectionsOptions): OwnedConnections {
  const { setting, secrets, doors } = options;
  const selection = createSelection(options);
  const listeners = new Set<(change: 'selected' | 'known') => void>();
  let lastSelected = '';

  const definitions = () => readDefinitions(setting.read()).definitions;
  const tell = (change: 'selected' | 'known') => {
    for (const listener of listeners) listener(change);
  };
  const opened = createOpenedConnections(options, { of: definitionOf, need }, (name, change) => {
    if (name === selection.name()) tell(change);
  });

  /** As it is used here: in the region that was chosen for this workspace. */
  function definitionOf(name: string): ConnectionDefinition | undefined {
    const found = definitions().find((definition) => definition.name === name);
    const region = selection.regionOf(name);
    return found && region !== undefined ? { ...found, region } : found;
  }

  function need(name: string): ConnectionDefinition {
    const definition = definitionOf(name);
    if (definition) return definition;
    throw new UserError(
      `The connection ${name}, which is selected for this workspace, is not among your connections. Select another one, or add it under this name.`,
      { fix: selectFix },
    );
  }

  /** Tells only when requests go elsewhere than before. */
  function update(): void {
    const name = selection.name();
    const now = JSON.stringify([name, definitionOf(name), options.trusted()]);
    if (now === lastSelected) return;
    lastSelected = now;
    tell('selected');
  }

  /** What is chosen counts, and is shown, from now on; the disk has it a little later. */
  async function changeAtOnce(choose: () => Promise<void>): Promise<void> {
    const kept = choose();
    update();
    await kept;
  }

  /** Somebody else may be asking from now on. */
  function forget(name: string): void {
    opened.forget(name);
    if (name === selection.name()) tell('selected');
  }

  async function write(change: (list: readonly unknown[]) => readonly unknown[]): Promise<void> {
    const present = setting.read();
    if (present !== undefined && present !== null && !Array.isArray(present)) {
      throw new UserError(
        'The setting lambdaBench.connections is not a list, so nothing was changed. Correct it in your settings, then try again.',
        { fix: settingsFix },
      );
    }
    await setting.write(change(present ?? []));
    update();
  }

  const connection: Connection = {
    get name() {
      return selection.name();
    },
    get kind() {
      const name = selection.name();
      return name === local ? local : (definitionOf(name)?.credentials.kind ?? 'missing');
    },
    get protected() {
      return definitionOf(selection.name())?.protected === true;
    },
    get keepsHistory() {
      return definitionOf(selection.name())?.history !== false;
    },
    known: () => opened.known(selection.name()),
    identify: (account) => opened.identify(selection.name(), account),
    async account() {
      if (!options.trusted()) throw untrusted();
      return opened.account(selection.name());
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  update();

  return {
    connection,
    update,
    reopen: opened.forgetAll,
    list() {
      const selected = selection.name();
      const described = (name: string, definition?: ConnectionDefinition): KnownConnection => ({
        name,
        kind: definition?.credentials.kind ?? local,
        definition,
        selected: name === selected,
        needsSignIn: opened.needsSignIn(name),
        known: opened.known(name),
      });
      return [described(local), ...definitions().map((each) => described(each.name, each))];
    },
    faults: () => readDefinitions(setting.read()).faults,
    select: (name) => changeAtOnce(() => selection.select(name)),
    async save(definition, { replaces = definition.name, secrets: given } = {}) {
      const stored = await secrets.of(definition.name);
      const inherited = await secrets.of(replaces);
      // First: a connection must not be used before what belongs to it is there.
      await secrets.set(definition.name, given ?? inherited);
      try {
        await write((list) => replaced(list, replaces, definition));
      } catch (error) {
        await secrets.set(definition.name, stored);
        throw error;
      }
      if (given && JSON.stringify(given) !== JSON.stringify(inherited)) forget(definition.name);
      if (replaces === definition.name) return;
      await secrets.set(replaces, {});
      if (selection.name() === replaces) await selection.select(definition.name);
      update();
    },
    async remove(name) {
      await write((list) => list.filter((each) => nameOf(each) !== name));
      await secrets.set(name, {});
      opened.forget(name);
      if (selection.name() === name) await selection.select(local);
      update();
    },
    secrets: (name) => secrets.of(name),
    changeRegion: (region) => changeAtOnce(() => selection.changeRegion(region)),
    async profiles() {
      if (!options.trusted()) throw untrusted();
      return (await options.engine()).listProfiles(process.env);
    },
    emulators: () => findEmulators(),
    async signIn(name, signal) {
      const definition = need(name);
      const engine = await options.engine();
      await engine.signIn(definition, doors(definition), signal);
      forget(name);
    },
    async signOut(name) {
      const definition = need(name);
      const engine = await options.engine();
      await engine.signOut(definition, doors(definition));
      forget(name);
    },
  };
}

/** In the place of the one with the name, or at the end. */
function replaced(
  list: readonly unknown[],
  name: string,
  definition: ConnectionDefinition,
): readonly unknown[] {
  const index = list.findIndex((each) => nameOf(each) === name);
  return index < 0 ? [...list, definition] : list.with(index, definition);
}

function nameOf(value: unknown): unknown {
  return Object(value).name;
}

const selectFix = { title: 'Select Connection', command: 'lambdaBench.selectConnection' };
const settingsFix = {
  title: 'Open Settings',
  command: 'workbench.action.openSettings',
  arguments: ['lambdaBench.connections'],
};
