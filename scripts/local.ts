// The local endpoint by hand: npm run --silent local -- [--port N] [--data DIR] …
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { execute } from './execute.ts';

const root = path.resolve(import.meta.dirname, '..');
const entry = path.join(root, 'dist/local.js');
if (!isCurrent()) await execute(process.execPath, ['scripts/build.ts'], { quiet: true });
await import(entry);

/** Whether there is a bundle that is as new as what it is made of. */
function isCurrent(): boolean {
  const built = statSync(entry, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return false;
  const sources = globSync('src/local/**/*.{ts,json,cjs,py}', { cwd: root });
  return sources.every((file) => statSync(path.join(root, file)).mtimeMs <= built);
}
