import {
  GetFunctionConfigurationCommand,
  ListTagsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { pagesAsUserErrors } from '../asUserError.ts';
import { functionSummary } from '../functionSummary.ts';
import type { Functions } from '../lambdaFunction.ts';
import { type Calls, orUndefined, sending } from './calls.ts';

/** What is there. `region` is for the message when it cannot be listed. */
export function listing(
  { client, attempt, call }: Calls,
  region: string,
): Pick<Functions, 'list' | 'find' | 'tags' | 'logGroup'> {
  return {
    list(signal) {
      const pages = async function* () {
        for await (const page of paginateListFunctions({ client }, {}, sending(signal))) {
          yield (page.Functions ?? []).map(functionSummary);
        }
      };
      const doing = attempt('list functions', `functions in ${region}`, 'ListFunctions');
      return pagesAsUserErrors(doing, signal, pages);
    },

    find(name, signal) {
      const what = { doing: `look up ${name}`, thing: name, action: 'GetFunctionConfiguration' };
      const command = new GetFunctionConfigurationCommand({ FunctionName: name });
      return call(what, signal, async (options) => {
        const found = await orUndefined(client.send(command, options));
        return found && functionSummary(found);
      });
    },

    tags(arn, signal) {
      const what = { doing: 'read tags', thing: arn, action: 'ListTags' };
      return call(what, signal, async (options) => {
        const { Tags = {} } = await client.send(new ListTagsCommand({ Resource: arn }), options);
        return Tags;
      });
    },

    async logGroup(name, signal) {
      const short = name.replace(/^.*:function:/, '');
      const command = new GetFunctionConfigurationCommand({ FunctionName: name });
      try {
        const { LoggingConfig } = await client.send(command, sending(signal));
        return LoggingConfig?.LogGroup ?? `/aws/lambda/${short}`;
      } catch {
        // Who may only read logs can do without: few functions have a group of another name.
        return `/aws/lambda/${short}`;
      }
    },
  };
}
