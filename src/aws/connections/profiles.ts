import { loadSharedConfigFiles } from '@smithy/core/config';

/** One section's values, under their names in small letters as AWS writes them. */
export type Section = Readonly<Record<string, string | undefined>>;

/** The shared config and credentials files, as they are now. */
export interface SharedFiles {
  /** Config and credentials together; the credentials file wins, as in the SDK. */
  profile(name: string): Section | undefined;
  /** E.g. `sso-session` and its name. */
  section(kind: 'sso-session' | 'services', name: string): Section | undefined;
  readonly profileNames: readonly string[];
}

/** Reads both files anew, which renews the SDK's own cache of them too. */
export async function readSharedFiles(): Promise<SharedFiles> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const isProfile = (name: string) => !/^(sso-session|services)\./.test(name);
  return {
    profile(name) {
      const [config, credentials] = [own(configFile, name), own(credentialsFile, name)];
      return config || credentials ? { ...config, ...credentials } : undefined;
    },
    section: (kind, name) => own(configFile, `${kind}.${name}`),
    get profileNames() {
      const names = [...Object.keys(configFile), ...Object.keys(credentialsFile)];
      return [...new Set(names)].filter(isProfile);
    },
  };
}

/** A profile and those that it builds upon by `source_profile`, each once. */
export function* profileChain(
  profileName: string | undefined,
  files: SharedFiles,
): Generator<readonly [name: string, profile: Section]> {
  const seen = new Set<string>();
  for (let name = profileName; name !== undefined && !seen.has(name); ) {
    seen.add(name);
    const profile: Section = files.profile(name) ?? {};
    yield [name, profile];
    name = profile['source_profile'];
  }
}

function own<T>(sections: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(sections, name) ? sections[name] : undefined;
}
