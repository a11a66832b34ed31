import assert from 'node:assert/strict';
import { type HeldServer, startHeldServer } from '../support/heldServer.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('Rows that are open', () => {
  let server: HeldServer;
  let workbench: Workbench;
  suiteSetup(async () => {
    server = await startHeldServer((path) => {
      if (path.includes('/tags/')) return { Tags: { team: 'blue' } };
      if (!/\/functions\/?(\?|$)/.test(path)) return undefined;
      return path.includes('Marker=')
        ? { Functions: functions.slice(3) }
        : { Functions: functions.slice(0, 3), NextMarker: 'next' };
    });
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      env: {
        AWS_ACCESS_KEY_ID: 'AKIDHELD',
        AWS_SECRET_ACCESS_KEY: 'a-secret-for-nothing',
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: server.endpoint,
      },
      // All rows are in sight.
      size: { width: 1280, height: 1200 },
    });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await server?.[Symbol.asyncDispose]();
  });

  /** What is under way in VS Code shows nothing: it is given time to begin. */
  const meanwhile = () => workbench.window.page.waitForTimeout(1000);

  async function openRows(): Promise<string[]> {
    const rows = workbench.window
      .rows('Functions')
      .and(workbench.window.page.locator('[aria-expanded="true"]'));
    return rows.evaluateAll((found) => found.map((row) => row.textContent ?? ''));
  }

  test('stay open when a page of the list comes while details of another are fetched', async () => {
    const { window } = workbench;
    const page = server.hold(/Marker=/);
    const tags = server.hold(/\/tags\//);
    await window.openSideBar();
    await window.runCommand('Lambda Bench: Add Connection…');
    await window.answer({
      question: 'What does the connection use',
      pick: 'Environment variables',
    });
    await window.answer({ question: 'Region' });
    await window.answer({ question: 'assume a role', pick: 'No' });
    await window.answer({ question: 'asked for first', pick: 'No' });
    await window.answer({ question: 'Name of the connection', text: 'held' });
    await window.waitForRow('Functions', 'bill');
    await page.came;
    await window.expandRow('Functions', 'bill');
    await window.expandRow('Functions', 'Tags');
    await tags.came;
    page.release();
    await window.waitForRow('Functions', 'thank');
    await window.expandRow('Functions', 'pack');
    await window.screenshot('open-rows-listed');
    tags.release();
    await window.waitForRow('Functions', 'blue');
    await meanwhile();
    await window.screenshot('open-rows');
    assert.deepEqual(
      (await openRows()).flatMap((row) => /^(bill|pack|ship|Tags)/.exec(row)?.[0] ?? []),
      ['bill', 'Tags', 'pack'],
    );
  });

  test('stay open while all is fetched again, and show what they showed until then', async () => {
    const { window } = workbench;
    const tags = server.hold(/\/tags\//);
    await window.runCommand('Lambda Bench: Refresh Functions');
    await tags.came;
    await meanwhile();
    await window.waitForRow('Functions', 'blue');
    await window.expandRow('Functions', 'ship');
    tags.release();
    await meanwhile();
    await window.screenshot('open-rows-refreshed');
    assert.deepEqual(
      (await openRows()).flatMap((row) => /^(bill|pack|ship|Tags)/.exec(row)?.[0] ?? []),
      ['bill', 'Tags', 'pack', 'ship'],
    );
  });
});

const functions = ['bill', 'pack', 'ship', 'thank'].map((name) => ({
  FunctionName: name,
  FunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
  Runtime: 'nodejs24.x',
}));
