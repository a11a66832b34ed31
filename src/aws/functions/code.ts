import { UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import type { Functions } from '../account.ts';
import { functionSummary } from '../functionSummary.ts';
import { waitUntilReady } from '../waitUntilReady.ts';
import type { Calls } from './calls.ts';

export function code({ client, call }: Calls): Pick<Functions, 'updateCode'> {
  return {
    updateCode(name, zip, signal) {
      const what = { doing: `update ${name}`, thing: name, action: 'UpdateFunctionCode' };
      const command = new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip });
      return call(what, signal, async (options) => {
        const updated = await client.send(command, options);
        return functionSummary(await waitUntilReady(client, name, updated, signal));
      });
    },
  };
}
