import type { Window } from './window.ts';

export interface KeyConnection {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Answers what is asked about this address. */
  readonly aboutAddress?: () => Promise<void>;
}

/** Adds access keys for an address as a person does; the new connection is selected. */
export async function addKeyConnection(
  window: Window,
  name: string,
  { endpoint, accessKeyId, secretAccessKey, sessionToken, aboutAddress }: KeyConnection,
): Promise<void> {
  await window.runCommand('Lambda Bench: Add Connection…');
  await window.answer({ question: 'What does the connection use', pick: 'Custom endpoint' });
  await window.answer({ question: 'Which endpoint', pick: 'Another address' });
  await window.answer({ question: 'Address of the endpoint', text: endpoint });
  await aboutAddress?.();
  await window.answer({ question: 'Which credentials', pick: 'Access keys' });
  await window.answer({ question: 'Access key id', text: accessKeyId });
  await window.answer({ question: 'Secret access key', text: secretAccessKey });
  await window.answer({ question: 'Session token', text: sessionToken ?? '' });
  await finishConnection(window, name);
}

/** What every connection is asked at the end. */
export async function finishConnection(window: Window, name: string): Promise<void> {
  await window.answer({ question: 'Region', pick: 'us-east-1' });
  await window.answer({ question: 'assume a role', pick: 'No' });
  await window.answer({ question: 'asked for first', pick: 'No' });
  await window.answer({ question: 'Name of the connection', text: name });
  await window.waitForNotification(`${name} was added and is selected here`);
  await window.dismissNotifications();
}
