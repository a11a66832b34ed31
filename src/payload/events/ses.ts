import { sample } from './sampleEvent.ts';
import { arnOf, hex } from './scene.ts';

export const ses = [
  sample({
    kind: 'ses-event',
    service: 'SES',
    title: 'E-mail received',
    stem: 'mail',
    make: (scene) => {
      const timestamp = scene.now.toISOString();
      const date = scene.now.toUTCString().replace('GMT', '+0000');
      const [from, to, subject] = ['jane@example.com', 'orders@example.org', 'My order'];
      const messageId = `<${scene.uuid()}@example.com>`;
      return {
        Records: [
          {
            eventSource: 'aws:ses',
            eventVersion: '1.0',
            ses: {
              mail: {
                timestamp,
                source: from,
                messageId: hex(scene, 32),
                destination: [to],
                headersTruncated: false,
                headers: [
                  { name: 'From', value: from },
                  { name: 'To', value: to },
                  { name: 'Subject', value: subject },
                  { name: 'Date', value: date },
                  { name: 'Message-ID', value: messageId },
                ],
                commonHeaders: {
                  returnPath: from,
                  from: [from],
                  date,
                  to: [to],
                  messageId,
                  subject,
                },
              },
              receipt: {
                timestamp,
                processingTimeMillis: 574,
                recipients: [to],
                spamVerdict: { status: 'PASS' },
                virusVerdict: { status: 'PASS' },
                spfVerdict: { status: 'PASS' },
                dkimVerdict: { status: 'PASS' },
                dmarcVerdict: { status: 'PASS' },
                action: {
                  type: 'Lambda',
                  functionArn: arnOf(scene, 'lambda', `function:${scene.functionName}`),
                  invocationType: 'Event',
                },
              },
            },
          },
        ],
      };
    },
  }),
];
