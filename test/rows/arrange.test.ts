import assert from 'node:assert/strict';
import {
  arrange,
  byPrefix,
  byRuntime,
  byTag,
  type FunctionRow,
  type Grouping,
} from '../../src/rows/arrange.ts';
import { arrangedInWords } from '../../src/rows/arrangedInWords.ts';
import {
  type Arrangement,
  arrangeAnew,
  arrangementKey,
  filterProblem,
  type Marks,
  mark,
  marksKey,
  readArrangement,
  readMarks,
} from '../../src/rows/arrangement.ts';
import { memoryState } from '../support/memoryState.ts';

const plain: Arrangement = { filter: '', sort: 'listed', group: 'none' };
const noMarks: Marks = { favourites: [], hidden: [] };

suite('arranging functions', () => {
  const listed = [
    row('orders-create', { lastModified: '2026-03-01T00:00:00Z' }),
    row('users_list', { runtime: 'python3.13', lastModified: '2026-05-01T00:00:00Z' }),
    row('lonely', { runtime: undefined, lastModified: '2026-01-01T00:00:00Z' }),
    row('orders-archive', { description: 'Old ones', lastModified: '2026-04-01T00:00:00Z' }),
  ];
  const names = (
    how: Partial<Arrangement>,
    marks: Partial<Marks> = {},
    grouping: Grouping | undefined = undefined,
  ) =>
    arrange(listed, { ...plain, ...how }, { ...noMarks, ...marks }, grouping).rows.map((each) =>
      each.kind === 'functionGroup'
        ? `${each.name}: ${each.rows.map((one) => one.function.name).join(' ')}`
        : each.kind === 'function'
          ? each.function.name
          : each.kind,
    );

  test('leaves them as they are listed, the same rows', () => {
    assert.deepEqual(arrange(listed, plain, noMarks, undefined).rows, listed);
  });

  for (const [filter, expected] of [
    ['ORDERS', ['orders-create', 'orders-archive']],
    ['orders old', ['orders-archive']],
    ['python', ['users_list']],
    ['container', ['lonely']],
    ['/^o.*e$/', ['orders-create', 'orders-archive']],
    ['/[ul]ist$/', ['users_list']],
    ['nothing', []],
    ['(', []],
  ] as const) {
    test(`filters by ${filter}`, () => assert.deepEqual(names({ filter }), expected));
  }

  test('sorts by name, by last change and by runtime', () => {
    assert.deepEqual(names({ sort: 'name' }), [
      'lonely',
      'orders-archive',
      'orders-create',
      'users_list',
    ]);
    assert.deepEqual(names({ sort: 'changed' }), [
      'users_list',
      'orders-archive',
      'orders-create',
      'lonely',
    ]);
    assert.deepEqual(names({ sort: 'runtime' }), [
      'lonely',
      'orders-archive',
      'orders-create',
      'users_list',
    ]);
  });

  test('groups by prefix, runtime and tag; what fits nowhere comes last', () => {
    assert.deepEqual(names({}, {}, byPrefix), [
      'orders: orders-create orders-archive',
      'users: users_list',
      'No prefix: lonely',
    ]);
    assert.deepEqual(names({}, {}, byRuntime), [
      'nodejs24.x: orders-create orders-archive',
      'python3.13: users_list',
      'Container images: lonely',
    ]);
    assert.deepEqual(names({}, {}, byTag('team', new Map([['arn:lonely', 'blue']]))), [
      'blue: lonely',
      'No tag team: orders-create users_list orders-archive',
    ]);
  });

  test('favourites come first, outside of groups; what is hidden is left out and counted', () => {
    assert.deepEqual(names({ sort: 'name' }, { favourites: ['users_list', 'gone'] }), [
      'users_list',
      'lonely',
      'orders-archive',
      'orders-create',
    ]);
    assert.deepEqual(names({}, { favourites: ['lonely'] }, byPrefix).at(0), 'lonely');
    const { shown, hidden } = arrange(listed, plain, { ...noMarks, hidden: ['lonely'] }, undefined);
    assert.deepEqual([shown, hidden], [3, 1]);
  });

  test('says above the rows what is left out', () => {
    const counts = { shown: 12, hidden: 1, listed: 1201 };
    assert.equal(arrangedInWords('', { ...counts, hidden: 0 }, true), undefined);
    assert.equal(
      arrangedInWords('a', counts, false),
      'Filter “a”: 12 of 1,200 functions so far. 1 function is hidden.',
    );
  });

  test('is remembered; what is no arrangement falls back to the usual', async () => {
    const state = memoryState();
    assert.deepEqual(readArrangement(state), plain);
    await arrangeAnew(state, { filter: 'x', sort: 'name' });
    await arrangeAnew(state, { group: 'prefix' });
    assert.deepEqual(readArrangement(state), { filter: 'x', sort: 'name', group: 'prefix' });
    for (const stored of ['x', [1], { filter: 7, sort: 'up', group: {} }, { filter: '/(/' }]) {
      await state.set(arrangementKey, stored);
      assert.deepEqual(readArrangement(state), plain);
    }
    assert.match(filterProblem('/(/') ?? '', /no regular expression/);
    assert.equal(filterProblem('('), undefined);
  });

  test('marks belong to one connection and region', async () => {
    const state = memoryState();
    await mark(state, 'prod/eu-west-1', { favourites: ['a'] });
    await mark(state, 'prod/eu-west-1', { hidden: ['b'] });
    assert.deepEqual(readMarks(state, 'prod/eu-west-1'), { favourites: ['a'], hidden: ['b'] });
    assert.deepEqual(readMarks(state, 'prod/us-east-1'), noMarks);
    for (const stored of ['x', { p: 1 }, { p: { favourites: 'a', hidden: [1] } }]) {
      await state.set(marksKey, stored);
      assert.deepEqual(readMarks(state, 'p'), noMarks);
    }
  });
});

function row(name: string, more: Partial<FunctionRow['function']>): FunctionRow {
  return {
    kind: 'function',
    function: {
      name,
      arn: `arn:${name}`,
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      role: '',
      description: '',
      memory: 128,
      timeout: 3,
      lastModified: '',
      codeSha256: '',
      tenantIsolation: false,
      durable: false,
      ...more,
    },
  };
}
