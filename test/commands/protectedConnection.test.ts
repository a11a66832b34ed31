import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands } from '../../src/commands/index.ts';

/** Commands that change and run nothing in an account: reads, documents, settings, the view itself. */
const readOnly: readonly string[] = [
  'addConnection',
  'cancelInvocation',
  'changeFunction',
  'changeRegion',
  'clearHistory',
  'compareFile',
  'compareInvocations',
  'comparePayloads',
  'chartResults',
  'comparePrevious',
  'copyArn',
  'copyAsCode',
  'copyLocalEnvironment',
  'copyName',
  'copyPermission',
  'copyValue',
  'deleteInvocation',
  'downloadCode',
  'filterFunctions',
  'clearFilter',
  'sortFunctions',
  'groupFunctions',
  'toggleFavourite',
  'hideFunction',
  'hideVariables',
  'showHiddenFunctions',
  'addFunctionByName',
  'dryRunPayload',
  'duplicateConnection',
  'editConfiguration',
  'editConnection',
  'editPermissions',
  'editTrigger',
  'loadMore',
  'newPayload',
  'newPayloadFromEvent',
  'openConsole',
  'openPayload',
  'openPolicy',
  'openResponse',
  'refreshFunctions',
  'refreshHistory',
  'refreshRoles',
  'refreshRow',
  'removeConnection',
  'saveExpected',
  'saveResponse',
  'selectConnection',
  'shareBinding',
  'showAllRoles',
  'showCharts',
  'showFullLog',
  'showInvocation',
  'showLambdaRoles',
  'showLog',
  'showResult',
  'showRole',
  'showVariables',
  'signIn',
  'signOut',
  'simulateRole',
  'stopLog',
  'tailLogs',
  'useVariables',
];

/** They have VS Code save a document, whose own save is what changes an account and asks. */
const savesOfDocuments = ['saveToAccount'];

/** It asks by itself, and never of anything but the local account. */
const ofLocalAccount = ['resetLocalAccount'];

suite('commands on a protected connection', () => {
  for (const name of Object.keys(commands)) {
    if ([...readOnly, ...savesOfDocuments, ...ofLocalAccount].includes(name)) continue;
    test(`${name} asks before it changes or runs something`, () => {
      assert.ok(
        reaches(`src/commands/${name}.ts`, 'src/commands/flows/askIfProtected.ts'),
        `${name} neither leads to askIfProtected nor stands among the commands that only read`,
      );
    });
  }

  test('the save of a document asks before it changes something', () => {
    const saves = 'src/commands/documents/saveDocument.ts';
    assert.ok(reaches(saves, 'src/commands/flows/askIfProtected.ts'));
    assert.ok(reaches('src/commands/documents/openDocument.ts', saves));
  });

  test('every command that is said to only read is there', () => {
    for (const name of [...readOnly, ...savesOfDocuments, ...ofLocalAccount])
      assert.ok(Object.hasOwn(commands, name), name);
  });
});

/** Whether a file of src/commands imports another one, itself or by what it imports. */
function reaches(from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true;
  if (seen.has(from) || !from.startsWith('src/commands/') || !existsSync(from)) return false;
  seen.add(from);
  const imports = readFileSync(from, 'utf8').matchAll(
    /^(?:import(?! type)|\} from)\b.*?from '(\.[^']+)';|^\} from '(\.[^']+)';/gm,
  );
  return [...imports].some(([, one, other]) =>
    reaches(join(dirname(from), one ?? other ?? ''), to, seen),
  );
}
