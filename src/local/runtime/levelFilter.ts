import type { RunnableFunction } from './executor.ts';

/**
 * Says which lines of plain output are kept, where a function has chosen a level: those that are a
 * JSON object with a level and a time of their own are filtered by Lambda itself; what has none counts
 * as INFO, and text that is no JSON is always kept.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export function levelFilter(run: RunnableFunction): ((line: string) => boolean) | undefined {
  if (run.logFormat !== 'JSON') return undefined;
  const wanted = levels.indexOf(run.applicationLogLevel ?? 'INFO');
  return (line) => {
    const level = levelOf(line);
    return level === undefined || level >= wanted;
  };
}

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

function levelOf(line: string): number | undefined {
  if (!line.trimStart().startsWith('{')) return undefined;
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { level, timestamp, time }: Record<string, unknown> = Object(entry);
  const named = levels.indexOf(
    String(level)
      .toUpperCase()
      .replace(/^WARNING$/, 'WARN'),
  );
  const dated = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d/.test(String(timestamp ?? time));
  return named < 0 || !dated ? levels.indexOf('INFO') : named;
}
