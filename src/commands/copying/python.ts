import { type CopiedInvocation, longest } from './invocation.ts';

/** A script for boto3. JSON's strings are Python's too. */
export function python({ request, region, endpoint, text, file }: CopiedInvocation): string {
  const { functionName, qualifier, type, options } = request;
  const { clientContext, tenantId, durableExecutionName } = options;
  const argument = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`    ${name}=${JSON.stringify(value)},`];
  const context = clientContext && Buffer.from(clientContext).toString('base64');
  const client = [
    `region_name=${JSON.stringify(region)}`,
    ...(endpoint === undefined ? [] : [`endpoint_url=${JSON.stringify(endpoint)}`]),
  ];
  const payload =
    text.length > longest
      ? `open(${JSON.stringify(file)}, "rb").read()`
      : `${JSON.stringify(text)}.encode()`;
  return [
    'import boto3',
    '',
    `client = boto3.client("lambda", ${client.join(', ')})`,
    'answer = client.invoke(',
    ...argument('FunctionName', functionName),
    ...argument('Qualifier', qualifier),
    ...argument('InvocationType', type),
    ...argument('ClientContext', context),
    ...argument('TenantId', tenantId),
    ...argument('DurableExecutionName', durableExecutionName),
    `    Payload=${payload},`,
    ')',
    'print(answer["StatusCode"], answer.get("FunctionError", ""), answer["Payload"].read().decode())',
    '',
  ].join('\n');
}
