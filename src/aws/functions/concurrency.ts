import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import type { Functions } from '../lambdaFunction.ts';
import type { Calls } from './calls.ts';

export function concurrency({
  client,
  call,
}: Calls): Pick<Functions, 'reservedConcurrency' | 'setReservedConcurrency'> {
  return {
    reservedConcurrency(name, signal) {
      const what = {
        doing: `read the concurrency of ${name}`,
        thing: name,
        action: 'GetFunctionConcurrency',
      };
      const command = new GetFunctionConcurrencyCommand({ FunctionName: name });
      return call(what, signal, async (options) => {
        const { ReservedConcurrentExecutions } = await client.send(command, options);
        return ReservedConcurrentExecutions;
      });
    },

    setReservedConcurrency(name, value, signal) {
      const FunctionName = name;
      const doing = `change the concurrency of ${name}`;
      if (value === undefined) {
        const what = { doing, thing: name, action: 'DeleteFunctionConcurrency' };
        return call(what, signal, async (options) => {
          await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }), options);
        });
      }
      const what = { doing, thing: name, action: 'PutFunctionConcurrency' };
      const input = { FunctionName, ReservedConcurrentExecutions: value };
      return call(what, signal, async (options) => {
        await client.send(new PutFunctionConcurrencyCommand(input), options);
      });
    },
  };
}
