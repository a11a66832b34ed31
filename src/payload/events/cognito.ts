import { sample } from './sampleEvent.ts';
import type { Scene } from './scene.ts';

const service = 'Cognito user pool';

export const cognito = [
  sample({
    kind: 'cognito-pre-sign-up-event',
    service,
    title: 'Pre sign-up',
    stem: 'sign-up',
    make: (scene) => ({
      ...trigger(scene, 'PreSignUp_SignUp'),
      request: { userAttributes: newcomer, validationData: {} },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    }),
  }),
  sample({
    kind: 'cognito-post-confirmation-event',
    service,
    title: 'Post confirmation',
    stem: 'confirmation',
    make: (scene) => ({
      ...trigger(scene, 'PostConfirmation_ConfirmSignUp'),
      request: { userAttributes: user(scene) },
      response: {},
    }),
  }),
  sample({
    kind: 'cognito-pre-authentication-event',
    service,
    title: 'Pre authentication',
    stem: 'sign-in',
    make: (scene) => ({
      ...trigger(scene, 'PreAuthentication_Authentication'),
      request: { userAttributes: user(scene), validationData: {} },
      response: {},
    }),
  }),
  sample({
    kind: 'cognito-post-authentication-event',
    service,
    title: 'Post authentication',
    stem: 'signed-in',
    make: (scene) => ({
      ...trigger(scene, 'PostAuthentication_Authentication'),
      request: { userAttributes: user(scene), newDeviceUsed: false },
      response: {},
    }),
  }),
  sample({
    kind: 'cognito-pre-token-generation-event',
    service,
    title: 'Pre token generation',
    stem: 'token',
    make: (scene) => ({
      ...trigger(scene, 'TokenGeneration_Authentication'),
      request: {
        userAttributes: user(scene),
        groupConfiguration: { groupsToOverride: ['customers'], iamRolesToOverride: [] },
      },
      response: { claimsOverrideDetails: {} },
    }),
  }),
  sample({
    kind: 'cognito-custom-message-event',
    service,
    title: 'Custom message',
    stem: 'message',
    make: (scene) => ({
      ...trigger(scene, 'CustomMessage_SignUp'),
      request: {
        userAttributes: newcomer,
        codeParameter: '{####}',
        linkParameter: '{##Click Here##}',
        usernameParameter: null,
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    }),
  }),
  sample({
    kind: 'cognito-user-migration-event',
    service,
    title: 'User migration',
    stem: 'migration',
    make: (scene) => ({
      ...trigger(scene, 'UserMigration_Authentication'),
      request: { password: 'example-password', validationData: {} },
      response: { userAttributes: {}, desiredDeliveryMediums: [] },
    }),
  }),
  sample({
    kind: 'cognito-define-auth-challenge-event',
    service,
    title: 'Define auth challenge',
    stem: 'challenge',
    make: (scene) => ({
      ...trigger(scene, 'DefineAuthChallenge_Authentication'),
      request: {
        userAttributes: user(scene),
        session: [{ challengeName: 'SRP_A', challengeResult: true }],
      },
      response: { failAuthentication: false, issueTokens: false },
    }),
  }),
  sample({
    kind: 'cognito-create-auth-challenge-event',
    service,
    title: 'Create auth challenge',
    stem: 'challenge',
    make: (scene) => ({
      ...trigger(scene, 'CreateAuthChallenge_Authentication'),
      request: {
        userAttributes: user(scene),
        challengeName: 'CUSTOM_CHALLENGE',
        session: [{ challengeName: 'SRP_A', challengeResult: true }],
      },
      response: {
        publicChallengeParameters: {},
        privateChallengeParameters: {},
        challengeMetadata: '',
      },
    }),
  }),
  sample({
    kind: 'cognito-verify-auth-challenge-event',
    service,
    title: 'Verify auth challenge response',
    stem: 'challenge',
    make: (scene) => ({
      ...trigger(scene, 'VerifyAuthChallengeResponse_Authentication'),
      request: {
        userAttributes: user(scene),
        privateChallengeParameters: { answer: 'blue' },
        challengeAnswer: 'blue',
      },
      response: { answerCorrect: false },
    }),
  }),
];

function trigger<Source extends string>({ region }: Scene, triggerSource: Source) {
  return {
    version: '1',
    triggerSource,
    region,
    userPoolId: `${region}_EXAMPLE00`,
    userName: 'jane',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'exampleclientid' },
  };
}

const newcomer = { email: 'jane@example.com' };

function user(scene: Scene) {
  return {
    sub: scene.uuid(),
    'cognito:user_status': 'CONFIRMED',
    email_verified: 'true',
    ...newcomer,
  };
}
