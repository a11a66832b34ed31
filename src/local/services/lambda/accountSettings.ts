import type { GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import type { LambdaContext } from './service.ts';
import { accountConcurrency, unreservedConcurrency } from './throttle.ts';

/** With the quotas of an account that has asked for no others; sizes in bytes. */
export function getAccountSettings({
  functions,
  layers,
}: LambdaContext): GetAccountSettingsResponse {
  let FunctionCount = 0;
  let TotalCodeSize = 0;
  for (const { configuration, versions } of functions.values()) {
    FunctionCount += 1;
    for (const { CodeSize = 0 } of [configuration, ...versions.map((one) => one.configuration)]) {
      TotalCodeSize += CodeSize;
    }
  }
  for (const { versions } of layers.values()) {
    for (const { codeSize } of versions) TotalCodeSize += codeSize;
  }
  return {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: accountConcurrency.most,
      UnreservedConcurrentExecutions: unreservedConcurrency(functions),
    },
    AccountUsage: { TotalCodeSize, FunctionCount },
  };
}
