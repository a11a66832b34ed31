import { createHash } from 'node:crypto';
import { GetFunctionCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { UserError } from '../../errors.ts';
import { functionSummary } from '../functionSummary.ts';
import type { Functions } from '../lambdaFunction.ts';
import { waitUntilReady } from '../waitUntilReady.ts';
import type { Calls } from './calls.ts';
import { fetchWhole } from './fetchWhole.ts';

export function code({ client, call }: Calls): Pick<Functions, 'updateCode' | 'downloadCode'> {
  return {
    updateCode(name, zip, signal, revision) {
      const what = { doing: `update ${name}`, thing: name, action: 'UpdateFunctionCode' };
      const command = new UpdateFunctionCodeCommand({
        FunctionName: name,
        ZipFile: zip,
        ...(revision !== undefined && { RevisionId: revision }),
      });
      return call(what, signal, async (options) => {
        const updated = await client.send(command, options);
        return functionSummary(await waitUntilReady(client, name, updated, signal));
      });
    },

    downloadCode(name, { qualifier, signal, onProgress }) {
      const thing = qualifier === undefined ? name : `${name}:${qualifier}`;
      const what = { doing: `download the code of ${thing}`, thing, action: 'GetFunction' };
      const command = new GetFunctionCommand({
        FunctionName: name,
        ...(qualifier !== undefined && { Qualifier: qualifier }),
      });
      return call(what, signal, async (options) => {
        const { Code, Configuration } = await client.send(command, options);
        if (Code?.Location === undefined) throw noZip(thing, Code?.ImageUri);
        const zip = await fetchWhole(Code.Location, { thing, signal, onProgress });
        const sha256 = createHash('sha256').update(zip).digest('base64');
        if (Configuration?.CodeSha256 !== undefined && Configuration.CodeSha256 !== sha256) {
          throw new UserError(
            `The code of ${thing} did not arrive as Lambda describes it (its CodeSha256 differs), so it was not used. Try again.`,
          );
        }
        return { zip, sha256 };
      });
    },
  };
}

function noZip(thing: string, image: string | undefined): UserError {
  const instead = image === undefined ? '' : `: its code is the container image ${image}`;
  return new UserError(`${thing} has no deployment package to download${instead}.`);
}
