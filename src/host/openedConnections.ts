import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '../aws/account.ts';
import type { ConnectionDefinition } from '../aws/connections/definition.ts';
import type { ConnectionDoors } from '../aws/connections/doors.ts';
import type { OpenedConnection } from '../aws/connections/openConnection.ts';
import { isUserError } from '../errors.ts';
import type { Place } from '../whereText.ts';
import type { ConnectionEngine } from './connectionEngine.ts';
import { local } from './selection.ts';

export interface OpenedConnectionsOptions {
  readonly local: { account(): Promise<Account> };
  readonly engine: () => Promise<ConnectionEngine>;
  readonly doors: (definition: ConnectionDefinition) => ConnectionDoors;
  /** Has the person sign in, whatever that takes; throws when that comes to nothing. */
  readonly signIn: (name: string) => Promise<void>;
  /** Whether a person is there to be asked. */
  readonly attended: () => boolean;
  /** Begins what nobody waits for. */
  readonly unattended: (work: () => void) => void;
}

/** What is said of connections by their names. */
interface Definitions {
  /** As it is used here; undefined for the local one, and for what is none. */
  of(name: string): ConnectionDefinition | undefined;
  /** The same; throws a `UserError` for what is none. */
  need(name: string): ConnectionDefinition;
}

/** The connections in use: each is opened when it is needed, and anew when its definition has changed. */
export interface OpenedConnections {
  /** With credentials that are valid now. Who waits for it may be asked to sign in. */
  account(name: string): Promise<Account>;
  /** Where it leads, as far as that is known without asking anybody. */
  known(name: string): Place;
  /** Finds out whose the account is: waits a little, never throws. */
  identify(name: string, account: Account): Promise<void>;
  /** Whether its last use ended in the need to sign in. */
  needsSignIn(name: string): boolean;
  /** Somebody else may be asking from now on. */
  forget(name: string): void;
  forgetAll(): void;
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
const nothing: Place = { region: undefined, accountId: undefined, alias: undefined };

/** `tell` hears that something became known of a connection, or that views can show it now (`selected`). */
export function createOpenedConnections(
  options: OpenedConnectionsOptions,
  definitions: Definitions,
  tell: (name: string, change: 'selected' | 'known') => void,
): OpenedConnections {
  const opened = new Map<string, Opened>();
  const identities = new WeakMap<Account, Promise<void>>();
  const accounts = new Map<string, Pick<Place, 'accountId' | 'alias'>>();
  const signedOut = new Set<string>();
  /** Those that a view could not show, e.g. because the person would have to be asked first. */
  const unshown = new Set<string>();
  const signingIn = new Map<string, Promise<void>>();

  function open(name: string): Opened {
    const definition = name === local ? undefined : definitions.need(name);
    const from = JSON.stringify(definition ?? local);
    const present = opened.get(name);
    if (present?.from === from && definition) return present;
    const known = knownOf(name);
    const account = definition
      ? options
          .engine()
          .then((engine) => engine.openConnection(definition, options.doors(definition)))
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
    if (JSON.stringify(of.known) !== before) tell(name, 'known');
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
    if (unshown.delete(name)) tell(name, 'selected');
    learn(name, of, account.target);
    askIdentity(name, of, account);
    return account;
  }

  function knownOf(name: string): Place {
    const definition = definitions.of(name);
    const present = opened.get(name);
    if (present?.from === JSON.stringify(definition ?? local)) return present.known;
    return { ...nothing, ...accounts.get(whoOf(name)), region: definition?.region };
  }

  /** What decides who is asking: a change of the rest leaves the account as it is. */
  function whoOf(name: string): string {
    const { credentials, assumeRole, endpoint } = definitions.of(name) ?? {};
    return JSON.stringify([name, credentials, assumeRole, endpoint]);
  }

  return {
    async account(name) {
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
    },
    known: knownOf,
    async identify(name, account) {
      const of = opened.get(name);
      // The local account says by itself whose it is; of one that was left meanwhile nobody asks.
      if (name === local || of === undefined) return;
      if ((await of.account.catch(() => undefined)) !== account) return;
      await Promise.race([identify(name, of, account), delay(patience, undefined, { ref: false })]);
    },
    needsSignIn: (name) => signedOut.has(name),
    forget(name) {
      opened.delete(name);
      accounts.delete(whoOf(name));
    },
    forgetAll() {
      opened.clear();
      accounts.clear();
    },
  };
}

/** A failure whose cure is to sign in. */
function asksForSignIn(error: unknown): boolean {
  return isUserError(error) && error.fix?.command === 'lambdaBench.signIn';
}
