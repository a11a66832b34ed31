import assert from 'node:assert/strict';
import { addFunctionByName } from '../../src/commands/addFunctionByName.ts';
import { clearFilter } from '../../src/commands/clearFilter.ts';
import { filterFunctions } from '../../src/commands/filterFunctions.ts';
import { groupFunctions } from '../../src/commands/groupFunctions.ts';
import { hideFunction } from '../../src/commands/hideFunction.ts';
import { readInvokeTarget } from '../../src/commands/invoking/invokeTarget.ts';
import { showHiddenFunctions } from '../../src/commands/showHiddenFunctions.ts';
import { sortFunctions } from '../../src/commands/sortFunctions.ts';
import { toggleFavourite } from '../../src/commands/toggleFavourite.ts';
import { isCancelled, isUserError, UserError } from '../../src/errors.ts';
import { readArrangement, readMarks } from '../../src/rows/arrangement.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, choose, chooseMany, dismiss, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('arranging the Functions view', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    const { functions, roles } = bench.account;
    const { arn } = await roles.create({ name: 'runner', description: '' });
    await functions.create({ ...nodeFunction('blue', arn), tags: { team: 'b' } });
    await functions.create(nodeFunction('plain', arn));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });
  const marks = () => readMarks(opened.app.state, 'local/us-east-1');

  test('a filter is set, kept in the question, and cleared', async () => {
    const asked = /Words that the name/;
    opened.prompts.expect(type(asked, '/(/', { refused: /no regular/ }), type(asked, ' blue '));
    await filterFunctions(opened.app);
    assert.equal(readArrangement(opened.app.state).filter, 'blue');
    opened.prompts.expect(keep(asked, 'blue'));
    await filterFunctions(opened.app);
    await clearFilter(opened.app);
    assert.equal(readArrangement(opened.app.state).filter, '');
  });

  test('order and groups are chosen', async () => {
    opened.prompts.expect(choose(/Order/, 'By last change'), choose(/grouped by/, 'By prefix'));
    await sortFunctions(opened.app);
    await groupFunctions(opened.app);
    const { sort, group } = readArrangement(opened.app.state);
    assert.deepEqual([sort, group], ['changed', 'prefix']);
  });

  test('tags are read only after their cost was said', async () => {
    const byTag = [choose(/grouped by/, 'By a tag…', { shows: /one request for each/ })];
    opened.prompts.expect(
      ...byTag,
      type('Key of the tag', '', { refused: /Name the key/ }),
      type('Key of the tag', 'team'),
      dismiss('Read the tags of 2 functions?'),
    );
    await assert.rejects(groupFunctions(opened.app), isCancelled);
    assert.deepEqual(opened.shown.grouped, []);
    opened.prompts.expect(
      ...byTag,
      type('Key of the tag', 'team'),
      agree(/2 functions/, /takes 2 requests/),
    );
    await groupFunctions(opened.app);
    const [{ key, values } = { key: '', values: new Map() }] = opened.shown.grouped;
    assert.equal(key, 'team');
    assert.deepEqual([...values.values()], ['b']);
    opened.prompts.expect(choose(/grouped by/, 'By CloudFormation stack'), agree(/2 functions/));
    await assert.rejects(
      groupFunctions(opened.app),
      (error) =>
        isUserError(error) && /No function has the tag aws:cloudformation/.test(error.message),
    );
  });

  test('favourites and hidden ones are of one connection and region', async () => {
    await toggleFavourite(opened.app, { name: 'blue' });
    await toggleFavourite(opened.app, { name: 'plain' });
    await toggleFavourite(opened.app, { name: 'blue' });
    assert.deepEqual(marks(), { favourites: ['plain'], hidden: [] });
    await hideFunction(opened.app, { name: 'plain' });
    assert.deepEqual(marks(), { favourites: [], hidden: ['plain'] });
    opened.prompts.expect(chooseMany('Functions to show again', ['plain']));
    await showHiddenFunctions(opened.app);
    assert.deepEqual(marks().hidden, []);
    await showHiddenFunctions(opened.app);
    assert.equal(opened.shown.messages.at(-1)?.text, 'No function is hidden here.');
  });

  test('a function is added by its name where it cannot be listed or looked up', async () => {
    opened.prompts.expect(type(/Name/, 'a b', { refused: /blank/ }), type(/Name/, 'gone'));
    await assert.rejects(
      addFunctionByName(opened.app),
      (error) => isUserError(error) && /gone does not exist/.test(error.message),
    );
    assert.deepEqual(marks().favourites, []);
    const find = () => Promise.reject(new UserError('You are not allowed to.'));
    const account = { ...bench.account, functions: { ...bench.account.functions, find } };
    const connection = { ...opened.app.connection, account: async () => account };
    opened.prompts.expect(type(/Name/, 'secret'));
    await addFunctionByName({ ...opened.app, connection });
    assert.deepEqual(marks().favourites, ['secret']);
    const row = { kind: 'namedFunction', functionName: 'secret' };
    assert.equal(readInvokeTarget(row).functionName, 'secret');
    await toggleFavourite(opened.app, row);
    assert.deepEqual(marks().favourites, []);
  });
});
