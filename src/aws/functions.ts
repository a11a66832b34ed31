import type { Clients } from './clients.ts';
import { aliases } from './functions/aliases.ts';
import { createCalls } from './functions/calls.ts';
import { code } from './functions/code.ts';
import { concurrency } from './functions/concurrency.ts';
import { configuration } from './functions/configuration.ts';
import { creation } from './functions/creation.ts';
import { listing } from './functions/listing.ts';
import { remembering } from './functions/remembering.ts';
import { url } from './functions/url.ts';
import { versions } from './functions/versions.ts';
import type { Functions } from './lambdaFunction.ts';
import type { Target } from './target.ts';

export function createFunctions({ lambda, iam }: Clients, target: Target): Functions {
  const calls = createCalls(lambda, target);
  return remembering({
    ...listing(calls, target.region),
    ...creation(calls, iam),
    ...code(calls),
    ...configuration(calls),
    ...concurrency(calls),
    ...url(calls),
    ...versions(calls),
    ...aliases(calls),
  });
}
