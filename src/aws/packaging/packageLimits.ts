import { UserError } from '../../errors.ts';
import type { PlannedFile } from './plan.ts';

const megabyte = 1024 * 1024;
/** Lambda's quotas for a package that is uploaded directly. */
const unzippedLimit = 250 * megabyte;
const zippedLimit = 50 * megabyte;

/** Throws a `UserError` when Lambda would refuse the package for its size. */
export function checkUnzipped(files: readonly PlannedFile[], limit = unzippedLimit): void {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > limit) throw tooLarge(`${megabytes(size)} unzipped`, `${megabytes(limit)}`, files);
}

/** Throws a `UserError` when the zip is too large to be uploaded directly. */
export function checkZipped(
  zip: Uint8Array,
  files: readonly PlannedFile[],
  limit = zippedLimit,
): void {
  if (zip.length > limit)
    throw tooLarge(`${megabytes(zip.length)} zipped`, `${megabytes(limit)}`, files);
}

function tooLarge(size: string, limit: string, files: readonly PlannedFile[]): UserError {
  const largest = [...sizesByThing(files)].sort(([, one], [, other]) => other - one).slice(0, 5);
  const list = largest.map(([thing, bytes]) => `${thing} (${megabytes(bytes)})`).join(', ');
  return new UserError(
    `The package is too large: ${size}, and Lambda takes ${limit}. The largest things in it: ${list}. ` +
      'Name what the function does not need in a .lambdaignore file, or remove development dependencies with `npm prune --omit=dev`.',
  );
}

/** Sizes by what a person thinks of as one thing: an installed package, a folder at the top, a file. */
function sizesByThing(files: readonly PlannedFile[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const file of files) {
    const installed = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.path)?.[0];
    const thing = installed ?? file.path.split('/')[0] ?? file.path;
    sizes.set(thing, (sizes.get(thing) ?? 0) + file.size);
  }
  return sizes;
}

function megabytes(bytes: number): string {
  return `${(bytes / megabyte).toFixed(1)} MB`;
}
