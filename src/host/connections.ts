import { setTimeout as delay } from 'node:timers/promises';
import type { Connection, Connections, KnownConnection } from '../app/connection.ts';
import type { State } from '../app.ts';
import type { Account } from '../aws/account.ts';
import type { ConnectionDefinition } from '../aws/connections/definition.ts';
import type { ConnectionDoors } from '../aws/connections/doors.ts';
import type { OpenedConnection } from '../aws/connections/openConnection.ts';
import type { ProfileSummary } from '../aws/connections/profileSummary.ts';
import { readDefinitions } from '../aws/connections/readDefinitions.ts';
import { isUserError, UserError } from '../errors.ts';
import type { Place } from '../whereText.ts';
import type { ConnectionSecrets } from './connectionSecrets.ts';
import { findEmulators } from './emulators.ts';
import { createSelection, type SelectionOptions } from './selection.ts';
import { untrusted } from './untrusted.ts';

/** What dist/aws.js does of it. */
export interface ConnectionEngine {
  /** Reads files at most. */
  openConnection(
    definition: ConnectionDefinition,
    doors: ConnectionDoors,
  ): Promise<OpenedConnection>;
  listProfiles(environment: NodeJS.ProcessEnv): Promise<readonly ProfileSummary[]>;
  signIn(
    definition: ConnectionDefinition,
    doors: ConnectionDoors,
    signal: AbortSignal,
  ): Promise<void>;
  signOut(definition: ConnectionDefinition, doors: ConnectionDoors): Promise<void>;
}

