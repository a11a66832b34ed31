import { LogoutCommand, SSOClient } from '@aws-sdk/client-sso';
import { messageOf } from '../../errors.ts';
import type { ConnectionDefinition } from './definition.ts';
import type { ConnectionDoors } from './doors.ts';
import { openSsoSession } from './openSsoSession.ts';
import { readSsoToken, removeSsoToken } from './ssoSession.ts';

/**
 * Ends the session with IAM Identity Center and forgets its token, for all tools that share it. The token
 * is forgotten even where IAM Identity Center cannot be told.
 */
export async function signOut(
  definition: ConnectionDefinition,
  doors: ConnectionDoors,
): Promise<void> {
  const { session, clientSettings } = await openSsoSession(definition, doors);
  const token = await readSsoToken(session);
  await removeSsoToken(session);
  if (!token?.accessToken) return;
  const client = new SSOClient({ ...clientSettings('sso'), maxAttempts: 1 });
  try {
    await client.send(new LogoutCommand({ accessToken: token.accessToken }));
  } catch (error) {
    // A token that has expired is refused, and the session is over anyway.
    doors.log(`IAM Identity Center could not be told of the sign-out: ${messageOf(error)}`);
  }
}
