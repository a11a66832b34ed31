import { extname } from 'node:path';
import { answersOf, functionOfRow, pathOfUri, payloadOfRow, rowOf } from '../wizards/target.ts';

/** What the target of an invoking command says; what it leaves open is asked for. */
export interface InvokeTarget {
  /** Absolute path of the payload file; null to send `{}` without a file. */
  readonly payload?: string | null | undefined;
  readonly functionName?: string | undefined;
  readonly qualifier?: string | undefined;
}

/** From a function's row, a file's `Uri`, or `{ payload?, functionName?, qualifier? }` of a key binding. */
export function readInvokeTarget(target: unknown): InvokeTarget {
  const row = functionOfRow(target);
  if (row) return { functionName: row.name };
  const named = rowOf(target);
  if (named?.kind === 'namedFunction') return { functionName: named.functionName };
  const path = pathOfUri(target) ?? payloadOfRow(target);
  if (path !== undefined) return { payload: path };
  const { functionName, qualifier, payload } = answersOf(target);
  return {
    payload: payload === null ? null : text(payload),
    functionName: text(functionName),
    qualifier: text(qualifier),
  };
}

/** Whether a file of this name is taken for a payload file. */
export function isPayloadName(path: string): boolean {
  return ['.json', '.jsonc'].includes(extname(path).toLowerCase());
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
