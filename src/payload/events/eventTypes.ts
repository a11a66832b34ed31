import type {
  ALBEvent,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyWebsocketEventV2,
  APIGatewayTokenAuthorizerEvent,
  BaseCustomMessageTriggerEvent,
  BasePostConfirmationTriggerEvent,
  BasePreSignUpTriggerEvent,
  BasePreTokenGenerationTriggerEvent,
  BaseUserMigrationTriggerEvent,
  CloudFrontRequestEvent,
  CloudFrontResponseEvent,
  CloudWatchLogsEvent,
  CodePipelineEvent,
  CreateAuthChallengeTriggerEvent,
  CustomMessageTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  DynamoDBStreamEvent,
  EventBridgeEvent,
  FirehoseTransformationEvent,
  IoTEvent,
  KinesisStreamEvent,
  LambdaFunctionURLEvent,
  MSKEvent,
  PostAuthenticationTriggerEvent,
  PostConfirmationTriggerEvent,
  PreAuthenticationTriggerEvent,
  PreSignUpTriggerEvent,
  PreTokenGenerationTriggerEvent,
  S3Event,
  ScheduledEvent,
  SESEvent,
  SNSEvent,
  SQSEvent,
  UserMigrationTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from 'aws-lambda';

type JsonObject = Record<string, unknown>;

/**
 * The kinds of events and their types. A kind is the part of a file's name by which its JSON schema is
 * found: `orders.s3-event.json`. The schemas are made from these types when the extension is built: where
 * `@types/aws-lambda` has a union over sources, its base says the same in one schema.
 */
export interface EventTypes {
  'alb-event': ALBEvent;
  'api-gateway-http-event': APIGatewayProxyEventV2;
  'api-gateway-rest-event': APIGatewayProxyEvent;
  'api-gateway-token-authorizer-event': APIGatewayTokenAuthorizerEvent;
  'api-gateway-websocket-event': APIGatewayProxyWebsocketEventV2;
  'cloudfront-request-event': CloudFrontRequestEvent;
  'cloudfront-response-event': CloudFrontResponseEvent;
  'cloudwatch-logs-event': CloudWatchLogsEvent;
  'codepipeline-event': CodePipelineEvent;
  'cognito-create-auth-challenge-event': CreateAuthChallengeTriggerEvent;
  'cognito-custom-message-event': BaseCustomMessageTriggerEvent<
    CustomMessageTriggerEvent['triggerSource']
  >;
  'cognito-define-auth-challenge-event': DefineAuthChallengeTriggerEvent;
  'cognito-post-authentication-event': PostAuthenticationTriggerEvent;
  'cognito-post-confirmation-event': BasePostConfirmationTriggerEvent<
    PostConfirmationTriggerEvent['triggerSource']
  >;
  'cognito-pre-authentication-event': PreAuthenticationTriggerEvent;
  'cognito-pre-sign-up-event': BasePreSignUpTriggerEvent<PreSignUpTriggerEvent['triggerSource']>;
  'cognito-pre-token-generation-event': BasePreTokenGenerationTriggerEvent<
    PreTokenGenerationTriggerEvent['triggerSource']
  >;
  'cognito-user-migration-event': BaseUserMigrationTriggerEvent<
    UserMigrationTriggerEvent['triggerSource']
  >;
  'cognito-verify-auth-challenge-event': VerifyAuthChallengeResponseTriggerEvent;
  'dynamodb-event': DynamoDBStreamEvent;
  'eventbridge-event': EventBridgeEvent<string, JsonObject>;
  'firehose-event': FirehoseTransformationEvent;
  'function-url-event': LambdaFunctionURLEvent;
  /** Whatever a rule selects of a message. */
  'iot-event': IoTEvent<JsonObject>;
  'kinesis-event': KinesisStreamEvent;
  'msk-event': MSKEvent;
  's3-event': S3Event;
  'scheduled-event': ScheduledEvent<JsonObject>;
  'ses-event': SESEvent;
  'sns-event': SNSEvent;
  'sqs-event': SQSEvent;
  /** Whatever a state passes on: AWS has no form of its own for it. */
  'step-functions-event': JsonObject;
}

export type EventKind = keyof EventTypes;
