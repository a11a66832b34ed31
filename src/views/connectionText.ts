import type { Connection } from '../app/connection.ts';
import { whereText } from '../whereText.ts';

/** What the status bar says of where commands go; `$(…)` is a codicon. */
export function connectionText(
  connection: Pick<Connection, 'kind' | 'known' | 'name' | 'protected'>,
): {
  readonly text: string;
  readonly tooltip: string;
  readonly warns: boolean;
} {
  const { name, kind } = connection;
  const where = [name, whereText(connection.known())].filter(Boolean).join(' · ');
  const toSelect = 'Click to select another connection.';
  if (kind === 'missing') {
    return {
      text: `$(warning) ${name}`,
      tooltip: `There is no connection ${name}.\n${toSelect}`,
      warns: true,
    };
  }
  if (connection.protected) {
    return {
      text: `$(shield) ${where}`,
      tooltip: `Lambda Bench: ${where}\nProtected: what changes or runs something is asked for first.\n${toSelect}`,
      warns: true,
    };
  }
  const icon = kind === 'local' ? 'device-desktop' : 'plug';
  return {
    text: `$(${icon}) ${where}`,
    tooltip: `Lambda Bench: ${where}\n${toSelect}`,
    warns: false,
  };
}
