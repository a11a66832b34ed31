import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const handler = `import { priceOf, type Order } from '../shared/price.ts';

export const handler = async (event: Order): Promise<{ total: number }> => {
  return { total: priceOf(event) * event.quantity };
};
`;

const price = `export interface Order {
  readonly item: string;
  readonly quantity: number;
}

const prices: Readonly<Record<string, number>> = { tea: 4 };

export function priceOf({ item }: Order): number {
  const price = prices[item];
  if (price === undefined) throw new RangeError(\`no price for \${item}\`);
  return price;
}
`;

suite('A TypeScript handler that the esbuild of its workspace bundles', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: { 'lambdaBench.result.clear': true },
      size: { width: 1400, height: 900 },
    });
    const at = (file: string) => path.join(workbench.workspace, file);
    for (const folder of ['orders', 'shared', 'node_modules']) await mkdir(at(folder));
    await symlink(path.resolve('node_modules/esbuild'), at('node_modules/esbuild'));
    await writeFile(at('package.json'), '{"devDependencies": {"esbuild": "*"}}\n');
    await writeFile(at('orders/handler.ts'), handler);
    await writeFile(at('shared/price.ts'), price);
    await writeFile(at('events/tea.json'), '{"item":"tea","quantity":3}\n');
    await writeFile(at('events/coffee.json'), '{"item":"coffee","quantity":3}\n');
  });
  suiteTeardown(() => workbench.close());

  test('runs as one file', async () => {
    const { window } = workbench;
    await createFunction(window, 'orders/handler.ts', 'orders');
    await window.screenshot('bundled-created');
    const message = (await window.notifications()).join('\n');
    assert.match(message, /handler\.bundle\.cjs|2 files/);
    await window.runCommand('Notifications: Clear All Notifications');
    await window.explorerContextMenu('events/tea.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function', pick: 'orders' });
    const output = await window.waitForOutput(/REPORT RequestId/);
    assert.match(output, /✔ {2}200[\s\S]*"total": ?12/);
  });

  test('and when it throws, its stack leads to the line of the source', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.explorerContextMenu('events/coffee.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function', pick: 'orders' });
    const output = await window.waitForOutput(/RangeError: no price for coffee[\s\S]*REPORT/);
    assert.match(output, /at priceOf \(shared\/price\.ts:10:\d+\)/);
    assert.match(output, /orders\/handler\.ts:4:\d+/);
    assert.doesNotMatch(output, /bundle\.cjs/);
    await window.screenshot('bundled-stack');
    await page
      .locator('.part.panel .detected-link')
      .filter({ hasText: 'shared/price.ts:10' })
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await page.locator('.tab.active').getByText('price.ts').waitFor();
    await page
      .locator('.statusbar-item')
      .getByText(/Ln 10, Col/)
      .waitFor();
    await window.screenshot('bundled-stack-link');
  });
});
