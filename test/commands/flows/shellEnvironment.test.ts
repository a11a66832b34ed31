import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { shellCommands } from '../../../src/commands/flows/shellEnvironment.ts';

suite('commands that set variables in a shell', () => {
  const environment = { set: { SECRET: `it's "$HOME" \\ 100%` }, unset: ['GONE'] };

  test('a POSIX shell ends up with exactly the values, and without what would win over them', async () => {
    const script = `${shellCommands('/bin/sh', environment)}printf '%s|%s' "$SECRET" "\${GONE-none}"`;
    const { stdout } = await promisify(execFile)('sh', ['-c', script], {
      env: { GONE: 'here', PATH: process.env['PATH'] },
    });
    assert.equal(stdout, `${environment.set.SECRET}|none`);
  });

  for (const [shell, lines] of [
    ['/usr/bin/zsh', ['unset GONE', `export SECRET='it'\\''s "$HOME" \\ 100%'`]],
    ['C:\\Git\\bin\\bash.exe', ['unset GONE', `export SECRET='it'\\''s "$HOME" \\ 100%'`]],
    ['/usr/bin/fish', ['set -e GONE', `set -gx SECRET 'it\\'s "$HOME" \\\\ 100%'`]],
    [
      'C:\\Program Files\\PowerShell\\7\\pwsh.exe',
      ['$env:GONE = $null', `$env:SECRET = 'it''s "$HOME" \\ 100%'`],
    ],
    ['C:\\Windows\\System32\\cmd.exe', ['set "GONE="', `set "SECRET=it's "$HOME" \\ 100%"`]],
    ['/opt/nu', ['hide-env -i GONE', `$env.SECRET = "it's \\"$HOME\\" \\\\ 100%"`]],
    ['/bin/tcsh', ['unsetenv GONE', `setenv SECRET 'it'\\''s "$HOME" \\ 100%'`]],
    ['/opt/unheard-of', ['unset GONE', `export SECRET='it'\\''s "$HOME" \\ 100%'`]],
  ] as const) {
    test(`${shell} is written in its own language`, () => {
      assert.equal(shellCommands(shell, environment), `${lines.join('\n')}\n`);
    });
  }
});
