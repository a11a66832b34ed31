import { messageOf } from '../errors.ts';
import { isRecord, mistake, type PolicyProblem, unknownMember } from './policyProblem.ts';
import { filterProblem } from './triggerSource.ts';

/** Members that UpdateEventSourceMapping takes, beside the name, the function and whether it is enabled. */
export const updatable = [
  'BatchSize',
  'MaximumBatchingWindowInSeconds',
  'ParallelizationFactor',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'TumblingWindowInSeconds',
  'ScalingConfig',
  'DestinationConfig',
  'SourceAccessConfigurations',
  'ProvisionedPollerConfig',
  'MetricsConfig',
  'LoggingConfig',
  'KMSKeyArn',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'FilterCriteria',
  'FunctionResponseTypes',
] as const;

/** What is wrong with the settings of a trigger as they are edited. */
export function settingsProblems(text: string): readonly PolicyProblem[] {
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    return [mistake(`This is not JSON: ${messageOf(error)}.`)];
  }
  if (!isRecord(settings)) return [mistake('The settings of a trigger are a JSON object.')];
  return [
    ...unknownMember(settings, updatable, 'A trigger', []),
    ...Object.entries(numbers).flatMap(([name, [least, most]]) => {
      const value = settings[name];
      if (value === undefined) return [];
      const fits = typeof value === 'number' && Number.isInteger(value);
      return fits && value >= least && value <= most
        ? []
        : [mistake(`${name} is a whole number from ${least} to ${most}.`, [name])];
    }),
    ...responseProblems(settings['FunctionResponseTypes']),
    ...filterProblems(settings['FilterCriteria']),
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
const numbers: Readonly<Record<string, readonly [number, number]>> = {
  BatchSize: [1, 10_000],
  MaximumBatchingWindowInSeconds: [0, 300],
  ParallelizationFactor: [1, 10],
  MaximumRecordAgeInSeconds: [-1, 604_800],
  MaximumRetryAttempts: [-1, 10_000],
  TumblingWindowInSeconds: [0, 900],
};

function responseProblems(types: unknown): PolicyProblem[] {
  if (types === undefined) return [];
  const fits =
    Array.isArray(types) && types.every((type: unknown) => type === 'ReportBatchItemFailures');
  const message = 'FunctionResponseTypes is [] or ["ReportBatchItemFailures"].';
  return fits ? [] : [mistake(message, ['FunctionResponseTypes'])];
}

function filterProblems(criteria: unknown): PolicyProblem[] {
  if (criteria === undefined) return [];
  const here = ['FilterCriteria'];
  const filters: unknown = isRecord(criteria) ? (criteria['Filters'] ?? []) : undefined;
  if (!Array.isArray(filters)) {
    return [mistake('FilterCriteria is { "Filters": [{ "Pattern": "…" }] }.', here)];
  }
  return filters.flatMap((filter: unknown, index) => {
    const pattern = isRecord(filter) ? filter['Pattern'] : undefined;
    const problem =
      typeof pattern === 'string' ? filterProblem(pattern) : 'A filter is { "Pattern": "…" }.';
    return problem === undefined ? [] : [mistake(problem, [...here, 'Filters', index])];
  });
}
