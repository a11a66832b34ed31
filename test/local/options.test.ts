import assert from 'node:assert/strict';
import { readOptions, UsageError } from '../../src/local/options.ts';

suite('The command line of the local endpoint', () => {
  test('has defaults for everything', () => {
    assert.deepEqual(readOptions([]), {
      port: 0,
      dataFolder: undefined,
      region: 'us-east-1',
      accountId: undefined,
      eventRetryBase: 60,
      publicUrls: false,
      leased: false,
      leasePatience: 10,
      node: undefined,
      python: undefined,
      maxEnvironments: undefined,
    });
  });

  test('takes every option', () => {
    const options = readOptions(
      '--port 4000 --data d --region eu-west-1 --account 123456789012 --event-retry-base 0.5 --public-urls --leased --lease-patience 0.5 --node n --python p --max-environments 3'.split(
        ' ',
      ),
    );
    assert.deepEqual(options, {
      port: 4000,
      dataFolder: 'd',
      region: 'eu-west-1',
      accountId: '123456789012',
      eventRetryBase: 0.5,
      publicUrls: true,
      leased: true,
      leasePatience: 0.5,
      node: 'n',
      python: 'p',
      maxEnvironments: 3,
    });
  });

  for (const args of [
    ['--prot', '1'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port', 'x'],
    ['--port'],
    ['--region', 'nowhere'],
    ['--account', '12'],
    ['--event-retry-base', 'soon'],
    ['--lease-patience', '-1'],
    ['--max-environments', '0'],
    ['--max-environments', 'many'],
    ['extra'],
  ]) {
    test(`refuses ${args.join(' ')} in one line`, () => {
      assert.throws(
        () => readOptions(args),
        (error) => error instanceof UsageError && !error.message.includes('\n'),
      );
    });
  }
});
