import assert from 'node:assert/strict';
import { UserError } from '../src/errors.ts';
import { logEntry } from '../src/logEntry.ts';

suite('what the log keeps of a failure', () => {
  test('a cause is named, without the request that a service repeats in its words', () => {
    const cause = new Error(
      "The request signature does not match.\n\nThe Canonical String for this request should have been\n'POST\nx-amz-security-token:SESSION-TOKEN'",
    );
    const entry = logEntry(new UserError('The role was not created.', { cause }));
    assert.match(entry, /UserError: The role was not created\./);
    assert.match(entry, /Cause: Error: The request signature does not match\.$/);
    assert.doesNotMatch(entry, /SESSION-TOKEN/);
  });

  test('a bug is kept with its stack, and what is no error as its text', () => {
    assert.match(logEntry(new TypeError('x is undefined')), /TypeError: x is undefined\n {4}at /);
    assert.equal(logEntry('text'), 'text');
  });
});
