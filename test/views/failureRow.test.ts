import assert from 'node:assert/strict';
import { failureRow } from '../../src/views/rows/failureRow.ts';

suite('a row for what could not be listed', () => {
  const row = {
    kind: 'failure',
    view: 'functions',
    message: 'You may not list functions.',
  } as const;

  test('says why, and tries again by a click', () => {
    const { label, description, command, spoken } = failureRow(row);
    assert.equal(label, row.message);
    assert.equal(description, 'Click to try again');
    assert.deepEqual(command, {
      title: 'Try Again',
      command: 'lambdaBench.refreshRow',
      arguments: [row],
    });
    assert.equal(spoken, 'You may not list functions. Press Enter: try again.');
  });

  test('begins with what helps, and does it by a click', () => {
    const fix = { title: 'Sign In', command: 'lambdaBench.signIn', arguments: ['corp'] };
    const { label, description, tooltip, command } = failureRow({ ...row, fix });
    assert.equal(label, 'Sign In');
    assert.equal(description, row.message);
    assert.equal(tooltip, row.message);
    assert.deepEqual(command, fix);
  });

  test('begins with the reason where a permission is missing, which a click copies for whoever may give it', () => {
    const fix = {
      title: 'Copy Permission',
      command: 'lambdaBench.copyPermission',
      arguments: [{}],
    };
    const { label, description, command } = failureRow({ ...row, fix });
    assert.equal(label, row.message);
    assert.equal(description, 'Copy Permission');
    assert.deepEqual(command, fix);
  });
});
