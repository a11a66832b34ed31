// Writes into the docs which permissions each command takes: npm run docs
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandNeeds } from './commandNeeds.ts';
import { methodActions } from './methodActions.ts';
import { reachedMethods } from './reachedMethods.ts';

export const permissionsPage = path.resolve(import.meta.dirname, '../../docs/permissions.md');

/** The page with its table as the code has it. */
export async function withPermissions(): Promise<string> {
  const text = await readFile(permissionsPage, 'utf8');
  const titles: Readonly<Record<string, string>> = JSON.parse(
    await readFile('package.nls.json', 'utf8'),
  );
  const reached = await reachedMethods();
  const rows = [...reached]
    .filter(([name, methods]) => methods.size > 0 || Object.hasOwn(commandNeeds, name))
    .map(([name, methods]) => {
      const needs = commandNeeds[name] ?? [];
      const takes = unique(needs.flatMap(actionsOf).filter((action) => !action.endsWith('?')));
      const all = unique([...needs, ...methods].flatMap(actionsOf).map(withoutMark));
      const helps = all.filter((action) => !takes.includes(action) && !ofIdentity.includes(action));
      return `| ${titles[`lambdaBench.${name}`] ?? name} | ${inWords(takes)} | ${inWords(helps)} |`;
    })
    .toSorted();
  const table = ['| command | takes | helps |', '|---|---|---|', ...rows].join('\n');
  return text.replace(
    /<!-- permissions -->[\s\S]*<!-- \/permissions -->/,
    `<!-- permissions -->\n\n${table}\n\n<!-- /permissions -->`,
  );
}

/** Said once for all commands. */
const ofIdentity = methodActions['identity'] ?? [];

function actionsOf(method: string): readonly string[] {
  return methodActions[method] ?? [];
}

function withoutMark(action: string): string {
  return action.replace(/\?$/, '');
}

function unique(actions: readonly string[]): string[] {
  return [...new Set(actions)].toSorted();
}

function inWords(actions: readonly string[]): string {
  return actions.map((action) => `\`${action}\``).join(', ') || '–';
}

if (import.meta.main) await writeFile(permissionsPage, await withPermissions());
