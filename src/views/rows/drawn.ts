import type { Fix } from '../../errors.ts';

/** How a row looks and what a click on it does. */
export interface Drawn {
  readonly label: string;
  readonly description?: string;
  /** Never Markdown: names and texts of the account must not be able to format or link. */
  readonly tooltip?: string;
  /** A codicon's name. */
  readonly icon?: string;
  /** A theme colour for the icon. */
  readonly color?: string;
  /** Whether there may be rows below, and whether they are in sight at first. */
  readonly below?: 'collapsed' | 'expanded';
  /** Run by a click or by Enter. */
  readonly command?: Fix;
  /** Absolute path of the file that a click opens. */
  readonly file?: string;
  /** What a screen reader says, where its label, description and tooltip do not say it well. */
  readonly spoken?: string;
}

export const warningColor = 'list.warningForeground';
export const errorColor = 'list.errorForeground';

/** What a screen reader says of a row: by itself VS Code has it say the tooltip alone, wherever there is one. */
export function spokenOf({ label, description, tooltip, spoken }: Drawn): string {
  if (spoken !== undefined) return spoken;
  const name = description ? `${label}, ${description}` : label;
  if (tooltip === undefined) return name;
  return tooltip.startsWith(label) ? tooltip : `${name}. ${tooltip}`;
}

/** A name, a description, then facts; what is empty is left out. */
export function tooltip(
  name: string,
  description: string,
  facts: readonly (readonly [string, string])[],
): string {
  const lines = facts.filter(([, value]) => value !== '').map(([key, value]) => `${key}: ${value}`);
  return [name, ...(description ? [description] : []), '', ...lines].join('\n');
}
