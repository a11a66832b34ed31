import type { Row } from '../../app.ts';
import { type Drawn, warningColor } from './drawn.ts';

export function failureRow(row: Extract<Row, { kind: 'failure' }>): Drawn {
  return {
    label: row.message,
    description: 'Click to try again',
    tooltip: row.message,
    icon: 'warning',
    color: warningColor,
    command: { title: 'Try Again', command: 'lambdaBench.refreshRow', arguments: [row] },
    spoken: `${row.message} Press Enter to try again.`,
  };
}
