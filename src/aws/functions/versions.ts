import {
  type FunctionConfiguration,
  PublishVersionCommand,
  paginateListAliases,
  paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';
import { pagesAsUserErrors } from '../asUserError.ts';
import type { Functions, Qualifier } from '../lambdaFunction.ts';
import { waitUntilReady } from '../waitUntilReady.ts';
import { aliasQualifier } from './aliases.ts';
import { type Calls, sending } from './calls.ts';

/** Published versions, and the aliases that lead to them. */
export function versions({
  client,
  attempt,
  call,
}: Calls): Pick<Functions, 'qualifiers' | 'publishVersion'> {
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

    publishVersion(name, { description, codeSha256 }, signal) {
      const what = { doing: `publish a version of ${name}`, thing: name, action: 'PublishVersion' };
      const command = new PublishVersionCommand({
        FunctionName: name,
        Description: description,
        ...(codeSha256 && { CodeSha256: codeSha256 }),
      });
      return call(what, signal, async (options) => {
        const published = await client.send(command, options);
        const { Version = '' } = published;
        await waitUntilReady(client, `${name}:${Version}`, published, signal);
        return Version;
      });
    },
  };
}

function versionQualifier({ Version, Description = '' }: FunctionConfiguration): Qualifier[] {
  if (Version === undefined || Version === '$LATEST') return [];
  return [{ kind: 'version', name: Version, description: Description }];
}
