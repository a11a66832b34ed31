import { UserError } from '../../errors.ts';
import type { Target } from '../target.ts';
import type { Transport } from '../transport.ts';
import { clientDefaults } from './clientDefaults.ts';
import type { ConnectionDefinition } from './definition.ts';
import type { ConnectionDoors } from './doors.ts';
import type { ServiceName } from './endpoints.ts';
import { openNetwork } from './network.ts';
import { placeOf } from './place.ts';
import { readSharedFiles } from './profiles.ts';
import { type SsoSession, ssoSessionOf } from './ssoSession.ts';

export interface OpenSession {
  readonly session: SsoSession;
  /** For the texts of failures. */
  readonly target: Target;
  clientSettings(service: ServiceName): {
    readonly region: string;
    readonly endpoint?: string;
    readonly requestHandler: Transport;
  };
}

/** The session of IAM Identity Center that the connection's profile uses. Throws a `UserError`. */
export async function openSsoSession(
  definition: ConnectionDefinition,
  doors: ConnectionDoors,
): Promise<OpenSession> {
  const files = await readSharedFiles();
  const place = placeOf(definition, files, process.env);
  const session = place.profileName && ssoSessionOf(place.profileName, files);
  if (!session) {
    throw new UserError(
      `The connection ${definition.name} has no sign-in of IAM Identity Center: ${place.profileName ? `the profile ${place.profileName} names no sso_session and no sso_start_url` : 'it takes its credentials from elsewhere'}.`,
    );
  }
  const { open } = await openNetwork(definition, place, doors);
  const requestHandler = open({ pooled: false, connecting: 10_000, silence: 60_000 });
  const { region } = session;
  return {
    session,
    target: {
      connection: definition.name,
      region,
      endpoint: place.endpoint('sso_oidc'),
      accountId: undefined,
      credentials: { accessKeyId: '', secretAccessKey: '' },
    },
    clientSettings(service) {
      const endpoint = place.endpoint(service);
      return {
        region,
        requestHandler,
        ...clientDefaults,
        ...(endpoint && { endpoint }),
      };
    },
  };
}
