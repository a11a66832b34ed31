import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import { messageOf, UserError } from '../../errors.ts';
import { editFix } from './editFix.ts';
import { isEmulatorFile } from './emulatorFile.ts';

/** The certificates of a file, and those that Node trusts anyway. Throws a `UserError` for a bad file. */
export async function trustedCertificates(
  caFile: string,
  connection: string,
): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(caFile, 'utf8');
  } catch (cause) {
    if (isEmulatorFile(caFile)) {
      throw new UserError(
        `AWS Emulator is not running, to which the connection ${connection} leads: there is no ${caFile}, which it writes when it starts. Start it, then try again.`,
        { cause },
      );
    }
    throw new UserError(
      `The certificates in ${caFile} cannot be read: ${messageOf(cause)}. Edit the connection ${connection} and choose another file.`,
      { cause, fix: editFix(connection) },
    );
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (!found) {
    throw new UserError(
      `There is no certificate in ${caFile}. Edit the connection ${connection} and choose a file in PEM format, which has a line -----BEGIN CERTIFICATE-----.`,
      { fix: editFix(connection) },
    );
  }
  return [...getCACertificates('default'), ...found];
}
