import type { Summary } from '../../batch/summary.ts';
import type { Chart, ChartPage, Series, Table } from '../../chartPage.ts';
import { summarise } from '../../history/percentiles.ts';
import { count } from '../../payload/sizeInWords.ts';

/** More points could not be told apart. */
const mostPoints = 300;

/** What a batch took, in the order of its answers, and how it ended. */
export function resultCharts(name: string, summary: Summary): ChartPage {
  const { durations, elapsed, inits, errors, total, coldStarts } = summary;
  const failures = errors.reduce((sum, group) => sum + group.count, 0);
  return {
    title: `${name}: charts`,
    subtitle: `${count(total)} results · ${count(coldStarts)} cold starts · ${count(failures)} failed`,
    charts: [spread('Duration', durations), spread('Round trip', elapsed)],
    tables: [
      figures([
        ['Duration (ms)', durations],
        ['Round trip (ms)', elapsed],
        ['Init (ms)', inits],
      ]),
      outcomes(summary),
      ...(errors.length > 0 ? [errorTable(summary)] : []),
    ],
  };
}

/** Of some at a time, where there are many. */
function spread(title: string, values: readonly number[]): Chart {
  const together = Math.max(1, Math.ceil(values.length / mostPoints));
  const starts = values.map((_, index) => index).filter((index) => index % together === 0);
  const groups = starts.map((start) => summarise(values.slice(start, start + together)));
  const series = (
    name: string,
    colour: Series['colour'],
    of: 'median' | 'p90' | 'most',
  ): Series => ({
    ...{ name, colour, drawn: 'line' },
    values: groups.map((group) => group?.[of] ?? null),
  });
  return {
    title: together === 1 ? title : `${title}, of each ${together} answers`,
    unit: 'ms',
    x: {
      title: 'Answer',
      values: starts.map((start) => start + 1),
      labels: starts.map((start) => `answer ${count(start + 1)}`),
    },
    series:
      together === 1
        ? [series(title.toLowerCase(), 'blue', 'median')]
        : [
            series('median', 'blue', 'median'),
            // Of a few, it is the longest.
            ...(together >= 10 ? [series('p90', 'purple', 'p90')] : []),
            series('longest', 'red', 'most'),
          ],
  };
}

function figures(rows: readonly (readonly [name: string, values: readonly number[]])[]): Table {
  return {
    title: 'Summary',
    columns: [
      { title: 'Figure', kind: 'text' },
      ...['Count', 'Least', 'Median', 'p90', 'p95', 'p99', 'Most'].map(numberColumn),
    ],
    rows: rows.flatMap(([name, values]) => {
      const summary = summarise(values);
      if (!summary) return [];
      const { least, median, p90, p95, p99, most } = summary;
      const cells = [least, median, p90, p95, p99, most].map(number);
      return [{ cells: [name, count(values.length), ...cells] }];
    }),
  };
}

function outcomes({ counts }: Summary): Table {
  return {
    title: 'Outcomes',
    columns: [{ title: 'Outcome', kind: 'text' }, numberColumn('Count')],
    rows: Object.entries(counts)
      .filter(([, times]) => times > 0)
      .map(([outcome, times]) => ({ cells: [outcome, count(times)] })),
  };
}

function errorTable({ errors }: Summary): Table {
  return {
    title: 'Errors, grouped',
    columns: [
      { title: 'Error', kind: 'text' },
      numberColumn('Count'),
      { title: 'First', kind: 'text' },
    ],
    rows: errors.map(({ type, message, count: times, example }) => ({
      cells: [[type, message].filter(Boolean).join(': '), count(times), example],
    })),
  };
}

function numberColumn(title: string): Table['columns'][number] {
  return { title, kind: 'number' };
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
