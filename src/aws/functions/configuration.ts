import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import type { FunctionDetails, FunctionSettings, LoggingConfig } from '../functionSettings.ts';
import type { Functions } from '../lambdaFunction.ts';
import { waitUntilReady } from '../waitUntilReady.ts';
import type { Calls } from './calls.ts';

export function configuration({
  client,
  call,
}: Calls): Pick<Functions, 'details' | 'untilReady' | 'updateSettings'> {
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

    updateSettings(name, settings, { revision, signal }) {
      const what = {
        doing: `change the configuration of ${name}`,
        thing: name,
        action: 'UpdateFunctionConfiguration',
      };
      const command = new UpdateFunctionConfigurationCommand({
        FunctionName: name,
        ...inputOf(settings),
        ...(revision !== undefined && { RevisionId: revision }),
      });
      return call(what, signal, async (options) => {
        await waitUntilReady(client, name, await client.send(command, options), signal);
      });
    },

    untilReady(name, qualifier, signal) {
      const what = { doing: `wait for ${name}`, thing: name, action: 'GetFunctionConfiguration' };
      const command = new GetFunctionConfigurationCommand({
        FunctionName: name,
        ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
      });
      return call(what, signal, async (options) => {
        await waitUntilReady(client, name, await client.send(command, options), signal, qualifier);
      });
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
    codeSha256: found.CodeSha256 ?? '',
    layers: Layers.flatMap(({ Arn }) => Arn ?? []),
    environmentFault: Environment?.Error?.Message,
    revision: found.RevisionId,
  };
}

function settingsOf(found: FunctionConfiguration): FunctionSettings {
  const { Handler, Runtime, Environment, LoggingConfig: logging } = found;
  return {
    Description: found.Description ?? '',
    ...(Handler !== undefined && { Handler }),
    ...(Runtime !== undefined && { Runtime }),
    Role: found.Role ?? '',
    MemorySize: found.MemorySize ?? 128,
    Timeout: found.Timeout ?? 3,
    ...(!Environment?.Error && { Environment: { Variables: sorted(Environment?.Variables) } }),
    ...(logging && { LoggingConfig: loggingOf(logging) }),
  };
}

/** Endpoints answer members in any order: what is the same shall look the same. */
function sorted(variables: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function loggingOf(config: LoggingConfig): LoggingConfig {
  const { LogFormat, ApplicationLogLevel, SystemLogLevel, LogGroup } = config;
  return {
    LogFormat,
    ...(ApplicationLogLevel !== undefined && { ApplicationLogLevel }),
    ...(SystemLogLevel !== undefined && { SystemLogLevel }),
    LogGroup,
  };
}

/** The SDK's lists of values end where AWS' go on: what is not in them is for the service to refuse. */
function inputOf(settings: FunctionSettings): Partial<UpdateFunctionConfigurationCommandInput> {
  return settings as Partial<UpdateFunctionConfigurationCommandInput>;
}