export interface ConnectionsOptions extends SelectionOptions {
  readonly local: { account(): Promise<Account> };
  readonly engine: () => Promise<ConnectionEngine>;
  /** The setting `lambdaBench.connections`. */
  readonly setting: { read(): unknown; write(value: unknown): Promise<void> };
  readonly state: State;
  readonly secrets: ConnectionSecrets;
  readonly doors: (definition: ConnectionDefinition) => ConnectionDoors;
  /** Has the person sign in, whatever that takes; throws when that comes to nothing. */
  readonly signIn: (name: string) => Promise<void>;
  /** Whether a person is there to be asked. */
  readonly attended: () => boolean;
  /** Begins what nobody waits for. */
  readonly unattended: (work: () => void) => void;
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

interface Opened {
  /** What it was opened from: changes with the definition. */
  readonly from: string;
  readonly account: Promise<Account | OpenedConnection>;
  known: Place;
  /** Whether it will be asked who is asking. */
  asked: boolean;
}

/** What a connection was opened for is sent first; ms. */
const courtesy = 500;
/** How long anybody waits to hear who is asking; ms. */
const patience = 2000;

const local = 'local';
const nothing: Place = { region: undefined, accountId: undefined, alias: undefined };

export function createConnections(options: ConnectionsOptions): OwnedConnections {
  const { setting, secrets, doors } = options;
  const selection = createSelection(options);
  const opened = new Map<string, Opened>();
  const identities = new WeakMap<Account, Promise<void>>();
  const accounts = new Map<string, Pick<Place, 'accountId' | 'alias'>>();
  /** Those whose last use ended in the need to sign in. */
  const signedOut = new Set<string>();
  /** Those that a view could not show, e.g. because the person would have to be asked first. */
  const unshown = new Set<string>();
  const signingIn = new Map<string, Promise<void>>();
  const listeners = new Set<(change: 'selected' | 'known') => void>();
  let lastSelected = '';

  const definitions = () => readDefinitions(setting.read()).definitions;
  const tell = (change: 'selected' | 'known') => {
    for (const listener of listeners) listener(change);
  };

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

  function open(name: string): Opened {
    const definition = name === local ? undefined : need(name);
    const from = JSON.stringify(definition ?? local);
    const present = opened.get(name);
    if (present?.from === from && definition) return present;
    const known = knownOf(name);
    const account = definition
      ? options.engine().then((engine) => engine.openConnection(definition, doors(definition)))
      : options.local.account();
    const fresh: Opened = { from, account, known, asked: definition === undefined };
    opened.set(name, fresh);
    // What could not be opened is opened anew the next time.
    account.then(
      ({ target }) => learn(name, fresh, target),
      () => opened.get(name) === fresh && opened.delete(name),
    );
    return fresh;
  }

  function learn(
    name: string,
    of: Opened,
    {
      region = of.known.region,
      accountId = of.known.accountId,
      alias = of.known.alias,
    }: Partial<Place>,
  ): void {
    const before = JSON.stringify(of.known);
    of.known = { region, accountId, alias };
    accounts.set(whoOf(name), { accountId, alias });
    if (JSON.stringify(of.known) !== before && name === selection.name()) tell('known');
  }

  /** Who is asking, for all to see: once for each that is opened, after what it was opened for. */
  function askIdentity(name: string, of: Opened, account: Account): void {
    if (of.asked) return;
    of.asked = true;
    options.unattended(() => setTimeout(() => identify(name, of, account), courtesy).unref());
  }

  /** Once, too, where it fails: not every endpoint knows who is asking, and nothing depends on it. */
  function identify(name: string, of: Opened, account: Account): Promise<void> {
    const asking =
      identities.get(account) ??
      account.identity().then(
        ({ accountId, alias }) => learn(name, of, { accountId, alias }),
        () => undefined,
      );
    identities.set(account, asking);
    return asking;
  }

  async function account(): Promise<Account> {
    if (!options.trusted()) throw untrusted();
    const name = selection.name();
    const first = open(name);
    try {
      return await ready(name, first);
    } catch (error) {
      if (asksForSignIn(error)) signedOut.add(name);
      if (!options.attended()) unshown.add(name);
      // Somebody who waits is asked to sign in, once; what was begun then goes on.
      if (!options.attended() || !asksForSignIn(error)) throw error;
      await signInOnce(name);
      return ready(name, open(name));
    }
  }

  /** Commands that wait at the same time share one sign-in. */
  function signInOnce(name: string): Promise<void> {
    const present = signingIn.get(name);
    if (present) return present;
    const signing = options.signIn(name).finally(() => signingIn.delete(name));
    signingIn.set(name, signing);
    return signing;
  }

  /** With credentials that are valid now, so that no request has to wait for a person. */
  async function ready(name: string, of: Opened): Promise<Account> {
    const account = await of.account;
    if ('isCurrent' in account && !(await account.isCurrent())) {
      opened.delete(name);
      accounts.delete(whoOf(name));
      return ready(name, open(name));
    }
    const { credentials } = account.target;
    if (typeof credentials === 'function') await credentials();
    signedOut.delete(name);
    if (unshown.delete(name) && name === selection.name()) tell('selected');
    learn(name, of, account.target);
    askIdentity(name, of, account);
    return account;
  }

  /** Somebody else may be asking from now on. */
  function forget(name: string): void {
    opened.delete(name);
    accounts.delete(whoOf(name));
    if (name === selection.name()) tell('selected');
  }

  function knownOf(name: string): Place {
    const definition = definitionOf(name);
    const present = opened.get(name);
    if (present?.from === JSON.stringify(definition ?? local)) return present.known;
    return { ...nothing, ...accounts.get(whoOf(name)), region: definition?.region };
  }

  /** What decides who is asking: a change of the rest leaves the account as it is. */
  function whoOf(name: string): string {
    const { credentials, assumeRole, endpoint } = definitionOf(name) ?? {};
    return JSON.stringify([name, credentials, assumeRole, endpoint]);
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
    known: () => knownOf(selection.name()),
    async identify(account) {
      const name = selection.name();
      const of = opened.get(name);
      // The local account says by itself whose it is; of one that was left meanwhile nobody asks.
      if (name === local || of === undefined) return;
      if ((await of.account.catch(() => undefined)) !== account) return;
      await Promise.race([identify(name, of, account), delay(patience, undefined, { ref: false })]);
    },
    account,
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  update();

  return {
    connection,
    update,
    reopen() {
      opened.clear();
      accounts.clear();
    },
    list() {
      const selected = selection.name();
      const described = (name: string, definition?: ConnectionDefinition): KnownConnection => ({
        name,
        kind: definition?.credentials.kind ?? local,
        definition,
        selected: name === selected,
        needsSignIn: signedOut.has(name),
        known: knownOf(name),
      });
      return [described(local), ...definitions().map((each) => described(each.name, each))];
    },
    faults: () => readDefinitions(setting.read()).faults,
    async select(name) {
      await selection.select(name);
      update();
    },
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
      opened.delete(name);
      if (selection.name() === name) await selection.select(local);
      update();
    },
    secrets: (name) => secrets.of(name),
    async changeRegion(region) {
      await selection.changeRegion(region);
      update();
    },
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

/** A failure whose cure is to sign in. */
function asksForSignIn(error: unknown): boolean {
  return isUserError(error) && error.fix?.command === 'lambdaBench.signIn';
}

const selectFix = { title: 'Select Connection', command: 'lambdaBench.selectConnection' };
const settingsFix = {
  title: 'Open Settings',
  command: 'workbench.action.openSettings',
  arguments: ['lambdaBench.connections'],
};
