import { formatJson } from '../payload/formatJson.ts';

/**
 * A log for reading: lines in Lambda's JSON format become time, level and message, with the stack of
 * an error below; other JSON is laid out with its values as they are, all else stays as it is.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export function layOutLog(log: string): string {
  return log
    .split('\n')
    .map((line) => (line.startsWith('{') ? layOutLine(line) : line))
    .join('\n');
}

function layOutLine(line: string): string {
  let event: Fields;
  try {
    event = Object(JSON.parse(line));
  } catch {
    // The first line of a tail may be cut, and a function may write what only looks like JSON.
    return line;
  }
  return platformLine(event) ?? messageLine(event) ?? formatJson(line);
}

type Fields = Readonly<Record<string, unknown>>;

/** START and END as the text format has them; the report's figures stand above the log. */
function platformLine({ type, record }: Fields): string | undefined {
  const { requestId, version } = Object(record);
  if (type === 'platform.start') return `START RequestId: ${requestId} Version: ${version}`;
  return undefined;
}

/** Only of lines with nothing else in them: nothing that was logged may be left out. */
function messageLine({
  timestamp,
  level,
  requestId,
  message,
  ...others
}: Fields): string | undefined {
  if (typeof timestamp !== 'string' || typeof level !== 'string') return undefined;
  if (Object.keys(others).length > 0) return undefined;
  const text = typeof message === 'string' ? message : errorText(message);
  return text === undefined ? undefined : `${timestamp}\t${requestId ?? '-'}\t${level}\t${text}`;
}

function errorText(message: unknown): string | undefined {
  const { errorType, errorMessage, stackTrace, ...others }: Fields = Object(message);
  if (typeof errorType !== 'string' || typeof errorMessage !== 'string') return undefined;
  if (!Array.isArray(stackTrace) || Object.keys(others).length > 0) return undefined;
  const title = `${errorType}: ${errorMessage}`;
  const stack = stackTrace.map(String).join('\n');
  // Node repeats type and message as the first line of the stack.
  return stack.startsWith(title) ? stack : `${title}\n${stack}`;
}
