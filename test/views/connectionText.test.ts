import assert from 'node:assert/strict';
import { connectionText } from '../../src/views/connectionText.ts';
import { whereText } from '../../src/whereText.ts';

const nothing = { region: undefined, accountId: undefined, alias: undefined };
const all = { region: 'eu-west-1', accountId: '123456789012', alias: 'acme' };

suite('where commands go', () => {
  test('is told as far as it is known', () => {
    assert.equal(whereText(nothing), '');
    assert.equal(whereText({ ...nothing, region: 'eu-west-1' }), 'eu-west-1');
    assert.equal(whereText({ ...all, alias: undefined }), '123456789012 · eu-west-1');
    assert.equal(whereText(all), '123456789012 (acme) · eu-west-1');
    assert.equal(whereText({ ...nothing, alias: 'acme' }), '');
  });

  const profile = { kind: 'profile', name: 'prod', protected: false, known: () => all } as const;

  test('stands in the status bar', () => {
    const { text, tooltip, warns } = connectionText(profile);
    assert.equal(text, '$(plug) prod · 123456789012 (acme) · eu-west-1');
    assert.match(tooltip, /Click to select another connection/);
    assert.equal(warns, false);
    const local = { ...profile, kind: 'local', name: 'local', known: () => nothing } as const;
    assert.equal(connectionText(local).text, '$(device-desktop) local');
  });

  test('warns of a protected connection, and of one that is not there', () => {
    const { text, tooltip, warns } = connectionText({ ...profile, protected: true });
    assert.equal(text, '$(shield) prod · 123456789012 (acme) · eu-west-1');
    assert.match(tooltip, /Protected: what changes or runs something is asked for first/);
    assert.equal(warns, true);
    const missing = connectionText({ ...profile, kind: 'missing', known: () => nothing });
    assert.equal(missing.text, '$(warning) prod');
    assert.equal(missing.warns, true);
    assert.match(missing.tooltip, /no connection prod/);
  });
});
