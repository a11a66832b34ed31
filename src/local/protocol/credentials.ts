import { createHash, createHmac } from 'node:crypto';
import type { Caller } from './caller.ts';
import { sameText } from './sameText.ts';

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

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

const sessionLifetime = 12 * 60 * 60 * 1000;

/**
 * Credentials of an execution role's session. Nothing is kept of them: the token itself tells whose
 * they are and carries a seal made with the account's secret, from which the key follows.
 */
export function issueSession(
  accountSecret: string,
  session: { readonly roleArn: string; readonly name: string },
  now = Date.now(),
): SessionCredentials {
  const claims = JSON.stringify({ ...session, expires: now + sessionLifetime });
  const body = Buffer.from(claims).toString('base64url');
  const sessionToken = `${body}.${seal(accountSecret, body)}`;
  return { ...keyOf(accountSecret, sessionToken), sessionToken };
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
  const key = keyOf(accountSecret, token);
  if (key.accessKeyId !== accessKeyId) return undefined;
  const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
  const { roleArn, name, expires } = Object(claims);
  return {
    secretAccessKey: key.secretAccessKey,
    caller: { kind: 'role', roleArn: String(roleArn), session: String(name) },
    expires: Number(expires),
  };
}

function seal(accountSecret: string, body: string): string {
  return createHmac('sha256', accountSecret).update(`session ${body}`).digest('base64url');
}

function keyOf(accountSecret: string, token: string): Omit<SessionCredentials, 'sessionToken'> {
  const id = createHash('sha256').update(token).digest('hex').toUpperCase().slice(0, 16);
  const secret = createHmac('sha256', accountSecret).update(`key ${token}`).digest('base64');
  return { accessKeyId: `ASIA${id}`, secretAccessKey: secret.slice(0, 40) };
}
