// Invokes each line of a file and answers the questions of an earlier run: node invokeEachProcess.ts ENDPOINT FILE CONCURRENCY [ANSWER]
import { connect } from '../../src/aws/connect.ts';
import { invokeEach } from '../../src/commands/invokeEach.ts';
import { targetAt } from './lambdaServer.ts';
import { type as answer, choose } from './scriptedPrompts.ts';
import { openTestApp } from './testApp.ts';

const [endpoint = '', payload = '', concurrency = '', resuming] = process.argv.slice(2);
const opened = await openTestApp(connect(targetAt(endpoint)), [
  ...(resuming ? [choose(/An earlier run was not finished/, new RegExp(resuming))] : []),
  answer(/How many at a time/, concurrency),
]);
await invokeEach(opened.app, { payload, functionName: 'counted' });
await opened.finish();
// With --expose-gc, what is still in use is told on standard output.
globalThis.gc?.();
const { heapUsed, external } = process.memoryUsage();
process.stdout.write(JSON.stringify({ inUse: heapUsed + external }), () => process.exit());
