import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A home folder with AWS' files in it, and an environment without any of AWS' variables but those set. */
export interface AwsHome {
  readonly folder: string;
  /** Writes a file below the home folder and answers its path. */
  write(path: string, content: string, mode?: number): Promise<string>;
  set(variables: Readonly<Record<string, string>>): void;
  /** Puts the environment back. */
  close(): Promise<void>;
}

/** The SDK reads `process.env` itself, so that this changes it until it is closed. */
export async function openAwsHome(): Promise<AwsHome> {
  const folder = await mkdtemp(join(tmpdir(), 'lambda-bench-home-'));
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (/^AWS_/.test(name)) delete process.env[name];
  Object.assign(process.env, { HOME: folder, USERPROFILE: folder });
  return {
    folder,
    async write(path, content, mode) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content, mode === undefined ? {} : { mode });
      return file;
    },
    set: (variables) => void Object.assign(process.env, variables),
    async close() {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
