import { access, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Secrets } from '../app/connection.ts';
import type { CustomEndpoint } from '../aws/connections/definition.ts';
import { isEmulatorFile } from '../aws/connections/emulatorFile.ts';

/**
 * AWS Emulator keeps a folder for each of its ports, `~/.aws/emulator/<port>/`, with the certificate
 * of its own authority and the keys of the run.
 * https://docs.aws.amazon.com/emulator/latest/userguide
 */
export async function findEmulators(home: string = homedir()): Promise<readonly CustomEndpoint[]> {
  const folder = join(home, '.aws', 'emulator');
  const names = await readdir(folder).catch(() => []);
  const found = names
    .filter((name) => /^\d{1,5}$/.test(name))
    .map(async (port) => {
      const caFile = join(folder, port, 'ca.pem');
      const isThere = await access(caFile).then(
        () => true,
        () => false,
      );
      return isThere ? [{ url: `https://127.0.0.1:${port}`, caFile }] : [];
    });
  return (await Promise.all(found)).flat();
}

/** Its keys of this run, which lie beside its certificate; none for any other endpoint. */
export async function emulatorKeys({ caFile }: CustomEndpoint): Promise<Secrets> {
  if (caFile === undefined || !isEmulatorFile(caFile)) return {};
  const text = await readFirst(dirname(caFile), ['emulator_credentials', 'credentials']);
  // Without the checking of signatures it writes none, and takes any.
  if (text === undefined) return { accessKeyId: 'test', secretAccessKey: 'test' };
  const accessKeyId = entryOf(text, 'aws_access_key_id');
  const secretAccessKey = entryOf(text, 'aws_secret_access_key');
  const sessionToken = entryOf(text, 'aws_session_token');
  if (!accessKeyId || !secretAccessKey) return {};
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** The first of the files that is there. */
async function readFirst(folder: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Of the first profile of the file that has it. */
function entryOf(text: string, key: string): string | undefined {
  return new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*(\\S+)[ \\t]*$`, 'm').exec(text)?.[1];
}
