import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { getSSOTokenFilepath } from '@smithy/core/config';
import { UserError } from '../../errors.ts';
import { profileChain, type SharedFiles } from './profiles.ts';

/** A session with IAM Identity Center, as profiles name it. */
export interface SsoSession {
  readonly startUrl: string;
  readonly region: string;
  /** None for a profile that names no `sso-session`: its tokens cannot be refreshed. */
  readonly scopes: readonly string[] | undefined;
  /** The file that AWS' tools share, in ~/.aws/sso/cache. */
  readonly tokenFile: string;
}

/** What the file holds; of the AWS CLI's making, so that nothing in it is certain. */
export interface SsoToken {
  readonly accessToken?: string;
  readonly refreshToken?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** ISO 8601. */
  readonly registrationExpiresAt?: string;
}

/** The session that a profile, or one that it builds upon, signs in to; undefined where there is none. */
export function ssoSessionOf(profileName: string, files: SharedFiles): SsoSession | undefined {
  for (const [name, profile] of profileChain(profileName, files)) {
    const sessionName = profile['sso_session'];
    if (sessionName) {
      const section = files.section('sso-session', sessionName);
      const startUrl = section?.['sso_start_url'];
      const region = section?.['sso_region'];
      if (!startUrl || !region) {
        throw new UserError(
          `The profile ${name} names the sso-session ${sessionName}, which ${section ? 'lacks sso_start_url or sso_region' : 'is not in the config file of AWS'}. Correct it there.`,
        );
      }
      const scopes = section['sso_registration_scopes'] ?? 'sso:account:access';
      return {
        startUrl,
        region,
        scopes: scopes.split(/[\s,]+/).filter(Boolean),
        tokenFile: getSSOTokenFilepath(sessionName),
      };
    }
    const startUrl = profile['sso_start_url'];
    const region = profile['sso_region'];
    if (startUrl && region) {
      return { startUrl, region, scopes: undefined, tokenFile: getSSOTokenFilepath(startUrl) };
    }
  }
  return undefined;
}

/** Undefined where there is no file, or none that can be read. */
export async function readSsoToken({ tokenFile }: SsoSession): Promise<SsoToken | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(tokenFile, 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each === 'string'));
  } catch {
    return undefined;
  }
}

/** Readable for the person alone from the first byte on. */
export async function writeSsoToken(
  { tokenFile, startUrl, region }: SsoSession,
  token: SsoToken & { readonly accessToken: string; readonly expiresAt: string },
): Promise<void> {
  await mkdir(dirname(tokenFile), { recursive: true, mode: 0o700 });
  const draft = `${tokenFile}.${randomUUID()}`;
  try {
    const content = JSON.stringify({ startUrl, region, ...token }, undefined, 2);
    await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
    await rename(draft, tokenFile);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

export async function removeSsoToken({ tokenFile }: SsoSession): Promise<void> {
  await rm(tokenFile, { force: true });
}
