import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { makeEventSchemas } from '../scripts/eventSchemas.ts';
import { parseSharedBindings } from '../src/payload/sharedBindings.ts';

const manifest = readJson('package.json');
const texts = readJson('package.nls.json');
const contributes = manifest.contributes;
const table = readFileSync('src/commands/index.ts', 'utf8');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`src/${name}`, 'utf8'))
  .join('\n');

suite('manifest', () => {
  test('every contributed command is in the table of commands, and the other way round', () => {
    const contributed = contributes.commands.map(({ command }: { command: string }) => command);
    const inTable = [...table.matchAll(/^ {2}(\w+),$/gm)].map(([, name]) => `lambdaBench.${name}`);
    assert.deepEqual(contributed.toSorted(), inTable.toSorted());
  });

  test('every command has a file, a function and a title of its own name', () => {
    for (const { command, title } of contributes.commands) {
      const name = command.replace('lambdaBench.', '');
      assert.equal(title, `%${command}%`);
      const file = readFileSync(`src/commands/${name}.ts`, 'utf8');
      assert.match(file, new RegExp(`export (async )?function ${name}\\(`));
    }
  });

  test('every file of src/commands is a command or the table', () => {
    const names = readdirSync('src/commands').filter((file) => file.endsWith('.ts'));
    const commands = contributes.commands.map(({ command }: { command: string }) =>
      command.replace('lambdaBench.', ''),
    );
    assert.deepEqual(
      names.toSorted(),
      [...commands, 'index'].map((name) => `${name}.ts`).toSorted(),
    );
  });

  test('every text is a key of package.nls.json, and every key is used', () => {
    const used = new Set(
      [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key),
    );
    assert.deepEqual([...used].toSorted(), Object.keys(texts).toSorted());
  });

  test('every menu and key binding names a contributed command', () => {
    const contributed = new Set(
      contributes.commands.map(({ command }: { command: string }) => command),
    );
    const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    for (const { command } of named as { command: string }[])
      assert.ok(contributed.has(command), command);
  });

  test('every condition on rows is exact, and names kinds of rows that there are', () => {
    const kinds = rowKinds();
    for (const { when } of contributes.menus['view/item/context']) {
      const [, view, kind = ''] =
        /^view == lambdaBench\.(\w+) && viewItem == (\w+)$/.exec(when) ?? [];
      assert.ok(view && ['functions', 'history', 'roles'].includes(view), when);
      assert.ok(kinds.includes(kind), when);
    }
  });

  test('every condition of our own is set somewhere', () => {
    const conditions = [...JSON.stringify(contributes).matchAll(/"(?:when|enablement)":"([^"]*)"/g)]
      .map(([, condition = '']) => condition.replaceAll(/(view ==|config\.)\s*[\w.]+/g, ''))
      .flatMap((condition) => condition.match(/\blambdaBench\.\w+/g) ?? []);
    assert.ok(conditions.includes('lambdaBench.invoking'));
    for (const key of new Set(conditions)) {
      const set = new RegExp(`setContext'?[,(]\\s*'(${key}|${key.replace('lambdaBench.', '')})'`);
      assert.match(sources, set, key);
    }
  });

  test('every setting is read, and every setting that is read is contributed', () => {
    const reader = readFileSync('src/host/readSettings.ts', 'utf8');
    const read = [...reader.matchAll(/configuration\.get\('([^']+)'\)/g)].map(
      ([, key]) => `lambdaBench.${key}`,
    );
    assert.deepEqual(read.toSorted(), Object.keys(contributes.configuration.properties).toSorted());
  });

  test('every setting that starts a program or names a folder belongs to the person, not to a workspace', () => {
    for (const [key, { scope }] of Object.entries<{ scope: string }>(
      contributes.configuration.properties,
    )) {
      if (key.startsWith('lambdaBench.local.')) assert.equal(scope, 'application', key);
    }
  });

  test('a workspace defines no connection, and one that is not trusted chooses none', () => {
    const { properties } = contributes.configuration;
    assert.equal(properties['lambdaBench.connections'].scope, 'application');
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual(restrictedConfigurations, [
      'lambdaBench.connection',
      'lambdaBench.payloads',
      'lambdaBench.updateBeforeInvoke',
    ]);
  });

  test('every file that the manifest names is there', () => {
    const named = [...JSON.stringify(manifest).matchAll(/"(?:\.\/)?(media\/[^"]+)"/g)].map(
      ([, file]) => file ?? '',
    );
    assert.ok(named.length > 0);
    for (const file of named) assert.ok(existsSync(file), file);
  });

  test('every kind of event has its schema, by its name with and without comments', () => {
    assert.deepEqual(
      contributes.jsonValidation.filter(({ url }: { url: string }) => /schemas/.test(url)),
      [...makeEventSchemas().keys()].map((kind) => ({
        fileMatch: [`*.${kind}.json`, `*.${kind}.jsonc`],
        url: `./dist/schemas/${kind}.json`,
      })),
    );
  });

  test('a binding in the settings may have what is read of it, and nothing else', () => {
    const [, object] =
      contributes.configuration.properties['lambdaBench.payloads'].additionalProperties.anyOf;
    const allowed = Object.keys(object.properties);
    const { faults } = parseSharedBindings({
      'a.json': Object.fromEntries(allowed.map((name) => [name, undefined])),
      'b.json': { function: 'orders', other: 1 },
    });
    assert.match(faults[0] ?? '', /^[^;]*"function" is missing\.$/);
    assert.match(faults[1] ?? '', /must be "function"/);
  });

  test('nothing activates on start-up but the presence of payload tests', () => {
    assert.deepEqual(manifest.activationEvents, [
      'onLanguage:json',
      'onLanguage:jsonc',
      'onFileSystem:lambda-bench',
      'onFileSystem:lambda-bench-response',
      // VS Code shows no Testing view before somebody registers tests: only where there are some.
      'workspaceContains:**/*.expected.json',
    ]);
  });
});

/** As the types in app/row.ts name them. */
function rowKinds(): string[] {
  const app = readFileSync('src/app/row.ts', 'utf8');
  const rows = app.slice(app.indexOf('export type GroupKind'));
  return [...rows.matchAll(/'(\w+)'/g)].map(([, kind]) => kind ?? '');
}

/** The manifest is ours and its shape is what is tested here, so it is read loosely. */
// biome-ignore lint/suspicious/noExplicitAny: see above
function readJson(file: string): any {
  return JSON.parse(readFileSync(file, 'utf8'));
}
