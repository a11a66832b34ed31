import type { Row } from '../../app/row.ts';
import { type Drawn, errorColor, warningColor } from './drawn.ts';

/** A value that nobody has asked for is not in the row, nor its length. */
export function variableRow(row: Extract<Row, { kind: 'variable' | 'shownVariable' }>): Drawn {
  const { name } = row;
  const value = row.kind === 'shownVariable' ? row.value : undefined;
  return {
    label: name,
    description: value ?? '••••••••',
    tooltip: value === undefined ? `${name}: hidden` : `${name}=${value}`,
    icon: 'symbol-constant',
    spoken: `Variable ${name}, ${value ?? 'value hidden'}`,
  };
}

export function tagRow({ key, value }: Extract<Row, { kind: 'tag' }>): Drawn {
  return { label: key, description: value, tooltip: `${key}: ${value}`, icon: 'tag' };
}

export function urlRow({ url }: Extract<Row, { kind: 'address' }>): Drawn {
  return { label: url, tooltip: url, icon: 'link', spoken: `Function URL ${url}` };
}

export function factRow(row: Extract<Row, { kind: 'fact' }>): Drawn {
  const { label, value, tooltip = value ? `${label}: ${value}` : label, icon = 'dash' } = row;
  const { severity } = row;
  return {
    label,
    description: value,
    tooltip,
    icon,
    ...(severity && { color: severity === 'error' ? errorColor : warningColor }),
  };
}
