import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A home folder with AWS' shared files, for processes of their own. */
export interface SharedFiles {
  readonly folder: string;
  /** Leads AWS' tools there, and whoever keeps sessions or an emulator's keys in the home folder. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes a further file below the folder and answers its path. */
  write(name: string, content: string): Promise<string>;
  remove(): Promise<void>;
}

export async function writeSharedFiles({
  config = '',
  credentials = '',
}: {
  readonly config?: string;
  readonly credentials?: string;
}): Promise<SharedFiles> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-aws-'));
  const write = async (name: string, content: string) => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };
  return {
    folder,
    env: {
      HOME: folder,
      AWS_CONFIG_FILE: await write('.aws/config', config),
      AWS_SHARED_CREDENTIALS_FILE: await write('.aws/credentials', credentials),
    },
    write,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
