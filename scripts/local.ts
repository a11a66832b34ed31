// The local endpoint by hand: npm run --silent local -- [--port N] [--data DIR] …
import { existsSync } from 'node:fs';
import path from 'node:path';
import { execute } from './execute.ts';

const entry = path.resolve(import.meta.dirname, '../dist/local.js');
if (!existsSync(entry)) await execute(process.execPath, ['scripts/build.ts'], { quiet: true });
await import(entry);
