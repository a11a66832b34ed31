import type { Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { placeOf } from '../../aws/arn.ts';
import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import type { NewTrigger, StartingPosition } from '../../aws/trigger.ts';
import {
  filterProblem,
  serversOf,
  sourceArn,
  sourceOfArn,
  sourceProblem,
  type TriggerSource,
} from '../../aws/triggerSource.ts';
import { numberAnswer, textAnswer, textsAnswer } from './answer.ts';
import { prefilled } from './prefilled.ts';
import { answersOf } from './target.ts';
import {
  askAccess,
  askBatchSize,
  askFilter,
  askHowBatched,
  askPartialResponses,
  askPosition,
  askSource,
  askSourceKind,
  askStart,
  askTopic,
  askWindow,
  batchProblem,
  isFifo,
  startProblem,
  windowProblem,
} from './triggerQuestions.ts';

export interface TriggerAnswers {
  readonly kind: TriggerSource;
  /** As typed: an ARN, a queue's URL, or servers. */
  readonly source: string;
  readonly topic: string;
  readonly access: NewTrigger['access'] | 'none';
  /** Whether batch size, window and filter are asked for. */
  readonly choosesBatches: boolean;
  readonly batchSize: number;
  readonly window: number;
  readonly startingPosition: StartingPosition;
  readonly startingAt: string;
  readonly partialResponses: boolean;
  readonly filters: readonly string[];
}

/**
 * Asks what is read, and how. Answers in advance: `source` (an ARN or a queue's URL), `topic`,
 * `batchSize`, `window` (s), `startingPosition`, `startingAt` (ISO 8601), `partialResponses`,
 * `filters` (patterns).
 */
export async function askTrigger(
  app: Pick<App, 'prompts'>,
  account: Account,
  { arn }: FunctionSummary,
  target: unknown,
): Promise<Omit<NewTrigger, 'functionName'>> {
  const known = knownTrigger(target);
  const place = placeOf(arn, account.target.region);
  const ask = (
    key: keyof TriggerAnswers,
    step: Step<TriggerAnswers>['ask'],
    applies: (kind: TriggerSource) => boolean = () => true,
  ): Step<TriggerAnswers> => ({
    when: ({ kind }) => known[key] === undefined && (kind === undefined || applies(kind)),
    ask: step,
  });
  const { batchSize, window, filters } = known;
  const inOne = batchSize === undefined && window === undefined && filters === undefined;
  const batching = (
    key: keyof TriggerAnswers,
    step: Step<TriggerAnswers>['ask'],
    applies: (so: Partial<TriggerAnswers>) => boolean = () => true,
  ): Step<TriggerAnswers> => ({
    when: (so) => known[key] === undefined && (!inOne || so.choosesBatches === true) && applies(so),
    ask: step,
  });
  const isKafka = ({ id }: TriggerSource) => id === 'kafka' || id === 'selfManagedKafka';
  const isStream = ({ startingPositions }: TriggerSource) => startingPositions.length > 0;
  const answers = await app.prompts.wizard<TriggerAnswers>(
    'Create Trigger',
    prefilled<TriggerAnswers>([
      ask('kind', async (questions) => ({ kind: await askSourceKind(questions) })),
      ask('source', async (questions, so) => ({ source: await askSource(questions, so, place) })),
      ask('topic', async (questions, so) => ({ topic: await askTopic(questions, so) }), isKafka),
      ask(
        'access',
        async (questions, so) => ({ access: await askAccess(questions, so) }),
        ({ id }) => id === 'selfManagedKafka',
      ),
      {
        when: () => inOne,
        ask: async (questions, so) => ({ choosesBatches: await askHowBatched(questions, so) }),
      },
      batching('batchSize', async (questions, so) => ({
        batchSize: await askBatchSize(questions, so),
      })),
      batching(
        'window',
        async (questions, so) => ({ window: await askWindow(questions, so) }),
        // Has none.
        (so) => !isFifo(so),
      ),
      ask(
        'startingPosition',
        async (questions, so) => ({ startingPosition: await askPosition(questions, so) }),
        isStream,
      ),
      {
        when: ({ startingPosition }) =>
          startingPosition === 'AT_TIMESTAMP' && known.startingAt === undefined,
        ask: async (questions, so) => ({ startingAt: await askStart(questions, so) }),
      },
      ask(
        'partialResponses',
        async (questions) => ({ partialResponses: await askPartialResponses(questions) }),
        (kind) => kind.partialResponses,
      ),
      batching('filters', async (questions, so) => ({ filters: await askFilter(questions, so) })),
    ]),
    known,
  );
  return triggerOf(answers);
}

function triggerOf(answers: Partial<TriggerAnswers>): Omit<NewTrigger, 'functionName'> {
  const { kind, source = '', topic, access, startingPosition, startingAt } = answers;
  return {
    ...(kind?.id === 'selfManagedKafka'
      ? { servers: serversOf(source) }
      : { source: sourceArn(source) }),
    topic,
    access: access === 'none' ? undefined : access,
    batchSize: answers.batchSize ?? kind?.batchSize ?? 1,
    window: answers.window ?? 0,
    startingPosition,
    startingAt,
    partialResponses: answers.partialResponses ?? false,
    filters: answers.filters ?? [],
    enabled: true,
  };
}

function knownTrigger(target: unknown): Partial<TriggerAnswers> {
  const answers = answersOf(target);
  const source = textAnswer(answers, 'source', (text) => {
    const kind = sourceOfArn(sourceArn(text));
    return kind ? sourceProblem(kind, text) : 'it is neither an ARN of a source nor a queue’s URL.';
  });
  const kind = source === undefined ? undefined : sourceOfArn(sourceArn(source));
  const topic = textAnswer(answers, 'topic', () => undefined);
  const position = textAnswer(answers, 'startingPosition', (text) =>
    kind?.startingPositions.some((one) => one === text)
      ? undefined
      : `it is one of ${kind?.startingPositions.join(', ') || 'none, for this source'}.`,
  );
  const startingPosition = kind?.startingPositions.find((one) => one === position);
  const startingAt = textAnswer(answers, 'startingAt', startProblem);
  const batchSize = numberAnswer(answers, 'batchSize', (text) =>
    batchProblem(text, { kind, source }),
  );
  const window = numberAnswer(answers, 'window', (text) =>
    windowProblem(text, { batchSize, source }),
  );
  const filters = textsAnswer(answers, 'filters', (patterns) =>
    patterns.map(filterProblem).find((problem) => problem !== undefined),
  );
  const { partialResponses } = answers;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(source === undefined ? {} : { source }),
    ...(topic === undefined ? {} : { topic }),
    ...(startingPosition === undefined ? {} : { startingPosition }),
    ...(startingAt === undefined ? {} : { startingAt }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(window === undefined ? {} : { window }),
    ...(filters === undefined ? {} : { filters }),
    ...(typeof partialResponses === 'boolean' ? { partialResponses } : {}),
  };
}
