import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

/** In AWS' documentation: options before the last argument, then what was to run. */
const wrapper = (option: string) => `#!/bin/bash
args=("$@")
export WRAPPED="by $0"
exec "\${args[@]:0:$#-1}" ${option} "\${args[@]: -1}"
`;

const wrapped = { environment: { AWS_LAMBDA_EXEC_WRAPPER: '/var/task/wrap' } };

suite('a wrapper script', () => {
  let handlers: Handlers;
  suiteSetup(async function () {
    if (process.platform === 'win32') this.skip();
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers?.close());

  test('starts a Node.js handler its own way', async () => {
    const run = await handlers.add(
      {
        'index.mjs':
          'export const handler = async () => [process.env.WRAPPED, Error.stackTraceLimit];',
        wrap: wrapper('--stack-trace-limit=7'),
      },
      wrapped,
    );
    const place = join(run.codeFolder, 'wrap');
    assert.deepEqual((await handlers.invoke(run)).value, [`by ${place}`, 7]);
  });

  test('starts a Python handler its own way', async () => {
    const run = await handlers.add(
      {
        'index.py': 'import sys\ndef handler(event, context):\n    return sys.flags.dev_mode\n',
        wrap: wrapper('-X dev'),
      },
      { ...wrapped, runtime: 'python3.13' },
    );
    assert.equal((await handlers.invoke(run)).value, true);
  });

  test('is found in a layer by the place that it has in AWS', async () => {
    const layer = await handlers.add({ wrap: wrapper('') });
    const run = await handlers.node('export const handler = async () => process.env.WRAPPED;', {
      environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrap' },
      layerFolders: [layer.codeFolder],
    });
    assert.equal((await handlers.invoke(run)).value, `by ${join(layer.codeFolder, 'wrap')}`);
  });

  test('that is missing ends the runtime as in AWS', async () => {
    const run = await handlers.node('', {
      environment: { AWS_LAMBDA_EXEC_WRAPPER: '/idontexist.sh' },
    });
    const { value, requestId } = await handlers.invoke(run);
    assert.deepEqual(value, {
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status 127`,
    });
  });
});
