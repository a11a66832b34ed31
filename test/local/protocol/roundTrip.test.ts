import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as cognitoIdentity from '@aws-sdk/client-cognito-identity';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sts from '@aws-sdk/client-sts';
import fc, { type Arbitrary } from 'fast-check';
import { createKeyFinder } from '../../../src/local/protocol/credentials.ts';
import { jsonRpcService } from '../../../src/local/protocol/jsonRpc.ts';
import { queryService } from '../../../src/local/protocol/query.ts';
import { restJsonService } from '../../../src/local/protocol/restJson.ts';
import type { Service } from '../../../src/local/protocol/service.ts';
import { ServiceError } from '../../../src/local/protocol/serviceError.ts';
import { readServiceModel } from '../../../src/local/protocol/serviceModel.ts';
import { listen, type Mount, portOf } from '../../../src/local/server.ts';
import { isStreamed, plain, valuesOf } from '../../support/shapes.ts';

const key = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const region = 'us-east-1';

/** Takes down what it is given, and answers what it is told to. */
interface Echo {
  received: unknown;
  answer: () => unknown;
}

type Client = Readonly<Record<string, unknown>>;

suite('What an SDK client writes and reads', () => {
  let server: Server;
  const echo: Echo = { received: undefined, answer: () => undefined };

  suiteSetup(async () => {
    const mounts = new Map<string, Mount>([
      ['lambda', { service: restJson(lambda), dialect: 'json', regional: true }],
      ['iam', { service: query(iam), dialect: 'query', regional: false }],
      ['sts', { service: query(sts), dialect: 'query', regional: false }],
      ['cognito-identity', { service: json(cognitoIdentity), dialect: 'json', regional: true }],
      ['logs', { service: json(logs), dialect: 'json', regional: true }],
    ]);
    const elsewhere = () => ({ service: json({}), dialect: 'json', regional: false }) as const;
    const internal = () => undefined;
    const findKey = createKeyFinder(key);
    server = await listen({ region, mounts, elsewhere, findKey, internal }, 0);
  });

  suiteTeardown(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const anyText = fc.string({ unit: 'grapheme', maxLength: 20 });
  // XML has no way to write most control characters.
  const xmlText = fc
    .oneof(
      anyText,
      fc.constantFrom('<a>&amp;', ']]>', '"\'', 'a\r\nb', '\tx', ' x ', '\u0085\u2028'),
    )
    // biome-ignore lint/suspicious/noControlCharactersInRegex: just these
    .map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));

  for (const [name, client, signingName, text] of [
    ['Lambda (restJson1)', lambda, 'lambda', anyText],
    ['IAM (awsQuery)', iam, 'iam', xmlText],
    ['STS (awsQuery)', sts, 'sts', xmlText],
    ['CloudWatch Logs (awsJson1.1)', logs, 'logs', anyText],
    ['Cognito Identity (awsJson1.1)', cognitoIdentity, 'cognito-identity', anyText],
  ] as const) {
    test(`is for ${name} what is read and written here, for any input and output`, async () => {
      const sdk = clientOf(client, signingName);
      await fc.assert(
        fc.asyncProperty(exchangesOf(client, text), async ({ operation, input, output }) => {
          echo.answer = () => output;
          const answered = await send(sdk, client, operation, input);
          assert.deepEqual(plain(echo.received), plain(input), `${operation} input`);
          assert.deepEqual(plain(answered), plain(output), `${operation} output`);
        }),
        { numRuns: 100 },
      );
    });

    test(`is for ${name} each error under its own name, with its message`, async () => {
      const sdk = clientOf(client, signingName);
      const message = text.filter((found) => found.trim() === found && found !== '');
      const [operation] = operationsOf(client);
      assert.ok(operation);
      const input = fc.sample(valuesOf(operation.input, text), 1)[0];
      await fc.assert(
        fc.asyncProperty(errorsOf(client), message, async (error, words) => {
          echo.answer = () => {
            throw new ServiceError(error.code, words);
          };
          const refused = send(sdk, client, operation.name, input);
          await assert.rejects(refused, { name: error.name, message: words });
        }),
        { numRuns: 50 },
      );
    });
  }

  function clientOf(
    client: Client,
    signingName: string,
  ): { send(command: unknown): Promise<unknown> } {
    const [, Sdk] =
      Object.entries(client).find(
        ([name, value]) =>
          /Client$/.test(name) && name !== '__Client' && typeof value === 'function',
      ) ?? [];
    assert.ok(typeof Sdk === 'function');
    const config = {
      endpoint: `http://127.0.0.1:${portOf(server)}`,
      region,
      credentials: key,
      maxAttempts: 1,
      // Also what AWS takes unsigned is signed: here it is about encoding alone.
      httpAuthSchemeProvider: () => [
        {
          schemeId: 'aws.auth#sigv4',
          signingProperties: { name: signingName, region },
          propertiesExtractor: (config: unknown, context: unknown) => ({
            signingProperties: { config, context },
          }),
        },
      ],
    };
    return Reflect.construct(Sdk, [config]);
  }

  const answering = (context: Echo, input: never) => {
    context.received = input;
    return context.answer();
  };

  function tableOf(client: Client) {
    const model = readServiceModel(client);
    const operations = Object.fromEntries(
      [...model.operations.keys()].map((name) => [name, answering]),
    );
    const bodyLimit = { bytes: 1e6, error: new ServiceError('TooLarge', '') };
    const authorize = () => undefined;
    return {
      name: 'Echo',
      model,
      operations,
      constraints: {},
      context: echo,
      authorize,
      bodyLimit,
    };
  }

  function restJson(client: Client): Service {
    const table = tableOf(client);
    return restJsonService({ ...table, bodyLimit: () => table.bodyLimit });
  }

  function query(client: Client): Service {
    return queryService({
      ...tableOf(client),
      xmlNamespace: 'https://example.com/',
      maximumBody: 1e6,
    });
  }

  function json(client: Client): Service {
    return jsonRpcService({ ...tableOf(client), violationCode: 'Invalid', maximumBody: 1e6 });
  }
});

async function send(
  sdk: { send(command: unknown): Promise<unknown> },
  client: Client,
  operation: string,
  input: unknown,
): Promise<unknown> {
  const Command = client[`${operation}Command`];
  assert.ok(typeof Command === 'function', operation);
  return sdk.send(Reflect.construct(Command, [input]));
}

function operationsOf(client: Client) {
  return [...readServiceModel(client).operations.values()].filter(
    ({ input, output }) => !isStreamed(input) && !isStreamed(output),
  );
}

/** An operation with an input and an output of it. */
function exchangesOf(client: Client, text: Arbitrary<string>) {
  return fc.constantFrom(...operationsOf(client)).chain(({ name, input, output }) =>
    fc.record({
      operation: fc.constant(name),
      input: input.isStructSchema() ? valuesOf(input, text) : fc.constant({}),
      output: output.isStructSchema() ? valuesOf(output, text) : fc.constant({}),
    }),
  );
}

/** The model's errors: their names in the SDK and their codes on the wire. */
function errorsOf(client: Client) {
  const errors = Object.values(client).flatMap((schema) => {
    if (!Array.isArray(schema) || schema[0] !== -3) return [];
    const { awsQueryError, error } = Object(schema[3]);
    // What all of a client's errors derive from is no error of the service's.
    if (error === undefined) return [];
    const name = String(schema[2]);
    return [{ name, code: String(awsQueryError?.[0] ?? name) }];
  });
  return fc.constantFrom(...errors);
}
