import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findBoto3 } from '../../scripts/boto3.ts';
import { cognitoIdentityOperations } from '../../src/local/services/cognitoIdentity/service.ts';
import { iamOperations } from '../../src/local/services/iam/service.ts';
import { lambdaOperations } from '../../src/local/services/lambda/service.ts';
import { logsOperations } from '../../src/local/services/logs/service.ts';
import { stsOperations } from '../../src/local/services/sts/service.ts';
import { startLocalEndpoint } from '../support/localEndpoint.ts';

const driver = join(import.meta.dirname, '../fixtures/boto3/drive.py');

suite('boto3', () => {
  test('takes the endpoint for AWS: its models, paginators, waiters and presigned URLs', async () => {
    const python = findBoto3();
    assert.ok(python, 'python3 needs boto3: pip install boto3');
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
