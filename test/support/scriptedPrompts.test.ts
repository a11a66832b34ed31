import assert from 'node:assert/strict';
import type { Step } from '../../src/app/prompts.ts';
import { isCancelled } from '../../src/errors.ts';
import {
  agree,
  choose,
  chooseMany,
  dismiss,
  goBack,
  keep,
  scriptedPrompts,
  type,
} from './scriptedPrompts.ts';

const notEmpty = (text: string) => (text === '' ? 'It is empty.' : undefined);
const letters = ['a', 'b'].map((label) => ({ label, value: label.toUpperCase() }));

suite('scripted prompts', () => {
  test('answer in order, and are done', async () => {
    const prompts = scriptedPrompts(type('Name', 'n'), choose(/letter/, 'b'), agree(/Sure/));
    assert.equal(await prompts.input({ prompt: 'Name' }), 'n');
    assert.equal(await prompts.pick({ prompt: 'Which letter', choices: letters }), 'B');
    await prompts.confirm({ message: 'Sure?', action: 'Yes' });
    prompts.finish();
  });

  test('fail on a question that is not expected, and name it', async () => {
    const prompts = scriptedPrompts(type('Name', 'n'));
    await assert.rejects(prompts.input({ prompt: 'Size' }), /unexpected question: Size/);
    assert.throws(() => prompts.finish(), /unexpected question: Size/);
  });

  test('fail on a question beyond the end', async () => {
    await assert.rejects(scriptedPrompts().input({ prompt: 'Size' }), /unexpected question: Size/);
  });

  test('fail on answers that are left over', () => {
    assert.throws(() => scriptedPrompts(type('Name', 'n')).finish(), /were not asked/);
  });

  test('fail on an answer that the validator refuses', async () => {
    const input = scriptedPrompts(type('Name', '')).input({ prompt: 'Name', validate: notEmpty });
    await assert.rejects(input, /"Name" refuses ""/);
  });

  test('go on with the same question after a refusal that is expected', async () => {
    const prompts = scriptedPrompts(type('Name', '', { refused: /empty/ }), type('Name', 'n'));
    assert.equal(await prompts.input({ prompt: 'Name', validate: notEmpty }), 'n');
  });

  test('fail when an expected refusal does not come', async () => {
    const prompts = scriptedPrompts(type('Name', 'n', { refused: /empty/ }));
    await assert.rejects(prompts.input({ prompt: 'Name', validate: notEmpty }), /it was accepted/);
  });

  test('keep what stands there', async () => {
    const prompts = scriptedPrompts(keep('Name', 'n'), keep('Letters', ['b']));
    assert.equal(await prompts.input({ prompt: 'Name', value: 'n' }), 'n');
    const selected = (value: string) => value === 'B';
    const kept = await prompts.pickMany({ prompt: 'Letters', choices: letters, selected });
    assert.deepEqual(kept, ['B']);
  });

  test('choose many, out of pages, and have the selection checked', async () => {
    async function* pages() {
      for (const letter of letters) yield [letter];
    }
    const prompts = scriptedPrompts(
      chooseMany('Letters', [], { refused: /one at least/ }),
      chooseMany('Letters', ['b', 'a']),
    );
    const validate = ({ length }: readonly string[]) => (length ? undefined : 'one at least');
    const chosen = await prompts.pickMany({ prompt: 'Letters', choices: pages(), validate });
    assert.deepEqual(chosen, ['B', 'A']);
  });

  test('fail on a choice that is not there, and list those that are', async () => {
    const pick = scriptedPrompts(choose('Letter', 'c')).pick({
      prompt: 'Letter',
      choices: letters,
    });
    await assert.rejects(pick, /0 of a \| b fit c/);
  });

  test('throw Cancelled when a question is dismissed', async () => {
    const input = scriptedPrompts(dismiss('Name')).input({ prompt: 'Name' });
    await assert.rejects(input, isCancelled);
  });

  test('go back in a wizard over steps that are not asked', async () => {
    const steps: Step<{ one: string; never: string; two: string }>[] = [
      { ask: async (questions) => ({ one: await questions.input({ prompt: 'One' }) }) },
      { when: () => false, ask: async () => ({ never: 'asked' }) },
      { ask: async (questions) => ({ two: await questions.input({ prompt: 'Two' }) }) },
    ];
    const prompts = scriptedPrompts(
      type('One', 'wrong'),
      goBack('Two'),
      type('One', '1'),
      type('Two', '2'),
    );
    assert.deepEqual(await prompts.wizard('Numbers', steps), { one: '1', two: '2' });
    prompts.finish();
  });
});
