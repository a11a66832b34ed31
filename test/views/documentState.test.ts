import assert from 'node:assert/strict';
import { createDocumentState } from '../../src/views/documentState.ts';

suite('what is known of a document of an account', () => {
  test('a save starts from what the editor last showed without changes', () => {
    const state = createDocumentState();
    assert.equal(state.base, undefined);
    state.wasRead({ text: 'one' }, 10);
    assert.equal(state.base, undefined);
    state.isShown('one');
    assert.deepEqual(state.base, { text: 'one' });
    // Read again behind the back of an editor that has changes.
    state.wasRead({ text: 'theirs' }, 20);
    assert.deepEqual(state.base, { text: 'one' });
    state.isShown('theirs');
    assert.deepEqual(state.base, { text: 'theirs' });
  });

  test('it is new whenever its text is, and only then', () => {
    const state = createDocumentState();
    state.wasRead({ text: 'ü' }, 10);
    assert.deepEqual([state.mtime, state.size], [10, 2]);
    state.wasRead({ text: 'ü' }, 20);
    assert.equal(state.mtime, 10);
    state.wasWritten('two', { text: 'two\n' }, 10);
    assert.deepEqual([state.mtime, state.size], [11, 3]);
    assert.deepEqual(state.base, { text: 'two\n' });
    state.wasRead({ text: 'two\n' }, 11);
    assert.deepEqual([state.mtime, state.size], [12, 4]);
  });
});
