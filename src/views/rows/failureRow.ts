import type { Row } from '../../app/row.ts';
import { type Drawn, warningColor } from './drawn.ts';

export function failureRow(row: Extract<Row, { kind: 'failure' }>): Drawn {
  const { message, fix } = row;
  // A view is narrow: what helps comes first, and the reason is cut. To copy a permission helps nobody at once.
  const helps = fix && fix.command !== 'lambdaBench.copyPermission';
  return {
    label: helps ? fix.title : message,
    description: helps ? message : (fix?.title ?? 'Click to try again'),
    tooltip: message,
    icon: 'warning',
    color: warningColor,
    command: fix
      ? { ...fix, arguments: [...(fix.arguments ?? [])] }
      : { title: 'Try Again', command: 'lambdaBench.refreshRow', arguments: [row] },
    spoken: `${message} Press Enter: ${fix?.title ?? 'try again'}.`,
  };
}
