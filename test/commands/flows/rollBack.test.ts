import assert from 'node:assert/strict';
import { orRollBack, rollBackOf } from '../../../src/commands/flows/rollBack.ts';
import { isCancelled, isUserError, UserError } from '../../../src/errors.ts';
import { recordShow } from '../../support/recordedShow.ts';

const removed = (thing: string) => () => rollBackOf(thing, async () => true);
const untouched = (thing: string) => () => rollBackOf(thing, async () => false);
const stuck = (thing: string) => () =>
  rollBackOf(thing, () => Promise.reject(new UserError('Access was denied.')));

suite('roll-back', () => {
  test('work that succeeds is not undone', async () => {
    const { show, step } = flow();
    const undo = [() => assert.fail('undone')];
    assert.equal(await orRollBack(show, 'Role r', step, async () => 1, undo), 1);
  });

  test('a failure says what was removed and what was not, with the way to mend it', async () => {
    const { show, step } = flow();
    const cause = new UserError('No such policy.', { fix: { title: 'Help', command: 'help' } });
    const undo = [untouched('function f'), removed('role r'), stuck('file x')];
    const work = () => Promise.reject(cause);
    await assert.rejects(orRollBack(show, 'Function f', step, work, undo), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /^Function f was not created\. No such policy\./);
      assert.match(error.message, /Removed again: role r\./);
      assert.match(error.message, /Not removed: file x, .*Access was denied/);
      assert.doesNotMatch(error.message, /function f/);
      assert.equal(error.fix?.command, 'help');
      assert.equal(error.cause, cause);
      return true;
    });
  });

  test('things are undone one after the other, in their order, also after one that is stuck', async () => {
    const { show, step } = flow();
    const order: string[] = [];
    const undo = ['function', 'role'].map((thing) => async () => {
      order.push(thing);
      return stuck(thing)();
    });
    await assert.rejects(
      orRollBack(show, 'F', step, () => Promise.reject(new UserError('x')), undo),
      isUserError,
    );
    assert.deepEqual(order, ['function', 'role']);
  });

  test('after a cancel the message tells it, and the command ends in silence', async () => {
    const { show, step, cancel } = flow();
    const work = async () => {
      cancel();
      step.signal.throwIfAborted();
    };
    await assert.rejects(orRollBack(show, 'Role r', step, work, [removed('role r')]), isCancelled);
    assert.match(show.messages[0]?.text ?? '', /Role r was not created.*cancelled.*role r/);
  });

  test('a cancel before anything was made is not worth a message', async () => {
    const { show, step, cancel } = flow();
    cancel();
    const work = async () => step.signal.throwIfAborted();
    await assert.rejects(
      orRollBack(show, 'Role r', step, work, [untouched('role r')]),
      isCancelled,
    );
    assert.deepEqual(show.messages, []);
  });

  test('a bug stays the bug that it is, and what was made is removed all the same', async () => {
    const { show, step } = flow();
    const bug = new TypeError('undefined is not a function');
    const result = orRollBack(show, 'Role r', step, () => Promise.reject(bug), [removed('role r')]);
    await assert.rejects(result, bug);
    assert.match(show.warnings[0]?.text ?? '', /Removed again: role r/);
  });
});

function flow() {
  const controller = new AbortController();
  return {
    show: recordShow(),
    step: { signal: controller.signal, report: () => undefined },
    cancel: () => controller.abort(),
  };
}
