import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execute } from '../../../scripts/execute.ts';
import { onPath } from '../../../scripts/vscode/executable.ts';
import type { LocalEndpoint } from '../../support/localEndpoint.ts';

export interface AwsCli extends AsyncDisposable {
  /** `aws lambda invoke`, with the answer in a file. */
  invoke(functionName: string, payloadFile: string): Promise<void>;
}

/** The AWS CLI against an endpoint; undefined when this machine has none. */
export async function findAwsCli(endpoint: LocalEndpoint): Promise<AwsCli | undefined> {
  const aws = onPath('aws');
  if (!aws) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-cli-'));
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint.endpoint,
    AWS_REGION: endpoint.region,
    AWS_DEFAULT_REGION: endpoint.region,
    AWS_ACCESS_KEY_ID: endpoint.accessKeyId,
    AWS_SECRET_ACCESS_KEY: endpoint.secretAccessKey,
    // Nobody's own settings: these files do not exist.
    AWS_CONFIG_FILE: path.join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
  };
  const run = (...args: string[]) => execute(aws, args, { env, quiet: true });
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await run('--version');
  } catch {
    // Version managers put an `aws` on PATH that leads to none.
    await remove();
    return undefined;
  }
  return {
    invoke: (functionName, payloadFile) =>
      run(
        ...['lambda', 'invoke', '--function-name', functionName, '--log-type', 'Tail'],
        ...['--payload', `fileb://${payloadFile}`, path.join(folder, 'answer.json')],
      ),
    [Symbol.asyncDispose]: remove,
  };
}
