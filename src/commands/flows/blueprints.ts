import type { Blueprint } from './blueprint.ts';
import { dynamoDb } from './blueprints/dynamoDb.ts';
import { hello, helloPython, helloTypeScript } from './blueprints/hello.ts';
import { httpApi } from './blueprints/httpApi.ts';
import { s3 } from './blueprints/s3.ts';
import { scheduled } from './blueprints/scheduled.ts';
import { sqs } from './blueprints/sqs.ts';
import { stream } from './blueprints/stream.ts';

/** In the order in which they are offered. */
export const blueprints: readonly Blueprint[] = [
  hello,
  helloTypeScript,
  helloPython,
  httpApi,
  s3,
  sqs,
  scheduled,
  dynamoDb,
  stream,
];
