import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnableFunction } from './executor.ts';

/**
 * The extensions that a function's layers bring: AWS starts them beside the runtime, from
 * `/opt/extensions`. Here they are named in the log, and not run.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
 */
export function extensionsOf({ layerFolders }: RunnableFunction): string[] {
  return [...new Set(layerFolders.flatMap(extensionsIn))];
}

function extensionsIn(layerFolder: string): string[] {
  try {
    return readdirSync(join(layerFolder, 'extensions'), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    // Most layers have none.
    return [];
  }
}
