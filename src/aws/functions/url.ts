import {
  type Cors,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  type FunctionUrlAuthType,
  type FunctionUrlConfig,
  GetFunctionUrlConfigCommand,
  type InvokeMode,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionUrl, FunctionUrlSettings } from '../functionSettings.ts';
import type { Functions } from '../lambdaFunction.ts';
import { type Calls, orUndefined } from './calls.ts';

export function url({ client, call }: Calls): Pick<Functions, 'url' | 'setUrl'> {
  const read: Functions['url'] = (name, signal, qualifier) => {
    const what = { doing: `read the URL of ${name}`, thing: name, action: 'GetFunctionUrlConfig' };
    const command = new GetFunctionUrlConfigCommand({
      FunctionName: name,
      ...(qualifier === undefined || qualifier === '$LATEST' ? {} : { Qualifier: qualifier }),
    });
    return call(what, signal, async (options) => {
      const found = await orUndefined(client.send(command, options));
      return found && urlOf(found);
    });
  };
  return {
    url: read,

    async setUrl(name, settings, signal) {
      const FunctionName = name;
      const doing = `change the URL of ${name}`;
      if (!settings) {
        const what = { doing, thing: name, action: 'DeleteFunctionUrlConfig' };
        return call(what, signal, async (options) => {
          await client.send(new DeleteFunctionUrlConfigCommand({ FunctionName }), options);
        });
      }
      const exists = (await read(name, signal)) !== undefined;
      const action = exists ? 'UpdateFunctionUrlConfig' : 'CreateFunctionUrlConfig';
      const input = { FunctionName, ...inputOf(settings) };
      return call({ doing, thing: name, action }, signal, async (options) => {
        if (exists) await client.send(new UpdateFunctionUrlConfigCommand(input), options);
        else await client.send(new CreateFunctionUrlConfigCommand(input), options);
      });
    },
  };
}

/** Members in an order of ours: endpoints answer them in theirs. */
function urlOf({
  FunctionUrl: address,
  AuthType,
  InvokeMode: mode,
  Cors: cors,
}: Partial<FunctionUrlConfig>): FunctionUrl {
  const sorted = Object.entries(cors ?? {}).sort(([one], [other]) => one.localeCompare(other));
  return {
    url: address ?? '',
    settings: {
      AuthType: AuthType ?? '',
      ...(mode !== undefined && { InvokeMode: mode }),
      ...(cors && { Cors: Object.fromEntries(sorted) }),
    },
  };
}

/** What the SDK does not know is for the service to refuse. Without `Cors`, there is none any more. */
function inputOf({ AuthType, InvokeMode: mode, Cors: cors = {} }: FunctionUrlSettings) {
  return {
    AuthType: AuthType as FunctionUrlAuthType,
    ...(mode !== undefined && { InvokeMode: mode as InvokeMode }),
    Cors: cors as Cors,
  };
}
