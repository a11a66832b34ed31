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
    port: number(values.port, '--port', '0', /^\d{1,5}$/, (port) => port <= 65535),
    dataFolder: values.data,
    region: text(values.region ?? 'us-east-1', '--region', /^[a-z]{2,}(-[a-z]+)+-\d$/),
    accountId: values.account && text(values.account, '--account', /^\d{12}$/),
    eventRetryBase: number(
      values['event-retry-base'],
      '--event-retry-base',
      '60',
      /^\d+(\.\d+)?$/,
      () => true,
    ),
    publicUrls: values['public-urls'] ?? false,
    leased: values.leased ?? false,
    node: values.node,
    python: values.python,
    maxEnvironments:
      values['max-environments'] === undefined
        ? undefined
        : number(
            values['max-environments'],
            '--max-environments',
            '',
            /^\d{1,4}$/,
            (environments) => environments > 0,
          ),
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

function text(value: string, option: string, pattern: RegExp): string {
  if (!pattern.test(value)) throw new UsageError(`${option} cannot be '${value}'.`);
  return value;
}

function number(
  value: string | undefined,
  option: string,
  fallback: string,
  pattern: RegExp,
  allowed: (value: number) => boolean,
): number {
  const checked = Number(text(value ?? fallback, option, pattern));
  if (!allowed(checked)) throw new UsageError(`${option} cannot be '${value}'.`);
  return checked;
}
