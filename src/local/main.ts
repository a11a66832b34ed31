import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultDataFolder } from './dataFolder.ts';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { readOptions, UsageError } from './options.ts';
import { FolderHeldError } from './store/dataLock.ts';
import { NewerFormatError } from './store/format.ts';

// Who started this process may be gone before it: what is said then goes nowhere, and does no harm.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  // What was begun may still listen.
  process.exit(statusOf(error));
});

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const dataFolder = resolve(options.dataFolder ?? defaultDataFolder());
  const endpoint: Endpoint = await startEndpoint(
    { ...options, dataFolder, bootstrapFolder: findBootstraps() },
    () => end(endpoint),
  );
  process.once('SIGTERM', () => end(endpoint));
  process.once('SIGINT', () => end(endpoint));
  process.stdout.write(`${JSON.stringify(endpoint.address)}\n`);
}

function end(endpoint: Endpoint): void {
  // A handler that cannot be ended must not keep the endpoint.
  setTimeout(() => process.exit(1), 8000).unref();
  endpoint.close().finally(() => process.exit(0));
}

/** Beside the bundle they stand in `runtime`; in the source, one folder deeper. */
function findBootstraps(): string {
  const inSource = join(import.meta.dirname, 'runtime', 'bootstrap');
  return existsSync(inSource) ? inSource : join(import.meta.dirname, 'runtime');
}

function describe(error: unknown): string {
  if (error instanceof UsageError || error instanceof FolderHeldError) return error.message;
  if (error instanceof NewerFormatError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}. Name another port with --port, or 0 for any.`;
  }
  if (error instanceof Error && 'syscall' in error && 'path' in error) {
    return `The data folder cannot be used: ${error.message}. Name another one with --data.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** 2 for a wrong command line, 3 for a data folder that is in use, 1 for all else. */
function statusOf(error: unknown): number {
  if (error instanceof UsageError) return 2;
  return error instanceof FolderHeldError ? 3 : 1;
}
