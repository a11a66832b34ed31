import {
  type AliasConfiguration,
  CreateAliasCommand,
  GetAliasCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import type { Functions, Qualifier } from '../lambdaFunction.ts';
import type { Calls } from './calls.ts';

export function aliases({
  client,
  call,
}: Calls): Pick<Functions, 'alias' | 'createAlias' | 'moveAlias'> {
  return {
    alias(name, alias, signal) {
      const thing = `${name}:${alias}`;
      const what = { doing: `look up ${thing}`, thing, action: 'GetAlias' };
      const command = new GetAliasCommand({ FunctionName: name, Name: alias });
      return call(what, signal, async (options) => {
        const found = await client.send(command, options);
        return {
          version: found.FunctionVersion ?? '',
          weights: found.RoutingConfig?.AdditionalVersionWeights ?? {},
          revision: found.RevisionId,
        };
      });
    },

    createAlias(name, { alias, version, description }, signal) {
      const thing = `${name}:${alias}`;
      const what = { doing: `create ${thing}`, thing, action: 'CreateAlias' };
      const input = { FunctionName: name, Name: alias, FunctionVersion: version };
      const command = new CreateAliasCommand({ ...input, Description: description });
      return call(what, signal, async (options) => {
        await client.send(command, options);
      });
    },

    moveAlias(name, { alias, version, revision }, signal) {
      const thing = `${name}:${alias}`;
      const what = { doing: `move ${thing}`, thing, action: 'UpdateAlias' };
      const command = new UpdateAliasCommand({
        FunctionName: name,
        Name: alias,
        FunctionVersion: version,
        // All of it goes to the new version.
        RoutingConfig: { AdditionalVersionWeights: {} },
        ...(revision !== undefined && { RevisionId: revision }),
      });
      return call(what, signal, async (options) => {
        await client.send(command, options);
      });
    },
  };
}

export function aliasQualifier(alias: AliasConfiguration): Qualifier {
  const { Name = '', FunctionVersion = '', Description = '', RoutingConfig } = alias;
  const others = weightsInWords(RoutingConfig?.AdditionalVersionWeights ?? {});
  const leads = [`leads to ${FunctionVersion}`, ...others].join(', ');
  return {
    kind: 'alias',
    name: Name,
    description: [leads, Description].filter(Boolean).join(' · '),
  };
}

function weightsInWords(weights: Readonly<Record<string, number>>): string[] {
  return Object.entries(weights).map(
    ([version, weight]) => `${Math.round(weight * 100)} % to ${version}`,
  );
}
