import { createHmac } from 'node:crypto';
import { sameText } from '../../protocol/sameText.ts';

/** What Cognito Identity says of an identity, in the words of OpenID Connect. */
export interface IdentityToken {
  /** The identity. */
  readonly sub: string;
  /** Its pool. */
  readonly aud: string;
  /** Whether it has logged in, and where. */
  readonly amr: readonly string[];
  /** Seconds since the epoch. */
  readonly exp: number;
}

const cognitoIssuer = 'https://cognito-identity.amazonaws.com';

/** Provider, as trust policies name it. */
export const cognitoProvider = 'cognito-identity.amazonaws.com';

/** What conditions of a trust policy may ask about an identity. */
export function identityConditions(
  token: Pick<IdentityToken, 'sub' | 'aud' | 'amr'>,
): ReadonlyMap<string, readonly string[]> {
  return new Map([
    [`${cognitoProvider}:aud`, [token.aud]],
    [`${cognitoProvider}:sub`, [token.sub]],
    [`${cognitoProvider}:amr`, token.amr],
  ]);
}

/** A JSON Web Token, signed with the account's own secret: only this endpoint need know it again. */
export function writeIdentityToken(accountSecret: string, token: IdentityToken): string {
  const head = encode({ kid: 'local', typ: 'JWS', alg: 'HS256' });
  const body = encode({ ...token, iss: cognitoIssuer, iat: Math.floor(Date.now() / 1000) });
  return `${head}.${body}.${sign(accountSecret, `${head}.${body}`)}`;
}

export function readIdentityToken(accountSecret: string, text: string): IdentityToken | undefined {
  const [head = '', body = '', mark = ''] = text.split('.');
  if (!sameText(mark, sign(accountSecret, `${head}.${body}`))) return undefined;
  // The signature says that it was written above.
  const token: IdentityToken = JSON.parse(Buffer.from(body, 'base64url').toString());
  return token;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function sign(accountSecret: string, text: string): string {
  return createHmac('sha256', accountSecret).update(`identity ${text}`).digest('base64url');
}
