import type { Chart, ChartPage, Series, Table } from '../../chartPage.ts';
import type { Entry } from '../../history/entry.ts';
import { hasFailed } from '../../history/hasFailed.ts';
import { outcomeInWords } from '../../history/outcomeInWords.ts';
import { summarise } from '../../history/percentiles.ts';
import { count } from '../../payload/sizeInWords.ts';
import { localTime } from '../../payload/timeInWords.ts';

/** Duration, billed time, memory, cold starts and errors of a function; the entries are all its own, oldest first. */
export function functionCharts(
  { functionName, where }: { readonly functionName: string; readonly where: string },
  entries: readonly Entry[],
): ChartPage {
  const cold = entries.filter(isCold).length;
  const failed = entries.filter(isError).length;
  const counts = [
    counted(entries.length, 'invocation'),
    counted(cold, 'cold start'),
    counted(failed, 'error'),
  ];
  return {
    title: `${functionName}: charts`,
    subtitle: [where, ...counts].join(' · '),
    charts: [
      {
        ...{ title: 'Duration', unit: 'ms', x: each(entries) },
        series: [
          series('duration', 'line', 'blue', entries, (entry) => entry.figures?.duration),
          series('billed', 'line', 'purple', entries, (entry) => entry.figures?.billed),
          series('init', 'points', 'yellow', entries, (entry) => entry.figures?.init),
        ],
      },
      {
        ...{ title: 'Memory', unit: 'MB', x: each(entries) },
        series: [
          series('used', 'line', 'green', entries, (entry) => entry.figures?.memoryUsed),
          series('configured', 'line', 'purple', entries, (entry) => entry.figures?.memory),
        ],
      },
      countChart('Cold starts', 'yellow', entries, isCold),
      countChart('Errors', 'red', entries, isError),
    ],
    tables: [summaryTable(entries), entryTable(entries)],
  };
}

function isCold({ figures }: Entry): boolean {
  return figures?.init !== undefined;
}

/** To stop waiting is no error of the function. */
function isError({ outcome }: Entry): boolean {
  return outcome.kind !== 'cancelled' && hasFailed(outcome);
}

function each(entries: readonly Entry[]): Chart['x'] {
  return {
    title: 'Invocation',
    values: entries.map((_, index) => index + 1),
    labels: entries.map(({ startedAt }) => clock(startedAt)),
  };
}

function series(
  name: string,
  drawn: Series['drawn'],
  colour: Series['colour'],
  entries: readonly Entry[],
  figure: (entry: Entry) => number | undefined,
): Series {
  return { name, drawn, colour, values: entries.map((entry) => figure(entry) ?? null) };
}

/** More bars than these could not be told apart. */
const mostBars = 50;

/** How many of the invocations are so; of some at a time, where there are many. */
function countChart(
  title: string,
  colour: Series['colour'],
  entries: readonly Entry[],
  isSo: (entry: Entry) => boolean,
): Chart {
  const together = Math.max(1, Math.ceil(entries.length / mostBars));
  const starts = entries.map((_, index) => index).filter((index) => index % together === 0);
  const groups = starts.map((start) => entries.slice(start, start + together));
  return {
    title: together === 1 ? title : `${title} in each ${together} invocations`,
    unit: '',
    x: {
      title: 'Invocation',
      values: starts.map((start) => start + 1),
      labels: groups.map(([first]) => (first ? clock(first.startedAt) : '')),
    },
    series: [
      {
        ...{ name: title.toLowerCase(), drawn: 'bars', colour },
        values: groups.map((group) => group.filter(isSo).length),
      },
    ],
  };
}

function summaryTable(entries: readonly Entry[]): Table {
  const figures = entries.flatMap((entry) => entry.figures ?? []);
  const row = (name: string, values: readonly number[]) => {
    const summary = summarise(values);
    if (!summary) return [];
    const { least, median, p90, p95, p99, most } = summary;
    const numbers = [least, median, p90, p95, p99, most].map(number);
    return [{ cells: [name, count(values.length), ...numbers] }];
  };
  const init = figures.flatMap((figure) => figure.init ?? []);
  return {
    title: 'Summary',
    columns: [
      { title: 'Figure', kind: 'text' },
      ...['Count', 'Least', 'Median', 'p90', 'p95', 'p99', 'Most'].map(numberColumn),
    ],
    rows: [
      ...row(
        'Duration (ms)',
        figures.map(({ duration }) => duration),
      ),
      ...row(
        'Billed (ms)',
        figures.map(({ billed }) => billed),
      ),
      ...row('Init (ms)', init),
      ...row(
        'Memory used (MB)',
        figures.map(({ memoryUsed }) => memoryUsed),
      ),
    ],
  };
}

function entryTable(entries: readonly Entry[]): Table {
  return {
    title: 'Invocations, newest first',
    columns: [
      { title: 'Time', kind: 'text' },
      ...['No.', 'Duration (ms)', 'Billed (ms)', 'Init (ms)', 'Memory (MB)'].map(numberColumn),
      { title: 'Outcome', kind: 'text' },
    ],
    rows: entries
      .map(({ id, startedAt, figures, outcome }, index) => {
        const { duration, billed, init, memory, memoryUsed } = figures ?? {};
        return {
          cells: [
            clock(startedAt),
            count(index + 1),
            ...[duration, billed, init].map((value) => (value === undefined ? '' : number(value))),
            memoryUsed === undefined ? '' : `${memoryUsed} of ${memory}`,
            outcomeInWords(outcome),
          ],
          opens: {
            title: 'Show the result',
            ...{ command: 'lambdaBench.showInvocation', arguments: [{ id }] },
          },
        };
      })
      .toReversed(),
  };
}

function numberColumn(title: string): Table['columns'][number] {
  return { title, kind: 'number' };
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

function counted(amount: number, thing: string): string {
  return `${count(amount)} ${thing}${amount === 1 ? '' : 's'}`;
}

function clock(startedAt: number): string {
  return localTime(new Date(startedAt)).slice(0, -4);
}
