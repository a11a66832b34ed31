import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordFile } from '../../../src/local/store/recordFile.ts';
import { type BuiltBench, startBuiltBench } from './builtBench.ts';

/** A local account with so many functions, all but the first copies of its record. */
export async function startBenchWithFunctions(count: number): Promise<BuiltBench> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-many-'));
  const remove = () => rm(dataFolder, { recursive: true, force: true });
  try {
    await multiply(dataFolder, count);
    const bench = await startBuiltBench({ dataFolder });
    return {
      ...bench,
      async [Symbol.asyncDispose]() {
        await bench[Symbol.asyncDispose]();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function multiply(dataFolder: string, count: number): Promise<void> {
  const first = nameOf(0);
  let region: string;
  {
    await using bench = await startBuiltBench({ dataFolder });
    await bench.addFunction(
      first,
      'nodejs24.x',
      'export const handler = async (event) => event;\n',
    );
    region = bench.endpoint.region;
  }
  const folder = path.join(dataFolder, 'functions', region);
  const [file, ...others] = await readdir(folder);
  if (file === undefined || others.length > 0) throw new Error('There is not one record to copy.');
  const record = await readFile(path.join(folder, file), 'utf8');
  for (let number = 1; number < count; number += 1) {
    const name = nameOf(number);
    await writeFile(path.join(folder, recordFile(name)), record.replaceAll(first, name));
  }
}

function nameOf(number: number): string {
  return `function-${String(number).padStart(5, '0')}`;
}
