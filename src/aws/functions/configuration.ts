import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Functions } from '../account.ts';
import type { FunctionDetails, FunctionSettings } from '../functionSettings.ts';
import type { Calls } from './calls.ts';

export function configuration({ client, call }: Calls): Pick<Functions, 'details'> {
  return {
    details(name, signal) {
      const what = {
        doing: `read the configuration of ${name}`,
        thing: name,
        action: 'GetFunctionConfiguration',
      };
      const command = new GetFunctionConfigurationCommand({ FunctionName: name });
      return call(what, signal, async (options) => detailsOf(await client.send(command, options)));
    },
  };
}

/** Other endpoints leave members out that AWS always sends: AWS' defaults stand in for them. */
function detailsOf(found: FunctionConfiguration): FunctionDetails {
  const { Environment, Layers = [], EphemeralStorage } = found;
  return {
    settings: settingsOf(found),
    state: found.State,
    stateReason: found.StateReason,
    lastUpdate: found.LastUpdateStatus,
    lastUpdateReason: found.LastUpdateStatusReason,
    architectures: found.Architectures ?? ['x86_64'],
    ephemeralStorage: EphemeralStorage?.Size ?? 512,
    codeSize: found.CodeSize ?? 0,
    layers: Layers.flatMap(({ Arn }) => Arn ?? []),
    environmentFault: Environment?.Error?.Message,
    revision: found.RevisionId,
  };
}

function settingsOf(found: FunctionConfiguration): FunctionSettings {
  const { Handler, Runtime, Environment, LoggingConfig } = found;
  return {
    Description: found.Description ?? '',
    ...(Handler !== undefined && { Handler }),
    ...(Runtime !== undefined && { Runtime }),
    Role: found.Role ?? '',
    MemorySize: found.MemorySize ?? 128,
    Timeout: found.Timeout ?? 3,
    ...(!Environment?.Error && { Environment: { Variables: Environment?.Variables ?? {} } }),
    ...(LoggingConfig && { LoggingConfig: { ...LoggingConfig } }),
  };
}
