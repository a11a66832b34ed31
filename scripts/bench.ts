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
const rows = [['what', 'measured', 'budget', 'verdict']];
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

console.log(`\n${table(rows)}`);
process.exitCode = rows.some((row) => row.at(-1) === 'MISS') ? 1 : 0;

function inWords(figure: Figure): string[] {
  if ('absent' in figure) return [figure.what, figure.absent, '', ''];
  const { what, measured, unit, budget } = figure;
  // A figure that is not a number meets no budget.
  const verdict = budget === undefined ? '' : measured <= budget ? 'ok' : 'MISS';
  return [
    what,
    `${measured.toFixed(1)} ${unit}`,
    budget === undefined ? '' : `≤ ${budget} ${unit}`,
    verdict,
  ];
}

/** In Markdown. */
function table([head = [], ...body]: readonly string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...body].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
