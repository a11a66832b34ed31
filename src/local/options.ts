import { parseArgs } from 'node:util';

/** What the command line says. */
export interface EndpointOptions {
  /** 0: the port of the last time if it is free, else any. */
  readonly port: number;
  readonly dataFolder: string | undefined;
  readonly region: string;
  /** Undefined: the one of the last time, else 000000000000. */
  readonly accountId: string | undefined;
  /** Seconds before the first retry of an Event invocation. */
  readonly eventRetryBase: number;
  /** Whether function URLs without authentication are served. */
  readonly publicUrls: boolean;
  /** Whether the process ends after its last lease. */
  readonly leased: boolean;
  /** Seconds between its last lease and its end. */
  readonly leasePatience: number;
  readonly node: string | undefined;
  readonly python: string | undefined;
  /** Environments at a time; undefined: as many as the machine can bear. */
  readonly maxEnvironments: number | undefined;
}

/** A wrong command line, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Throws a UsageError. */
export function readOptions(args: readonly string[]): EndpointOptions {
  const values = parse(args);
  return {
    port: number('--port', values.port ?? '0', port),
    dataFolder: values.data,
    region: text('--region', values.region ?? 'us-east-1', region),
    accountId: values.account && text('--account', values.account, account),
    eventRetryBase: number('--event-retry-base', values['event-retry-base'] ?? '60', seconds),
    publicUrls: values['public-urls'] ?? false,
    leased: values.leased ?? false,
    leasePatience: number('--lease-patience', values['lease-patience'] ?? '10', seconds),
    node: values.node,
    python: values.python,
    maxEnvironments:
      values['max-environments'] === undefined
        ? undefined
        : number('--max-environments', values['max-environments'], count),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        region: { type: 'string' },
        account: { type: 'string' },
        'event-retry-base': { type: 'string' },
        'public-urls': { type: 'boolean' },
        leased: { type: 'boolean' },
        'lease-patience': { type: 'string' },
        node: { type: 'string' },
        python: { type: 'string' },
        'max-environments': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : `${error}`,
    );
  }
}

/** What an option takes, and that in words. */
type Form = readonly [takes: (value: string) => boolean, words: string];

const port: Form = [
  (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535,
  'a number up to 65535',
];
const region: Form = [
  (value) => /^[a-z]{2,}(-[a-z]+)+-\d$/.test(value),
  'a region, such as eu-west-1',
];
const account: Form = [(value) => /^\d{12}$/.test(value), 'twelve digits'];
const seconds: Form = [(value) => /^\d+(\.\d+)?$/.test(value), 'seconds, such as 60 or 0.5'];
const count: Form = [(value) => /^[1-9]\d{0,3}$/.test(value), 'a number from 1 to 9999'];

function text(option: string, value: string, [takes, words]: Form): string {
  if (takes(value)) return value;
  throw new UsageError(`${option} cannot be '${value}': it takes ${words}.`);
}

function number(option: string, value: string, form: Form): number {
  return Number(text(option, value, form));
}
