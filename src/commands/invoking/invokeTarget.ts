import { extname } from 'node:path';
import type { Row } from '../../app/row.ts';
import { answersOf, functionOfRow, pathOfUri, payloadOfRow, rowOf } from '../wizards/target.ts';

/** What the target of an invoking command says; what it leaves open is asked for. */
export interface InvokeTarget {
  /** Absolute path of the payload file; null to send `{}` without a file. */
  readonly payload?: string | null | undefined;
  readonly functionName?: string | undefined;
  readonly qualifier?: string | undefined;
}

/** From the row of a function, a version or an alias, a file's `Uri`, or `{ payload?, functionName?, qualifier? }` of a key binding. */
export function readInvokeTarget(target: unknown): InvokeTarget {
  const row = functionOfRow(target);
  const named = rowOf(target);
  if (row) return { functionName: row.name, qualifier: qualifierOf(named) };
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

function qualifierOf(row: Row | undefined): string | undefined {
  return row?.kind === 'alias' || row?.kind === 'version' ? row.qualifier.name : undefined;
}

/** Whether a file of this name is taken for a payload file. */
export function isPayloadName(path: string): boolean {
  return ['.json', '.jsonc'].includes(extname(path).toLowerCase());
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
