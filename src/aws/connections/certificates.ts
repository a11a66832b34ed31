import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import { messageOf, UserError } from '../../errors.ts';

/** The certificates of a file, and those that Node trusts anyway. Throws a `UserError` for a bad file. */
export async function trustedCertificates(caFile: string): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(caFile, 'utf8');
  } catch (cause) {
    throw new UserError(
      `The certificates in ${caFile} cannot be read: ${messageOf(cause)}. Correct caFile in the setting lambdaBench.connections.`,
      { cause },
    );
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (!found) {
    throw new UserError(
      `There is no certificate in ${caFile}. Name a file in PEM format, which begins with -----BEGIN CERTIFICATE-----.`,
    );
  }
  return [...getCACertificates('default'), ...found];
}
