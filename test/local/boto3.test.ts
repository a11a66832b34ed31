import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onPath } from '../../scripts/vscode/executable.ts';
import { cognitoIdentityOperations } from '../../src/local/services/cognitoIdentity/service.ts';
import { iamOperations } from '../../src/local/services/iam/service.ts';
import { lambdaOperations } from '../../src/local/services/lambda/service.ts';
import { logsOperations } from '../../src/local/services/logs/service.ts';
import { stsOperations } from '../../src/local/services/sts/service.ts';
import { startLocalEndpoint } from '../support/localEndpoint.ts';

const driver = join(import.meta.dirname, '../fixtures/boto3/drive.py');

suite('boto3', () => {
  test('takes the endpoint for AWS: its models, paginators, waiters and presigned URLs', async function () {
    const python = findPython();
    if (python === undefined) this.skip();
    const served = {
      lambda: Object.keys(lambdaOperations),
      iam: Object.keys(iamOperations),
      sts: Object.keys(stsOperations),
      'cognito-identity': Object.keys(cognitoIdentityOperations),
      logs: Object.keys(logsOperations),
    };
    const endpoint = await startLocalEndpoint({ args: ['--python', python] });
    try {
      const args = [driver, JSON.stringify(endpoint), JSON.stringify(served)];
      const { stdout } = await promisify(execFile)(python, args);
      assert.equal(stdout, '');
    } finally {
      await endpoint.stop();
    }
  });
});

/** A Python that has boto3; undefined where there is none. */
function findPython(): string | undefined {
  const python = onPath('python3');
  if (python === undefined) return undefined;
  try {
    execFileSync(python, ['-c', 'import boto3'], { stdio: 'ignore' });
    return python;
  } catch {
    return undefined;
  }
}
