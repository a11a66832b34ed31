import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { commandNeeds } from '../scripts/permissions/commandNeeds.ts';
import { permissionsPage, withPermissions } from '../scripts/permissions/listPermissions.ts';
import { actionOfCall, methodActions } from '../scripts/permissions/methodActions.ts';
import { reachedMethods } from '../scripts/permissions/reachedMethods.ts';
import { commands } from '../src/commands/index.ts';

suite('The table of permissions', () => {
  test('is in the docs as the code has it; "npm run docs" brings it up to date', async () => {
    assert.equal(await readFile(permissionsPage, 'utf8'), await withPermissions());
  });

  test('has a row for each command that touches an account', async () => {
    for (const [name, methods] of await reachedMethods()) {
      if (methods.size === 0) continue;
      assert.ok(
        Object.hasOwn(commandNeeds, name),
        `${name} calls ${[...methods].join(', ')}: say in scripts/permissions/commandNeeds.ts which of these it cannot do without, then run "npm run docs".`,
      );
    }
  });

  test('names commands and methods that there are', () => {
    for (const [name, needs] of Object.entries(commandNeeds)) {
      assert.ok(Object.hasOwn(commands, name), name);
      for (const method of needs) assert.ok(Object.hasOwn(methodActions, method), method);
    }
  });

  test('knows every method of the interfaces of an account', () => {
    for (const [part, methods] of Object.entries(interfaces())) {
      for (const method of methods) {
        const name = part === 'account' ? method : `${part}.${method}`;
        assert.ok(
          Object.hasOwn(methodActions, name),
          `${name} is not in scripts/permissions/methodActions.ts: say there which actions it takes.`,
        );
      }
    }
  });

  test('knows every call that is made to Lambda, IAM, STS and CloudWatch Logs', () => {
    const known = new Set(
      Object.values(methodActions)
        .flat()
        .map((action) => action.replace(/^\w+:|\?$/g, '')),
    );
    for (const file of globSync('src/aws/**/*.ts')) {
      const text = readFileSync(file, 'utf8');
      // Signing in and out takes no permission.
      if (/from '@aws-sdk\/client-sso/.test(text)) continue;
      for (const [, command, pages] of text.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g)) {
        const call = command ?? pages ?? '';
        assert.ok(
          known.has(actionOfCall[call] ?? call),
          `${call} in ${file} is not in scripts/permissions/methodActions.ts: add it to the method that sends it.`,
        );
      }
    }
  });
});

/** Names of the methods by the part of an account that has them. */
function interfaces(): Readonly<Record<string, readonly string[]>> {
  const parts: Readonly<Record<string, [file: string, name: string]>> = {
    account: ['account', 'Account'],
    functions: ['lambdaFunction', 'Functions'],
    roles: ['role', 'Roles'],
    logs: ['logEvent', 'Logs'],
    policies: ['policy', 'Policies'],
    permissions: ['permission', 'Permissions'],
    triggers: ['trigger', 'Triggers'],
  };
  return Object.fromEntries(
    Object.entries(parts).map(([part, [file, name]]) => {
      const text = readFileSync(`src/aws/${file}.ts`, 'utf8');
      const body = new RegExp(`^export interface ${name} .*?\\{\\n(.*?)^\\}`, 'ms').exec(text)?.[1];
      const methods = [...(body ?? '').matchAll(/^ {2}(\w+)\(/gm)].map(
        ([, method]) => method ?? '',
      );
      assert.ok(methods.length > 0, name);
      return [part, methods];
    }),
  );
}
