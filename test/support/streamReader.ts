// Reads one streamed answer as the extension does, and tells how much its process grew: bytes in JSON.
import { stat } from 'node:fs/promises';
import { createInvocationClient } from '../../src/aws/clients.ts';
import { invokeStreaming } from '../../src/aws/streamedInvocation.ts';
import { removeKept } from '../../src/payload/keptFile.ts';

const target = JSON.parse(process.argv[2] ?? '');
const client = createInvocationClient(target, { streamed: true });
const request = {
  functionName: 'large',
  type: 'RequestResponse',
  payload: Buffer.from('{}'),
} as const;
const before = process.memoryUsage().rss;
let most = before;
const outcome = await invokeStreaming(client, target, request, () => {
  most = Math.max(most, process.memoryUsage.rss());
});
if (outcome.kind !== 'answered' || !outcome.stream?.file) throw new Error(JSON.stringify(outcome));
const { size, file } = outcome.stream;
const inFile = (await stat(file)).size;
removeKept(file);
process.stdout.write(JSON.stringify({ size, inFile, growth: most - before }));
