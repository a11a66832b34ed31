import { type CopiedInvocation, longest } from './invocation.ts';

/** A module for the AWS SDK for JavaScript v3. */
export function javascript({ request, region, endpoint, text, file }: CopiedInvocation): string {
  const { functionName, qualifier, type, options } = request;
  const { clientContext, tenantId, durableExecutionName } = options;
  const isLong = text.length > longest;
  const member = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`    ${name}: ${JSON.stringify(value)},`];
  const context = clientContext && Buffer.from(clientContext).toString('base64');
  const client = [
    `region: ${JSON.stringify(region)}`,
    ...(endpoint === undefined ? [] : [`endpoint: ${JSON.stringify(endpoint)}`]),
  ];
  return [
    ...(isLong ? [`import { readFile } from 'node:fs/promises';`] : []),
    `import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';`,
    '',
    `const client = new LambdaClient({ ${client.join(', ')} });`,
    'const answer = await client.send(',
    '  new InvokeCommand({',
    ...member('FunctionName', functionName),
    ...member('Qualifier', qualifier),
    ...member('InvocationType', type),
    ...member('ClientContext', context),
    ...member('TenantId', tenantId),
    ...member('DurableExecutionName', durableExecutionName),
    `    Payload: ${isLong ? `await readFile(${JSON.stringify(file)})` : JSON.stringify(text)},`,
    '  }),',
    ');',
    `console.log(answer.StatusCode, answer.FunctionError ?? '', Buffer.from(answer.Payload ?? []).toString());`,
    '',
  ].join('\n');
}
