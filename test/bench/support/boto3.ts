import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findBoto3 } from '../../../scripts/boto3.ts';
import type { LocalEndpoint } from '../../support/localEndpoint.ts';

/** Milliseconds that each of `rounds` warm invocations takes in one process of boto3; undefined without it. */
export async function boto3Times(
  endpoint: LocalEndpoint,
  functionName: string,
  payload: string,
  rounds: number,
): Promise<readonly number[] | undefined> {
  const python = findBoto3();
  if (!python) return undefined;
  const args = [JSON.stringify(endpoint), functionName, payload, String(rounds)];
  const { stdout } = await promisify(execFile)(python, ['-c', script, ...args]);
  const times: unknown = JSON.parse(stdout);
  if (!Array.isArray(times) || !times.every((time) => typeof time === 'number')) {
    throw new Error(`boto3 measured ${stdout}`);
  }
  return times;
}

/** Without its own repetition, as the extension does it; the first rounds warm up. */
const script = `
import json, sys, time, boto3
from botocore.config import Config
at, name, payload, rounds = json.loads(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
client = boto3.client('lambda', endpoint_url=at['endpoint'], region_name=at['region'],
    aws_access_key_id=at['accessKeyId'], aws_secret_access_key=at['secretAccessKey'],
    config=Config(retries={'total_max_attempts': 1}))
times = []
for turn in range(rounds + 20):
    start = time.perf_counter()
    client.invoke(FunctionName=name, Payload=payload, LogType='Tail')['Payload'].read()
    if turn >= 20: times.append((time.perf_counter() - start) * 1000)
print(json.dumps(times))
`;
