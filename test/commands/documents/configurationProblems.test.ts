import assert from 'node:assert/strict';
import { configurationProblems } from '../../../src/commands/documents/configuration/configurationProblems.ts';

const variables = (value: unknown) => ({ Environment: { Variables: value } });

suite('the problems of a configuration', () => {
  for (const fine of [
    {},
    { Description: 'x'.repeat(256), MemorySize: 10_240, Timeout: 900 },
    { Runtime: 'nodejs24.x', Handler: 'a/b.c', Role: 'arn:aws-cn:iam::123456789012:role/x/y' },
    { Runtime: 'unknown9.x' },
    variables({ NAME: '', a1: 'ü' }),
    { LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN', LogGroup: '/aws/x' } },
    { ReservedConcurrentExecutions: null, FunctionUrl: null },
    { FunctionUrl: { AuthType: 'AWS_IAM', Cors: { MaxAge: 1 } } },
  ]) {
    test(`are none: ${JSON.stringify(fine).slice(0, 70)}`, () => {
      assert.deepEqual(configurationProblems(JSON.stringify(fine)), []);
    });
  }

  for (const [wrong, at, message] of [
    [[], '[]', /The configuration is an object, in braces/],
    [{ Colour: 1 }, '"Colour"', /Colour is no member of the configuration/],
    [{ toString: 1 }, '"toString"', /no member/],
    [{ Description: 'x'.repeat(257) }, `"${'x'.repeat(257)}"`, /at most 256 characters/],
    [{ Description: null }, 'null', /is a text, in double quotes/],
    [{ MemorySize: 127 }, '127', /128 to 10240/],
    [{ MemorySize: '128' }, '"128"', /is a number, without quotes/],
    [{ MemorySize: 128.5 }, '128.5', /whole number/],
    [{ Timeout: 901 }, '901', /1 to 900/],
    [{ Handler: 'no dot' }, '"no dot"', /a blank/],
    [{ Role: 'orders-role' }, '"orders-role"', /named by its ARN/],
    [variables({ '1a': 'x' }), '"1a"', /no name of a variable/],
    [variables({ AWS_REGION: 'x' }), '"AWS_REGION"', /Lambda sets AWS_REGION itself/],
    [variables({ AB: 1 }), '1', /value of AB is a text/],
    [variables([]), '[]', /Variables is an object/],
    [{ LoggingConfig: { LogFormat: 'XML' } }, '"XML"', /is "JSON" or "Text"/],
    [{ LoggingConfig: { LogGroup: 'a b' } }, '"a b"', /A log group has/],
    [
      { LoggingConfig: { LogFormat: 'Text', SystemLogLevel: 'WARN' } },
      '"WARN"',
      /LogFormat is "JSON" only/,
    ],
    [{ ReservedConcurrentExecutions: -1 }, '-1', /from 0 on, or null/],
    [{ FunctionUrl: {} }, '{}', /needs an AuthType/],
    [{ FunctionUrl: { AuthType: 'OPEN' } }, '"OPEN"', /"AWS_IAM" or "NONE"/],
  ] as const) {
    test(`are errors where they are: ${JSON.stringify(wrong).slice(0, 70)}`, () => {
      const text = JSON.stringify(wrong);
      const [problem, ...others] = configurationProblems(text);
      assert.deepEqual(others, []);
      assert.equal(problem?.severity, 'error');
      assert.match(problem.message, message);
      assert.equal(text.slice(problem.start, problem.end), at);
    });
  }

  test('are errors of size and of names that are there twice too', () => {
    const large = JSON.stringify(variables({ LARGE: 'x'.repeat(4096) }));
    assert.match(configurationProblems(large)[0]?.message ?? '', /take 4108 bytes.*4096 at most/);
    const twice = configurationProblems('{"Timeout": 3, "Timeout": 4}');
    assert.deepEqual(
      twice.map(({ message }) => message),
      ['Timeout is there twice.'],
    );
  });

  for (const [risky, message] of [
    [{ Runtime: 'nodejs16.x' }, /end of life since 2024-06-12/],
    [{ ReservedConcurrentExecutions: 0 }, /cannot be invoked at all/],
    [{ FunctionUrl: { AuthType: 'NONE' } }, /need no signature/],
  ] as const) {
    test(`are warnings: ${JSON.stringify(risky)}`, () => {
      const [problem] = configurationProblems(JSON.stringify(risky));
      assert.equal(problem?.severity, 'warning');
      assert.match(problem.message, message);
    });
  }

  test('are not looked for in what is not JSON: its editor says so itself', () => {
    assert.deepEqual(configurationProblems(''), []);
  });
});
