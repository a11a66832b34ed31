import type { ShellLanguage } from '../flows/shellLanguage.ts';
import { type CopiedInvocation, longest } from './invocation.ts';

/** `curl` that signs by itself with the keys in the terminal's variables. */
export function curl(
  { request, region, endpoint, isLocal, text, file }: CopiedInvocation,
  language: ShellLanguage,
  isWindows: boolean,
): string {
  const { functionName, qualifier, type, options } = request;
  const { clientContext, tenantId, durableExecutionName } = options;
  const { quote, fill, ifSet } = language;
  const header = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`-H ${quote(`${name}: ${value}`)}`];
  const context = clientContext && Buffer.from(clientContext).toString('base64');
  const query = qualifier === undefined ? '' : `?Qualifier=${encodeURIComponent(qualifier)}`;
  const base = endpoint ?? `https://lambda.${region}.${suffix(region)}`;
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations${query}`;
  // Where a command is not sure to read the text, quotes in a word are not sure to stay either.
  const inline = language.pipe !== undefined && !isWindows && text.length <= longest;
  const lines = [
    // In PowerShell on Windows `curl` is another command.
    `${isWindows ? 'curl.exe' : 'curl'} -sS`,
    `--aws-sigv4 ${quote(`aws:amz:${region}:lambda`)}`,
    `--user ${fill('{AWS_ACCESS_KEY_ID}:{AWS_SECRET_ACCESS_KEY}')}`,
    // Lasting keys have none, and curl would sign an empty one that it does not send.
    ...(isLocal
      ? []
      : [ifSet('AWS_SESSION_TOKEN', '-H', 'X-Amz-Security-Token: {AWS_SESSION_TOKEN}')]),
    ...header('Content-Type', 'application/json'),
    ...header('X-Amz-Invocation-Type', type),
    ...header('X-Amz-Client-Context', context),
    ...header('X-Amz-Tenant-Id', tenantId),
    ...header('X-Amz-Durable-Execution-Name', durableExecutionName),
    inline ? `--data-raw ${quote(text)}` : `--data-binary ${quote(`@${file}`)}`,
    quote(`${base}${path}`),
  ];
  return `${language.join(lines)}\n`;
}

function suffix(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
