import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

const project = join(import.meta.dirname, '../../..');

suite('handlers that import the AWS SDK', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  const files = {
    'an ES module': {
      'index.mjs':
        "import { LambdaClient } from '@aws-sdk/client-lambda'; export const handler = async () => typeof LambdaClient;",
    },
    'a CommonJS module': {
      'index.js':
        "const { LambdaClient } = require('@aws-sdk/client-lambda'); exports.handler = async () => typeof LambdaClient;",
    },
  };
  for (const [what, source] of Object.entries(files)) {
    for (const runtime of ['nodejs20.x', 'nodejs22.x', 'nodejs24.x']) {
      test(`${what} finds the workspace's SDK in ${runtime}`, async () => {
        const run = await handlers.add(source, { runtime, sdkFolder: project, memory: 256 });
        assert.equal((await handlers.invoke(run)).text, '"function"');
      });

      test(`${what} is told what to do in ${runtime} when there is none`, async () => {
        const run = await handlers.add(source, { runtime });
        const answer = await handlers.invoke(run);
        assert.equal(answer.functionError, 'Unhandled');
        assert(answer.text.includes('npm install @aws-sdk/client-lambda'), answer.text);
      });
    }

    test(`${what} keeps the SDK that its package brings`, async () => {
      const run = await handlers.add(
        {
          ...source,
          'node_modules/@aws-sdk/client-lambda/package.json': '{"main": "index.js"}',
          'node_modules/@aws-sdk/client-lambda/index.js': "exports.LambdaClient = 'its own';",
        },
        { sdkFolder: project },
      );
      assert.equal((await handlers.invoke(run)).text, '"string"');
    });
  }

  test('other packages of the workspace stay out of reach', async () => {
    const run = await handlers.node(
      "import { zip } from 'fflate'; export const handler = async () => typeof zip;",
      { sdkFolder: project },
    );
    await access(join(project, 'node_modules/fflate'));
    assert.match((await handlers.invoke(run)).text, /Cannot find package 'fflate'/);
  });
});
