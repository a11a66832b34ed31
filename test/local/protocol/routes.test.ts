import assert from 'node:assert/strict';
import * as client from '@aws-sdk/client-lambda';
import { createRouter } from '../../../src/local/protocol/routes.ts';
import { readServiceModel } from '../../../src/local/protocol/serviceModel.ts';
import { readTarget } from '../../../src/local/protocol/wire.ts';

suite('The route of a REST request', () => {
  const route = createRouter(readServiceModel(client));

  for (const [request, operation, labels] of [
    ['GET /2015-03-31/functions', 'ListFunctions', {}],
    ['GET /2015-03-31/functions/', 'ListFunctions', {}],
    ['GET /2015-03-31/functions/f', 'GetFunction', { FunctionName: 'f' }],
    [
      'POST /2015-03-31/functions/a%2Fb%3A%24LATEST/invocations',
      'Invoke',
      { FunctionName: 'a/b:$LATEST' },
    ],
    ['GET /2018-10-31/layers', 'ListLayers', {}],
    ['GET /2018-10-31/layers?find=LayerVersion&Arn=x', 'GetLayerVersionByArn', {}],
  ] as const) {
    test(`${request} leads to ${operation}`, () => {
      const [method = '', target = ''] = request.split(' ');
      const { path, query } = readTarget(target);
      const found = route(method, path, query);
      assert.equal(found?.operation.name, operation);
      assert.deepEqual(found?.labels, labels);
    });
  }

  for (const request of [
    'GET /',
    'PATCH /2015-03-31/functions',
    'GET /2015-03-31/functions/f/g/h',
  ]) {
    test(`${request} leads nowhere`, () => {
      const [method = '', path = ''] = request.split(' ');
      assert.equal(route(method, path, []), undefined);
    });
  }
});
