import assert from 'node:assert/strict';
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { prepareSignature } from '../../src/aws/invocationSignature.ts';

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const headerText = fc.string({ minLength: 1, unit: fc.constantFrom(...'aB3 /+=:;,é~') });
const credentials = fc.record(
  { accessKeyId: text, secretAccessKey: text, sessionToken: text },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);

suite('The signature of an invocation', () => {
  test('is the one that the SDK makes of the same request', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          functionName: text,
          qualifier: fc.option(text),
          region: text,
          context: fc.option(headerText),
          payloads: fc.array(fc.uint8Array(), { minLength: 1, maxLength: 3 }),
          credentials,
          now: fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
        }),
        async ({ functionName, qualifier, region, context, payloads, credentials, now }) => {
          const request = new HttpRequest({
            method: 'POST',
            hostname: 'lambda.test',
            path: `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`,
            query: qualifier === null ? {} : { Qualifier: qualifier },
            headers: {
              host: 'lambda.test:8443',
              'content-type': 'application/octet-stream',
              'user-agent': 'lambda-bench',
              ...(context !== null && { 'x-amz-client-context': context }),
            },
          });
          const sign = prepareSignature(request, region);
          const service = 'lambda';
          const sdk = new SignatureV4({
            service,
            region,
            credentials,
            sha256: Hash.bind(null, 'sha256'),
          });
          for (const body of payloads) {
            const headers = { ...request.headers, 'content-length': String(body.byteLength) };
            const expected = await sdk.sign(new HttpRequest({ ...request, headers, body }), {
              signingDate: now,
            });
            assert.deepEqual(sign(body, credentials, now.getTime()), expected.headers);
          }
        },
      ),
    ));
});
