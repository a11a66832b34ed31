import { open } from 'node:fs/promises';

const secretFolders = /(^|\/)\.(aws|ssh|gnupg|azure)\//i;
const secretNames =
  /^(\.env.*|.*\.env|secrets?\.(json|ya?ml|toml|ini)|id_(rsa|dsa|ecdsa|ed25519)[^/]*|\.npmrc|\.yarnrc\.yml|\.netrc|_netrc|\.pypirc|\.git-credentials|\.htpasswd|credentials|credentials\.(json|csv|ini)|(service[-_]?account|client_secret)[^/]*\.json)$/i;
const keyFiles = /\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk)$/i;

/**
 * Whether a file's name says that it holds credentials or keys.
 * A `.pem` file with nothing but certificates or public keys is none.
 */
export async function looksSecret(path: string, absolutePath: string): Promise<boolean> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (secretFolders.test(path) || secretNames.test(name)) return true;
  if (!keyFiles.test(name)) return false;
  return !(name.toLowerCase().endsWith('.pem') && (await isPublicPem(absolutePath)));
}

/** `include` names files, or folders with all that is in them. */
export function isIncluded(path: string, include: readonly string[]): boolean {
  return include.some((entry) => {
    const named = entry.replace(/^\.\//, '').replace(/\/+$/, '');
    return path === named || path.startsWith(`${named}/`);
  });
}

/** Bundles of certificates are part of many packages (certifi, RDS) and must not be missing from them. */
async function isPublicPem(absolutePath: string): Promise<boolean> {
  const file = await open(absolutePath);
  try {
    const { size } = await file.stat();
    if (size > 4 * 1024 * 1024) return false;
    const text = await file.readFile('latin1');
    const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)];
    return (
      blocks.length > 0 &&
      blocks.every(([, what]) => /^(.* )?(CERTIFICATE|PUBLIC KEY)$/.test(`${what}`))
    );
  } finally {
    await file.close();
  }
}
