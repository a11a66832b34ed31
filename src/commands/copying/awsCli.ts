import type { ShellLanguage } from '../flows/shellLanguage.ts';
import { type CopiedInvocation, longest } from './invocation.ts';

/**
 * `aws lambda invoke`, for the versions 1 and 2 alike: `fileb://` is read as bytes whatever
 * `cli_binary_format` says, which version 1 does not know.
 */
export function awsCli(
  { request, region, endpoint, text, file }: CopiedInvocation,
  language: ShellLanguage,
  isWindows: boolean,
): string {
  const { functionName, qualifier, type, options } = request;
  const { clientContext, tenantId, durableExecutionName } = options;
  const pipe = isWindows || text.length > longest ? undefined : language.pipe;
  const option = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`--${name} ${language.quote(value)}`];
  const context = clientContext && Buffer.from(clientContext).toString('base64');
  const command = language.join([
    'aws lambda invoke',
    ...option('region', region),
    ...option('endpoint-url', endpoint),
    ...option('function-name', functionName),
    ...option('qualifier', qualifier),
    ...option('invocation-type', type === 'RequestResponse' ? undefined : type),
    ...option('client-context', context),
    ...option('tenant-id', tenantId),
    ...option('durable-execution-name', durableExecutionName),
    ...option('payload', pipe ? 'fileb:///dev/stdin' : `fileb://${file}`),
    isWindows ? 'response.json' : '/dev/stdout',
  ]);
  return `${pipe ? pipe(text, command) : command}\n`;
}
