import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Caller } from './caller.ts';
import { sameText } from './sameText.ts';

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Whose session it is to be, and for how many seconds. */
export type NewSession = { readonly seconds: number } & (
  | { readonly root: { readonly mfa: boolean } }
  | { readonly role: RoleSession }
);

export type RoleSession = Omit<Extract<Caller, { readonly kind: 'role' }>, 'kind'>;

/** Makes credentials that this account's endpoint will know again. */
export type IssueSession = (session: NewSession) => SessionCredentials;

/** A key that signed a request, with who it stands for. */
export interface KnownKey {
  readonly secretAccessKey: string;
  readonly caller: Caller;
  /** Milliseconds since the epoch; undefined for the root key, which stays. */
  readonly expires: number | undefined;
}

/** Finds the key of a request, by its id and, for sessions, its token. */
export type KeyFinder = (
  accessKeyId: string,
  sessionToken: string | undefined,
) => KnownKey | undefined;

/**
 * Credentials of a session. Nothing is kept of them: the token itself tells whose they are and
 * carries a seal made with the account's secret, from which the key follows.
 */
export function issueSession(
  accountSecret: string,
  session: NewSession,
  now = Date.now(),
): SessionCredentials {
  const caller: Caller =
    'root' in session
      ? { kind: 'root', temporary: true, mfa: session.root.mfa }
      : { kind: 'role', ...session.role };
  const expires = now + session.seconds * 1000;
  // Two sessions that are alike have different keys all the same.
  const claims = JSON.stringify({ id: randomUUID(), caller, expires });
  const body = Buffer.from(claims).toString('base64url');
  const sessionToken = `${body}.${seal(accountSecret, body)}`;
  return { ...keyOf(accountSecret, sessionToken), sessionToken, expiration: new Date(expires) };
}

export function createKeyFinder(root: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}): KeyFinder {
  return (accessKeyId, sessionToken) => {
    if (accessKeyId === root.accessKeyId && sessionToken === undefined) {
      return {
        secretAccessKey: root.secretAccessKey,
        caller: { kind: 'root' },
        expires: undefined,
      };
    }
    if (sessionToken === undefined) return undefined;
    return findSession(root.secretAccessKey, accessKeyId, sessionToken);
  };
}

function findSession(
  accountSecret: string,
  accessKeyId: string,
  token: string,
): KnownKey | undefined {
  const [body = '', mark = ''] = token.split('.');
  if (!sameText(mark, seal(accountSecret, body))) return undefined;
  const { secretAccessKey, ...key } = keyOf(accountSecret, token);
  if (key.accessKeyId !== accessKeyId) return undefined;
  // The seal says that it was written above.
  const claims: { caller: Caller; expires: number } = JSON.parse(
    Buffer.from(body, 'base64url').toString(),
  );
  return { secretAccessKey, caller: claims.caller, expires: claims.expires };
}

function seal(accountSecret: string, body: string): string {
  return createHmac('sha256', accountSecret).update(`session ${body}`).digest('base64url');
}

function keyOf(
  accountSecret: string,
  token: string,
): Pick<SessionCredentials, 'accessKeyId' | 'secretAccessKey'> {
  const id = createHash('sha256').update(token).digest('hex').toUpperCase().slice(0, 16);
  const secret = createHmac('sha256', accountSecret).update(`key ${token}`).digest('base64');
  return { accessKeyId: `ASIA${id}`, secretAccessKey: secret.slice(0, 40) };
}
