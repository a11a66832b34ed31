import type { Account } from '../account.ts';
import { createAccount } from '../createAccount.ts';
import type { ConnectionFailure } from '../transport.ts';
import { asCredentialError } from './asCredentialError.ts';
import { askMfaCode } from './askMfaCode.ts';
import { resolveCredentials } from './credentialSource.ts';
import type { ConnectionDefinition } from './definition.ts';
import type { ConnectionDoors } from './doors.ts';
import { sessionFiles, sharedFilePaths, stampOf } from './fileStamps.ts';
import { freshCredentials } from './freshCredentials.ts';
import { destinationOf } from './hostGuard.ts';
import { openNetwork } from './network.ts';
import { placeOf } from './place.ts';
import { readSharedFiles } from './profiles.ts';
import { ssoSessionOf } from './ssoSession.ts';

export interface OpenedConnection extends Account {
  /** False once AWS' shared files or the file of certificates have changed: then open it again. */
  isCurrent(): Promise<boolean>;
}

/**
 * Reads config files at most; credentials are had when the first request needs them, and again when they
 * expire or their files change. Throws a `UserError`.
 */
export async function openConnection(
  definition: ConnectionDefinition,
  doors: ConnectionDoors,
): Promise<OpenedConnection> {
  const { name } = definition;
  const shared = sharedFilePaths(process.env);
  const caFile = definition.endpoint?.caFile;
  const read = caFile === undefined ? shared : [...shared, caFile];
  const stamp = await stampOf(read);
  const files = await readSharedFiles();
  const place = placeOf(definition, files, process.env);
  const { region, profileName } = place;
  let unreached: ConnectionFailure | undefined;
  let askedPerson = false;
  const asking: Pick<ConnectionDoors, 'mfaCode'> = {
    mfaCode(serial, again) {
      askedPerson = true;
      return doors.mfaCode(serial, again);
    },
  };
  const { open, guard } = await openNetwork(definition, place, doors, {
    refused(why) {
      // Who was asked for a code is not asked again for what the code could not help.
      if (why === 'expired' || !askedPerson) credentials.forget();
    },
    unreached(failure) {
      unreached = failure;
    },
  });
  const requestHandler = open({ pooled: false, connecting: 10_000, silence: 60_000 });
  const sources = [...shared, ...sessionFiles(profileName, files, process.env)];
  const credentials = freshCredentials(
    async () => {
      unreached = undefined;
      try {
        // The SDK stumbles over a session that the config file does not describe.
        if (profileName && definition.credentials.kind !== 'environment') {
          ssoSessionOf(profileName, await readSharedFiles());
        }
        return await askMfaCode(asking, (mfaCode) =>
          resolveCredentials(definition, { place, doors, mfaCode, guard, requestHandler }),
        );
      } catch (error) {
        throw asCredentialError(error, definition, place, unreached);
      }
    },
    () => stampOf(sources),
  );
  const lambda = place.endpoint('lambda');
  const account = createAccount(
    {
      connection: name,
      region,
      profile: profileName,
      accountId: place.accountId,
      endpoint: lambda,
      endpoints: {
        iam: place.endpoint('iam'),
        logs: place.endpoint('cloudwatch_logs'),
        sts: place.endpoint('sts'),
      },
      // Asked about Lambda's host before anything is signed: a signature does not wait for a person.
      credentials: async () => {
        const found = await credentials.get();
        if (lambda !== undefined) await guard(destinationOf(lambda), found.accessKeyId);
        return found;
      },
      renewal: place.renewal,
    },
    open,
  );
  return { ...account, isCurrent: async () => (await stampOf(read)) === stamp };
}
