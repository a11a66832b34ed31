import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { InvokeRequest } from './outcome.ts';

/** What a request asks of Lambda, in the members that both ways to invoke share. */
export function invocationInput(request: InvokeRequest, logType: 'Tail' | undefined) {
  const { functionName, qualifier, type, payload, tenantId, clientContext } = request;
  return {
    FunctionName: functionName,
    InvocationType: type,
    Payload: payload,
    ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
    ...(logType ? { LogType: logType } : {}),
    ...(tenantId === undefined ? {} : { TenantId: tenantId }),
    ...(clientContext === undefined
      ? {}
      : { ClientContext: Buffer.from(clientContext).toString('base64') }),
  } satisfies InvokeCommandInput;
}
