import assert from 'node:assert/strict';
import {
  connectionNameProblem,
  endpointUrlProblem,
  externalIdProblem,
  identityPoolProblem,
  mfaCodeProblem,
  mfaSerialProblem,
  regionProblem,
  roleArnProblem,
  sessionDurationProblem,
  sessionNameProblem,
} from '../../../src/aws/connections/names.ts';

suite('What is typed of a connection', () => {
  const cases: [(value: string) => string | undefined, good: string[], bad: string[]][] = [
    [
      connectionNameProblem,
      ['prod', 'my account · EU'],
      ['', ' ', ' a', 'local', 'a\nb', 'x'.repeat(65)],
    ],
    [
      roleArnProblem,
      ['arn:aws:iam::123456789012:role/a', 'arn:aws-us-gov:iam::123456789012:role/a/b'],
      ['', 'a', 'arn:aws:iam::1:role/a', 'arn:aws:iam::123456789012:user/a'],
    ],
    [sessionNameProblem, ['me', 'a@b.c'], ['m', 'a b', 'x'.repeat(65)]],
    [sessionDurationProblem, ['900', '43200'], ['', '899', '43201', '1e3', '-900', '900.5']],
    [externalIdProblem, ['ab', 'a/b:c'], ['a', 'a b', '']],
    [
      mfaSerialProblem,
      ['GAHT12345678', 'arn:aws:iam::123456789012:mfa/me'],
      ['', 'short', 'a b c d e f'],
    ],
    [mfaCodeProblem, ['123456'], ['', '12345', '1234567', '12345a', '12 345']],
    [
      identityPoolProblem,
      ['eu-west-1:12345678-90ab-cdef-1234-567890abcdef'],
      ['', 'eu-west-1', 'eu-west-1:', ':12'],
    ],
    [
      regionProblem,
      ['eu-west-1', 'us-gov-west-1', 'local'],
      ['', 'EU', 'a.b', 'a/b', 'a@b', '-a', 'a-'],
    ],
    [
      endpointUrlProblem,
      ['http://localhost:4566', 'https://[::1]/base'],
      ['', 'localhost:4567', 'ftp://a', 'http://', 'https://a@b', 'https://a?b', 'https://a#b'],
    ],
  ];
  for (const [problem, good, bad] of cases) {
    test(`is told from what is wrong by ${problem.name}`, () => {
      for (const value of good) assert.equal(problem(value), undefined, value);
      for (const value of bad) {
        const words = problem(value) ?? assert.fail(`${problem.name} takes '${value}'`);
        if (value.length > 16) assert.ok(!words.includes(value), words);
      }
    });
  }
});
