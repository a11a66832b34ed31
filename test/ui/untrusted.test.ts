import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { openWorkbench } from '../support/workbench.ts';

suite('An untrusted workspace', () => {
  test('shows nothing of the extension and starts nothing', async () => {
    await using workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      untrusted: true,
    });
    const { window } = workbench;
    await window.openFile('events/answer.json');
    // The JSON language would activate it.
    await window.page.locator('.tab.active').getByText('answer.json').waitFor();
    assert.equal(await window.isExtensionThere(), false);
    await window.screenshot('untrusted');
    await assert.rejects(access(workbench.accountFolder), { code: 'ENOENT' });
  });
});
