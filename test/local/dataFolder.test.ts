import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { defaultDataFolder } from '../../src/local/dataFolder.ts';

suite('The data folder of the local account', () => {
  test('is where each system keeps a person’s data', () => {
    const home = homedir();
    assert.equal(defaultDataFolder({}, 'linux'), join(home, '.local/share/lambda-bench'));
    assert.equal(
      defaultDataFolder({}, 'darwin'),
      join(home, 'Library/Application Support/lambda-bench'),
    );
    assert.equal(defaultDataFolder({ LOCALAPPDATA: '/l' }, 'win32'), join('/l', 'lambda-bench'));
  });

  test('follows XDG_DATA_HOME', () => {
    assert.equal(defaultDataFolder({ XDG_DATA_HOME: '/d' }, 'linux'), join('/d', 'lambda-bench'));
  });
});
