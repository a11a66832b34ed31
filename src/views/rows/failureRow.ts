import type { Row } from '../../app.ts';
import { type Drawn, warningColor } from './drawn.ts';

export function failureRow(row: Extract<Row, { kind: 'failure' }>): Drawn {
  const { message, fix } = row;
  return {
    label: message,
    description: fix?.title ?? 'Click to try again',
    tooltip: message,
    icon: 'warning',
    color: warningColor,
    command: fix
      ? { ...fix, arguments: [...(fix.arguments ?? [])] }
      : { title: 'Try Again', command: 'lambdaBench.refreshRow', arguments: [row] },
    spoken: `${message} Press Enter: ${fix?.title ?? 'try again'}.`,
  };
}
