import { type FunctionVersion, type StoredFunction, versionOf } from './function.ts';
import { runnableVersion } from './states.ts';

/**
 * The version that an invocation by this qualifier runs: of an alias with weights one by chance, of
 * a function that is being updated what it was. Undefined when there is no such qualifier; throws
 * ResourceConflictException while the version is being created.
 */
export function invokedVersion(
  stored: StoredFunction,
  qualifier = '$LATEST',
  chance: () => number = Math.random,
): FunctionVersion | undefined {
  const alias = stored.aliases.find(({ name }) => name === qualifier);
  const version = versionOf(stored, alias === undefined ? qualifier : choose(alias, chance()));
  return version && runnableVersion(stored, version);
}

/** `chance` is from 0 to below 1. */
function choose({ version, weights }: StoredFunction['aliases'][number], chance: number): string {
  let rest = chance;
  for (const additional of weights) {
    if (rest < additional.weight) return additional.version;
    rest -= additional.weight;
  }
  return version;
}
