import assert from 'node:assert/strict';
import { consoleUrl } from '../../src/aws/consoleUrl.ts';

suite('pages of the AWS console', () => {
  test('a function has its page in its region', () => {
    assert.equal(
      consoleUrl('arn:aws:lambda:eu-west-1:123456789012:function:orders'),
      'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/orders',
    );
  });

  test('a role has its page by its name, whatever its path', () => {
    assert.equal(
      consoleUrl('arn:aws:iam::123456789012:role/service-role/orders+role'),
      'https://console.aws.amazon.com/iam/home#/roles/details/orders%2Brole',
    );
  });

  test('China and GovCloud have consoles of their own', () => {
    assert.match(
      consoleUrl('arn:aws-cn:lambda:cn-north-1:123456789012:function:f') ?? '',
      /^https:\/\/cn-north-1\.console\.amazonaws\.cn\/lambda/,
    );
    assert.match(
      consoleUrl('arn:aws-us-gov:iam::123456789012:role/r') ?? '',
      /^https:\/\/console\.amazonaws-us-gov\.com\/iam/,
    );
  });

  test('a partition without a public console has no page', () => {
    assert.equal(consoleUrl('arn:aws-iso:lambda:us-iso-east-1:1:function:f'), undefined);
  });
});
