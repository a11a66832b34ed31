import {
  type AliasConfiguration,
  type FunctionConfiguration,
  paginateListAliases,
  paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';
import type { Functions, Qualifier } from '../account.ts';
import { pagesAsUserErrors } from '../asUserError.ts';
import { type Calls, sending } from './calls.ts';

/** Published versions, and the aliases that lead to them. */
export function versions({ client, attempt }: Calls): Pick<Functions, 'qualifiers'> {
  return {
    qualifiers(name, signal) {
      const input = { FunctionName: name };
      const pages = async function* (): AsyncGenerator<Qualifier[]> {
        for await (const page of paginateListAliases({ client }, input, sending(signal))) {
          yield (page.Aliases ?? []).map(aliasQualifier);
        }
        for await (const page of paginateListVersionsByFunction(
          { client },
          input,
          sending(signal),
        )) {
          yield (page.Versions ?? []).flatMap(versionQualifier);
        }
      };
      const doing = attempt(`list the versions of ${name}`, name, 'ListVersionsByFunction');
      return pagesAsUserErrors(doing, signal, pages);
    },
  };
}

function aliasQualifier(alias: AliasConfiguration): Qualifier {
  const { Name = '', FunctionVersion = '', Description = '', RoutingConfig } = alias;
  const others = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {}).map(
    ([version, weight]) => `${Math.round(weight * 100)} % to ${version}`,
  );
  const leads = [`leads to ${FunctionVersion}`, ...others].join(', ');
  return {
    kind: 'alias',
    name: Name,
    description: [leads, Description].filter(Boolean).join(' · '),
  };
}

function versionQualifier({ Version, Description = '' }: FunctionConfiguration): Qualifier[] {
  if (Version === undefined || Version === '$LATEST') return [];
  return [{ kind: 'version', name: Version, description: Description }];
}
