import { type FunctionUrlConfig, GetFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import type { Functions } from '../account.ts';
import type { FunctionUrl } from '../functionSettings.ts';
import { type Calls, orUndefined } from './calls.ts';

export function url({ client, call }: Calls): Pick<Functions, 'url'> {
  return {
    url(name, signal, qualifier) {
      const what = {
        doing: `read the URL of ${name}`,
        thing: name,
        action: 'GetFunctionUrlConfig',
      };
      const command = new GetFunctionUrlConfigCommand({
        FunctionName: name,
        ...(qualifier === undefined || qualifier === '$LATEST' ? {} : { Qualifier: qualifier }),
      });
      return call(what, signal, async (options) => {
        const found = await orUndefined(client.send(command, options));
        return found && urlOf(found);
      });
    },
  };
}

function urlOf({
  FunctionUrl: address,
  AuthType,
  InvokeMode,
  Cors,
}: Partial<FunctionUrlConfig>): FunctionUrl {
  return {
    url: address ?? '',
    settings: {
      AuthType: AuthType ?? '',
      ...(InvokeMode !== undefined && { InvokeMode }),
      ...(Cors && { Cors: { ...Cors } }),
    },
  };
}
