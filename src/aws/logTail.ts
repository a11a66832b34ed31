/** What one invocation took, from the REPORT line of its log. */
export interface PlatformReport {
  /** ms */
  readonly duration: number;
  /** ms */
  readonly billed: number;
  /** MB */
  readonly memory: number;
  /** MB */
  readonly memoryUsed: number;
  /** ms, for the first invocation of an environment. */
  readonly init?: number;
  /** ms, for a function with SnapStart. */
  readonly restore?: number;
}

/**
 * The log's tail as text. Lambda keeps the last 4,096 bytes: what is left of a character that was cut
 * in two at the beginning is dropped.
 */
export function decodeLog(log: Uint8Array): string {
  const start = log.findIndex((byte) => (byte & 0xc0) !== 0x80);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    start < 0 ? log : log.subarray(start),
  );
}

/** The last REPORT of a log, as text or in the JSON log format; undefined when none is whole. */
export function readReport(log: Uint8Array | string): PlatformReport | undefined {
  const lines = (typeof log === 'string' ? log : decodeLog(log)).split(/\r?\n/).reverse();
  for (const line of lines) {
    const report = line.startsWith('{') ? fromJson(line) : fromText(line);
    if (report) return report;
  }
  return undefined;
}

/** Fields are parted by tabs: `Duration: 3.01 ms`. */
function fromText(line: string): PlatformReport | undefined {
  if (!line.startsWith('REPORT RequestId: ')) return undefined;
  const fields = new Map(
    line.split('\t').map((field) => {
      const [name = '', value = ''] = field.split(': ');
      return [name, Number.parseFloat(value)];
    }),
  );
  return report(
    fields.get('Duration'),
    fields.get('Billed Duration'),
    fields.get('Memory Size'),
    fields.get('Max Memory Used'),
    fields.get('Init Duration'),
    fields.get('Restore Duration'),
  );
}

/** `platform.report` of Lambda's telemetry schema. */
function fromJson(line: string): PlatformReport | undefined {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (member(event, 'type') !== 'platform.report') return undefined;
  const metrics = member(member(event, 'record'), 'metrics');
  return report(
    member(metrics, 'durationMs'),
    member(metrics, 'billedDurationMs'),
    member(metrics, 'memorySizeMB'),
    member(metrics, 'maxMemoryUsedMB'),
    member(metrics, 'initDurationMs'),
    member(metrics, 'restoreDurationMs'),
  );
}

function report(
  duration: unknown,
  billed: unknown,
  memory: unknown,
  memoryUsed: unknown,
  init: unknown,
  restore: unknown,
): PlatformReport | undefined {
  if (!isNumber(duration) || !isNumber(billed) || !isNumber(memory) || !isNumber(memoryUsed)) {
    return undefined;
  }
  return {
    duration,
    billed,
    memory,
    memoryUsed,
    ...(isNumber(init) && { init }),
    ...(isNumber(restore) && { restore }),
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
