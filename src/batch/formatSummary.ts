import { percentile } from '../history/percentiles.ts';
import { count } from '../payload/sizeInWords.ts';
import type { ResultOutcome } from './resultLine.ts';
import type { Summary } from './summary.ts';

/** Groups of errors that the text shows. */
const mostGroups = 20;

/** Lines that say what a batch came to. */
export function formatSummary(summary: Summary): string[] {
  return [
    ...countLines(summary),
    ...spread('duration', summary.durations),
    ...spread('round trip', summary.elapsed),
    ...costLines(summary),
    ...errorLines(summary),
  ];
}

const words: readonly (readonly [ResultOutcome, mark: string, words: string])[] = [
  ['ok', '✔', 'answered'],
  ['queued', '✔', 'queued'],
  ['allowed', '✔', 'allowed'],
  ['functionError', '✖', 'ended with a function error'],
  ['notInvoked', '✖', 'were refused and did not run'],
  ['lost', '✖', 'lost their answer: the function may have run'],
  ['notSent', '✖', 'could not be sent'],
  ['unknown', '■', 'were sent by an earlier run; their answers are not known'],
];

function countLines({ counts }: Summary): string[] {
  return words
    .filter(([outcome]) => counts[outcome] > 0)
    .map(([outcome, mark, text]) => `${mark}  ${count(counts[outcome])} ${text}`);
}

function spread(name: string, values: readonly number[]): string[] {
  if (values.length === 0) return [];
  const sorted = values.toSorted((one, other) => one - other);
  const at = (percent: number) => milliseconds(percentile(sorted, percent));
  return [
    `   ${name.padEnd(10)} median ${at(50)} · p90 ${at(90)} · p99 ${at(99)} · longest ${at(100)}`,
  ];
}

function costLines({ billed, memory, coldStarts, durations, inits }: Summary): string[] {
  if (durations.length === 0) return [];
  const starts =
    coldStarts === 0
      ? 'no cold start'
      : `${count(coldStarts)} cold ${coldStarts === 1 ? 'start' : 'starts'} (init up to ${milliseconds(inits.reduce((most, init) => Math.max(most, init), 0))})`;
  const most = memory === undefined ? [] : [`memory up to ${memory} MB`];
  return [`   ${[`billed ${count(billed)} ms in all`, ...most, starts].join(' · ')}`];
}

function errorLines({ errors }: Summary): string[] {
  if (errors.length === 0) return [];
  const shown = errors.slice(0, mostGroups);
  const width = Math.max(...shown.map((group) => count(group.count).length));
  const more = errors.length - shown.length;
  return [
    '── errors, grouped',
    ...shown.map(
      ({ type, message, count: times, example }) =>
        `${count(times).padStart(width)} × ${[type, message].filter(Boolean).join(': ')} (first: ${example})`,
    ),
    ...(more > 0 ? [`… and ${count(more)} more kinds of errors`] : []),
  ];
}

function milliseconds(value: number): string {
  return value < 1000 ? `${round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
}

function round(value: number): string {
  return value < 100 ? String(Number(value.toFixed(2))) : value.toFixed(0);
}
