// A window that invokes a function: node senderProcess.ts HISTORY TARGET PAYLOAD FUNCTION, the target as JSON.
import { connect } from '../../src/aws/connect.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { openStore } from '../../src/history/store.ts';
import { defaultSettings } from './defaultSettings.ts';
import { openTestApp } from './testApp.ts';

const [folder = '', target = '', payload = '', functionName = ''] = process.argv.slice(2);
const opened = await openTestApp(connect(JSON.parse(target)), []);
const history = openStore({
  folder,
  limits: () => defaultSettings.historyLimits,
  log: (message) => console.error(message),
  onFailure: () => process.exit(1),
});
const app = { ...opened.app, history: async () => history };
await invokePayload(app, { payload, functionName });
await opened.finish();
