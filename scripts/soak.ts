// Runs a real endpoint for long, and looks for what it does not give back: npm run soak [-- WARM COLD]
import path from 'node:path';
import { soak } from '../test/soak/soak.ts';
import { execute } from './execute.ts';

const [warm = 50_000, cold = 2_000] = process.argv.slice(2).map(Number);
await execute(process.execPath, ['scripts/build.ts', '--production']);
const rows = await soak({
  warm,
  cold,
  script: path.resolve(import.meta.dirname, '../dist/local.js'),
});
console.table(
  Object.fromEntries(rows.map(({ what, before, after, most }) => [what, { before, after, most }])),
);
process.exitCode = rows.every(({ after, most }) => after <= most) ? 0 : 1;
