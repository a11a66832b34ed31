import { delimiter, join } from 'node:path';
import type { RunnableFunction } from './executor.ts';

/**
 * The search paths by which a handler finds what its package and its layers hold: in AWS layers lie
 * over each other in `/opt`, here each is a folder of its own, and a later one comes first. ES modules
 * do not look at NODE_PATH, in AWS neither.
 * https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html
 */
export function layerPaths(
  { runtime, codeFolder, layerFolders, environment }: RunnableFunction,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const layers = layerFolders.toReversed();
  const inLayers = (...folders: readonly string[]) =>
    folders.flatMap((folder) => layers.map((layer) => join(layer, folder)));
  const paths: Record<string, string> = {};
  const add = (name: string, ...folders: readonly (string | undefined)[]) => {
    const given = folders.filter((folder) => folder !== undefined && folder !== '');
    if (given.length > 0) paths[name] = given.join(delimiter);
  };
  const path = 'Path' in own ? 'Path' : 'PATH';
  add(path, environment[path] ?? own[path], ...inLayers('bin'));
  if (process.platform === 'linux') {
    const given = environment['LD_LIBRARY_PATH'];
    const libraries = given === undefined ? [codeFolder, join(codeFolder, 'lib')] : [given];
    add('LD_LIBRARY_PATH', ...libraries, ...inLayers('lib'));
  }
  const node = /^nodejs(\d+)/.exec(runtime)?.[1];
  if (node !== undefined) {
    const modules = inLayers(`nodejs/node${node}/node_modules`, 'nodejs/node_modules');
    add('NODE_PATH', environment['NODE_PATH'], ...modules, codeFolder);
  }
  if (runtime.startsWith('python')) {
    const modules = inLayers(`python/lib/${runtime}/site-packages`, 'python');
    add('PYTHONPATH', ...modules, environment['PYTHONPATH']);
  }
  return paths;
}
