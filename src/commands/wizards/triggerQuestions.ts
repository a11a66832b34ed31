import type { Questions } from '../../app/prompts.ts';
import { type Place, parseArn } from '../../aws/arn.ts';
import type { NewTrigger, StartingPosition } from '../../aws/trigger.ts';
import {
  filterProblem,
  sourceArn,
  sourceProblem,
  type TriggerSource,
  triggerSources,
} from '../../aws/triggerSource.ts';
import type { TriggerAnswers } from './triggerWizard.ts';

type SoFar = { readonly [K in keyof TriggerAnswers]?: TriggerAnswers[K] | undefined };

export function askSourceKind(questions: Questions): Promise<TriggerSource> {
  return questions.pick({
    prompt: 'What shall Lambda read for the function?',
    choices: triggerSources.map((kind) => ({ label: kind.label, icon: 'zap', value: kind })),
  });
}

export function askSource(
  questions: Questions,
  { kind, source = '' }: SoFar,
  { partition, region, account }: Place,
): Promise<string> {
  const example = (kind?.example ?? '')
    .replace('arn:aws:', `arn:${partition}:`)
    .replace(':us-east-1:123456789012:', `:${region}:${account}:`);
  return questions.input({
    prompt: kind?.asked ?? 'Source',
    value: source,
    placeholder: example,
    validate: (text) => kind && sourceProblem(kind, text.trim()),
  });
}

export function askTopic(questions: Questions, { topic = '' }: SoFar): Promise<string> {
  return questions.input({
    prompt: 'Topic that is read',
    value: topic,
    validate: (text) =>
      /^(?!\.)[a-zA-Z0-9\-_.]{1,249}$/.test(text)
        ? undefined
        : 'A topic has up to 249 letters, digits, - and _ and dots, not at the start.',
  });
}

/** How a Kafka cluster of one's own is signed in to. */
export async function askAccess(
  questions: Questions,
  { access }: SoFar,
): Promise<NonNullable<NewTrigger['access']> | 'none'> {
  const type = await questions.pick({
    prompt: 'How does Lambda sign in to the cluster?',
    choices: [
      { label: 'Without', description: 'the cluster asks for nothing', value: 'none' },
      { label: 'SASL/SCRAM 512', value: 'SASL_SCRAM_512_AUTH' },
      { label: 'SASL/SCRAM 256', value: 'SASL_SCRAM_256_AUTH' },
      { label: 'SASL/PLAIN', value: 'BASIC_AUTH' },
      { label: 'TLS certificate of the client', value: 'CLIENT_CERTIFICATE_TLS_AUTH' },
    ],
  });
  if (type === 'none') return 'none';
  const uri = await questions.input({
    prompt: 'ARN of the secret with the user and password, or the certificate',
    value: typeof access === 'object' ? access.uri : '',
    validate: (text) =>
      parseArn(text)?.service === 'secretsmanager'
        ? undefined
        : 'A secret of Secrets Manager is named by its ARN.',
  });
  return { type, uri };
}

/** In the usual case one question for size, window and filter; answers whether they are asked one by one. */
export function askHowBatched(questions: Questions, { kind }: SoFar): Promise<boolean> {
  return questions.pick({
    prompt: 'What does one invocation get?',
    choices: [
      {
        label: `Up to ${kind?.batchSize ?? 10} records, as soon as there are any`,
        description: 'as AWS sets it, without a filter',
        icon: 'check',
        value: false,
      },
      {
        label: 'Choose batch size, batch window and filter…',
        icon: 'settings',
        value: true,
      },
    ],
  });
}

export async function askBatchSize(questions: Questions, so: SoFar): Promise<number> {
  return Number(
    await questions.input({
      prompt: `Batch size: how many records one invocation gets at most, 1 to ${mostInBatch(so)}`,
      value: String(so.batchSize ?? so.kind?.batchSize ?? 10),
      validate: (text) => batchProblem(text, so),
    }),
  );
}

export async function askWindow(questions: Questions, so: SoFar): Promise<number> {
  return Number(
    await questions.input({
      prompt: 'Batch window: seconds for which records are gathered, 0 to 300',
      value: String(so.window ?? (windowNeeded(so) ? 1 : 0)),
      validate: (text) => windowProblem(text, so),
    }),
  );
}

export function askPosition(questions: Questions, { kind }: SoFar): Promise<StartingPosition> {
  const words: Readonly<Record<StartingPosition, string>> = {
    LATEST: 'what comes from now on',
    TRIM_HORIZON: 'everything that is still there, oldest first',
    AT_TIMESTAMP: 'what has come since a time',
  };
  return questions.pick({
    prompt: 'Where does reading start?',
    choices: (kind?.startingPositions ?? []).map((position) => ({
      label: position,
      description: words[position],
      value: position,
    })),
  });
}

export function askStart(questions: Questions, { startingAt }: SoFar): Promise<string> {
  return questions.input({
    prompt: 'Time from which records are read, in ISO 8601',
    value: startingAt ?? new Date(Date.now() - 3_600_000).toISOString(),
    validate: startProblem,
  });
}

export function askPartialResponses(questions: Questions): Promise<boolean> {
  return questions.pick({
    prompt: 'When a record fails',
    choices: [
      {
        label: 'The function says which',
        description: 'ReportBatchItemFailures',
        detail:
          'It answers {"batchItemFailures":[{"itemIdentifier":"…"}]}; only those are retried.',
        value: true,
      },
      {
        label: 'The whole batch is retried',
        detail: 'The function fails as a whole; what had worked is done again.',
        value: false,
      },
    ],
  });
}

export async function askFilter(questions: Questions, { filters = [] }: SoFar): Promise<string[]> {
  const pattern = await questions.input({
    prompt: 'Filter: a pattern that records must match (empty: all records)',
    value: filters[0] ?? '',
    placeholder: '{"body":{"kind":["order"]}}',
    validate: (text) => (text.trim() === '' ? undefined : filterProblem(text)),
  });
  return pattern.trim() === '' ? [] : [pattern];
}

export function batchProblem(text: string, so: SoFar): string | undefined {
  return wholeNumberProblem('The batch size', text, 1, mostInBatch(so));
}

/** Lambda gathers more than ten messages of a queue only within a window, and none of a FIFO queue. */
export function windowProblem(text: string, so: SoFar): string | undefined {
  const problem = wholeNumberProblem('The window', text, 0, 300, 'seconds');
  if (problem !== undefined) return problem;
  if (isFifo(so) && Number(text) > 0) return 'A FIFO queue has no batch window: it is 0.';
  return windowNeeded(so) && Number(text) === 0
    ? 'Batches of more than ten messages need a window of at least a second.'
    : undefined;
}

export function startProblem(text: string): string | undefined {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return 'A time is like 2026-01-31T09:00:00Z';
  return time > Date.now() ? 'The time lies in the future.' : undefined;
}

function mostInBatch({ kind, source = '' }: SoFar): number {
  return isFifo({ source }) ? 10 : (kind?.mostInBatch ?? 10_000);
}

function windowNeeded({ source = '', batchSize = 0 }: SoFar): boolean {
  return parseArn(sourceArn(source))?.service === 'sqs' && batchSize > 10;
}

export function isFifo({ source = '' }: SoFar): boolean {
  return source.trim().endsWith('.fifo');
}

function wholeNumberProblem(
  what: string,
  text: string,
  least: number,
  most: number,
  unit?: string,
): string | undefined {
  const value = Number(text);
  if (/^\d+$/.test(text.trim()) && value >= least && value <= most) return undefined;
  return `${what} is a whole number from ${least} to ${most}${unit ? ` ${unit}` : ''}.`;
}
