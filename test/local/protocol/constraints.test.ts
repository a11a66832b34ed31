import assert from 'node:assert/strict';
import { CreateFunctionRequest$, TagResourceRequest$ } from '@aws-sdk/client-lambda';
import { NormalizedSchema } from '@smithy/core/schema';
import {
  type Constraint,
  validationError,
  violations,
} from '../../../src/local/protocol/constraints.ts';

suite('A violated constraint', () => {
  const schema = NormalizedSchema.of(CreateFunctionRequest$);
  const required = { FunctionName: 'f', Role: 'r', Code: {} };

  for (const [member, constraint, value, sentence] of [
    [
      'Handler',
      { max: 2 },
      'abc',
      "Value 'abc' at 'handler' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
    [
      'Handler',
      { min: 4 },
      'abc',
      "Value 'abc' at 'handler' failed to satisfy constraint: Member must have length greater than or equal to 4",
    ],
    [
      'Timeout',
      { min: 1 },
      0,
      "Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'Handler',
      { pattern: 'a|b' },
      'ab',
      "Value 'ab' at 'handler' failed to satisfy constraint: Member must satisfy regular expression pattern: a|b",
    ],
    [
      'Handler',
      { pattern: '\\p{L}+' },
      'a1',
      "Value 'a1' at 'handler' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{L}+",
    ],
    [
      'Runtime',
      { values: ['x', 'y'] },
      'z',
      "Value 'z' at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [x, y]",
    ],
    [
      'Architectures',
      { max: 1 },
      ['a', 'b'],
      "Value '[a, b]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
    ],
    [
      'Architectures',
      { each: { values: ['a'] } },
      ['b'],
      "Value '[b]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [a], Member must not be null]",
    ],
    [
      'FileSystemConfigs',
      { max: 0 },
      [{ Arn: 'a', LocalMountPath: 'b' }],
      "Value '[{Arn=a, LocalMountPath=b}]' at 'fileSystemConfigs' failed to satisfy constraint: Member must have length less than or equal to 0",
    ],
  ] as const satisfies [string, Constraint, unknown, string][]) {
    test(`of ${member} (${JSON.stringify(constraint)}) is told in AWS’ sentence`, () => {
      const found = violations(
        schema,
        { ...required, [member]: value },
        {
          CreateFunctionRequest: { [member]: constraint },
        },
      );
      const { message } = validationError('ValidationException', found);
      assert.equal(message, `1 validation error detected: ${sentence}`);
    });
  }

  test('is found inside structures, with the path to it', () => {
    const input = { ...required, LoggingConfig: { LogFormat: 'XML' } };
    const constraints = { LoggingConfig: { LogFormat: { values: ['JSON', 'Text'] } } };
    assert.deepEqual(
      violations(schema, input, constraints).map(({ at }) => at),
      ['loggingConfig.logFormat'],
    );
  });

  test('is what a required member that is missing is, too', () => {
    const found = violations(NormalizedSchema.of(TagResourceRequest$), {}, {});
    assert.equal(
      validationError('ValidationException', found).message,
      "2 validation errors detected: Value null at 'resource' failed to satisfy constraint: Member must not be null; Value null at 'tags' failed to satisfy constraint: Member must not be null",
    );
  });

  test('is none where all is well', () => {
    const input = { ...required, Handler: 'größe', Timeout: 3 };
    const constraints = {
      CreateFunctionRequest: {
        Handler: { min: 1, max: 5, pattern: '\\p{L}+' },
        Timeout: { max: 3 },
      },
    };
    assert.deepEqual(violations(schema, input, constraints), []);
  });
});
