import type { GroupKind, Row } from '../app/row.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';

export function functionRows(summary: FunctionSummary): Row[] {
  return groups.map((kind) => ({ kind, function: summary }));
}

const groups: readonly GroupKind[] = [
  'payloads',
  'configuration',
  'versions',
  'permissions',
  'triggers',
  'url',
  'environment',
  'tags',
];
