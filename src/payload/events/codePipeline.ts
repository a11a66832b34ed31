import { sample } from './sampleEvent.ts';

export const codePipeline = [
  sample({
    kind: 'codepipeline-event',
    service: 'CodePipeline',
    title: 'Job of an Invoke action',
    stem: 'job',
    make: (scene) => ({
      'CodePipeline.job': {
        id: scene.uuid(),
        accountId: scene.accountId,
        data: {
          actionConfiguration: {
            configuration: {
              FunctionName: scene.functionName,
              UserParameters: JSON.stringify({ stage: 'test' }),
            },
          },
          inputArtifacts: [
            {
              name: 'source',
              revision: null,
              location: {
                type: 'S3',
                s3Location: {
                  bucketName: `codepipeline-${scene.region}-example`,
                  objectKey: 'orders/source/example.zip',
                },
              },
            },
          ],
          outputArtifacts: [],
          artifactCredentials: {
            accessKeyId: 'example-access-key-id',
            secretAccessKey: 'example-secret-access-key',
            sessionToken: 'example-session-token',
          },
        },
      },
    }),
  }),
];
