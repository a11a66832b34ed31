// Measures what the budgets are about, a bench after the other: npm run bench [-- NAME…]
import { globSync } from 'node:fs';
import path from 'node:path';
import type { Bench, Figure } from '../test/bench/figure.ts';
import { execute } from './execute.ts';

const folder = path.resolve(import.meta.dirname, '../test/bench');
const wanted = process.argv.slice(2);
const names = globSync('*.ts', { cwd: folder, exclude: ['figure.ts'] })
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .toSorted();

await execute(process.execPath, ['scripts/build.ts', '--production']);
const rows = [['what', 'measured', 'budget', '']];
for (const name of names) {
  console.log(`Measuring ${name} …`);
  const bench: Partial<Bench> = await import(path.join(folder, `${name}.ts`));
  if (!bench.measure) throw new Error(`test/bench/${name}.ts has no function "measure".`);
  try {
    rows.push(...(await bench.measure()).map(inWords));
  } catch (error) {
    console.error(error);
    rows.push([name, 'not measured', '', 'MISS']);
  }
}

const widths = rows[0]?.map((_, column) =>
  Math.max(...rows.map((row) => (row[column] ?? '').length)),
);
console.log();
for (const row of rows) {
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
      .join(' | ')
      .trimEnd(),
  );
}
process.exitCode = rows.some((row) => row.at(-1) === 'MISS') ? 1 : 0;

function inWords({ what, measured, unit, budget }: Figure): string[] {
  // A figure that is not a number meets no budget.
  const verdict = budget === undefined ? '' : measured <= budget ? 'ok' : 'MISS';
  return [
    what,
    `${measured.toFixed(1)} ${unit}`,
    budget === undefined ? '' : `≤ ${budget} ${unit}`,
    verdict,
  ];
}
