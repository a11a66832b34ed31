/** A string of an event, by the names and numbers that lead to it. */
export interface FieldPlace {
  readonly path: readonly (string | number)[];
  /** The value of a member beside it. */
  sibling(name: string): unknown;
}

/** Whether AWS sends this field as base64: https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html */
export function isBase64Field({ path, sibling }: FieldPlace): boolean {
  const last = path.at(-1);
  if (last === 'body' && sibling('isBase64Encoded') === true) return true;
  if (last === 'data' && sibling('encoding') === 'base64') return true;
  const whole = path.join('/');
  return always.some((field) => field.test(whole));
}

const always: readonly RegExp[] = [
  // CloudWatch Logs.
  /^awslogs\/data$/,
  // DynamoDB, at any depth of an item.
  /\/dynamodb\/(Keys|NewImage|OldImage)\/(.+\/)?(B|BS\/\d+)$/,
  // Firehose.
  /^records\/\d+\/data$/,
  // Kafka.
  /^records\/[^/]+\/\d+\/(key|value)$/,
  /^Records\/\d+\/kinesis\/data$/,
  // Amazon MQ: ActiveMQ, then RabbitMQ.
  /^messages\/\d+\/data$/,
  /^rmqMessagesByQueue\/.+\/\d+\/data$/,
  // SQS.
  /^Records\/\d+\/messageAttributes\/[^/]+\/binaryValue$/,
];
