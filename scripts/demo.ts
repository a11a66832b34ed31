import { openWorkbench } from '../test/support/workbench.ts';

/**
 * Does the main job without a person, in a real VS Code: creates a role, creates a function from
 * examples/ and invokes its payload file. Prints what the output panel shows, and leaves a screenshot
 * of each step. Answers the exit status: 0 when the panel shows a success.
 */
export async function demo(examples: string): Promise<number> {
  await using workbench = await openWorkbench({
    fixture: examples,
    // The whole result is in the picture.
    settings: { 'workbench.panel.opensMaximized': 'always' },
  });
  const { window, version } = workbench;
  let shots = 0;
  const step = async (what: string, work: () => Promise<unknown>) => {
    console.log(`→ ${what}`);
    try {
      await work();
    } catch (error) {
      await window.screenshot('demo-failed');
      throw new Error(`"${what}" failed; see screenshots/demo-failed.png. ${String(error)}`);
    }
    shots += 1;
    await window.screenshot(`demo-${shots}-${what.toLowerCase().replaceAll(/\W+/g, '-')}`);
  };

  await step(`Open VS Code ${version.version}`, async () => {
    await window.openSideBar();
  });
  await step('Create an execution role', async () => {
    await window.runCommand('Lambda Bench: Create Execution Role…');
    await window.answer({ question: 'Name of the execution role', text: 'demo-role' });
    await window.answer({ question: 'Description', text: 'Made by the demo' });
    await window.answer({ question: 'Managed policies' });
    await window.answer({ question: 'Inline policy', pick: 'None' });
    await window.waitForRow('Execution Roles', 'demo-role');
  });
  await step('Create a function', async () => {
    await window.explorerContextMenu('orders/index.mjs', 'Create Function…');
    await window.answer({ question: 'Name of the function', text: 'orders' });
    await window.answer({ question: 'Description', text: 'Made by the demo' });
    await window.answer({ question: 'Runtime' });
    await window.answer({ question: 'Handler', pick: 'index.handler' });
    await window.answer({ question: 'Execution role', pick: 'demo-role' });
    await window.answer({ question: 'Memory and time-out', pick: '128 MB' });
    await window.waitForNotification('Function orders was created');
    await window.waitForRow('Functions', 'orders');
  });
  let output = '';
  await step('Invoke its payload file', async () => {
    await window.explorerContextMenu('events/order-created.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function', pick: 'orders' });
    output = await window.waitForOutput(/[✔✖]/);
  });
  console.log(`\nThe output panel:\n\n${output}`);
  const succeeded = output.includes('✔');
  console.log(
    `\n${succeeded ? '✔ The demo went through.' : '✖ The invocation failed.'} ` +
      'Screenshots of each step are in screenshots/.',
  );
  return succeeded ? 0 : 1;
}
