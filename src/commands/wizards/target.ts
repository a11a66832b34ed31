import type { Row } from '../../app/row.ts';
import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import type { RoleSummary } from '../../aws/role.ts';

// What a command was called on: a row, a Uri, plain answers or nothing. None of it can be trusted.

/** The function of its row, or of one below it that belongs to it. */
export function functionOfRow(target: unknown): FunctionSummary | undefined {
  if (!isRecord(target) || !isText(target['kind'])) return undefined;
  const { function: summary } = target;
  return isFunctionSummary(summary) ? summary : undefined;
}

/** Any row of the views. */
export function rowOf(target: unknown): Row | undefined {
  return isRecord(target) && isText(target['kind']) ? (target as unknown as Row) : undefined;
}

/** The role of its row, or of one below it that belongs to it. */
export function roleOfRow(target: unknown): RoleSummary | undefined {
  if (!isRecord(target) || !isText(target['kind'])) return undefined;
  const { role: summary } = target;
  return isRoleSummary(summary) ? summary : undefined;
}

/** The absolute path of a payload file's row. */
export function payloadOfRow(target: unknown): string | undefined {
  const path = isRecord(target) && target['kind'] === 'payload' ? target['path'] : undefined;
  return isText(path) ? path : undefined;
}

/** The file or folder of a Uri, from the explorer, the editor title or a tab. */
export function pathOfUri(target: unknown): string | undefined {
  if (!isRecord(target)) return undefined;
  // A Uri of a virtual file system is no file.
  const { fsPath, scheme = 'file' } = target;
  return typeof fsPath === 'string' && scheme === 'file' ? fsPath : undefined;
}

/** Answers given in advance, by a key binding or another extension. */
export function answersOf(target: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(target) || 'kind' in target || 'fsPath' in target) return {};
  return target;
}

function isFunctionSummary(value: unknown): value is FunctionSummary {
  if (!isRecord(value)) return false;
  const { name, arn, runtime, handler, role, description, memory, timeout } = value;
  const { lastModified, codeSha256, tenantIsolation, durable } = value;
  return (
    [name, arn, role, description, lastModified, codeSha256].every(isText) &&
    [runtime, handler].every((text) => text === undefined || isText(text)) &&
    [tenantIsolation, durable].every((flag) => typeof flag === 'boolean') &&
    typeof memory === 'number' &&
    typeof timeout === 'number'
  );
}

function isRoleSummary(value: unknown): value is RoleSummary {
  if (!isRecord(value)) return false;
  const { name, arn, path, description, created, trusts } = value;
  return (
    [name, arn, path, description, created].every(isText) &&
    Array.isArray(trusts) &&
    trusts.every(isText)
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
