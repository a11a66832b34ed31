import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { OutputPanel } from './outputPanel.ts';
import { pressUntil } from './pressUntil.ts';
import { type Answer, QuickInput } from './quickInput.ts';
import { until } from './until.ts';

/** One window of VS Code, operated as a person would. Everything waits for what it needs to be there. */
export class Window {
  readonly page: Page;
  readonly #quickInput: QuickInput;
  readonly #output: OutputPanel;

  constructor(page: Page) {
    this.page = page;
    this.#quickInput = new QuickInput(page);
    this.#output = new OutputPanel(page);
  }

  /** Opens a page of the extension's or reloads it; answers when the extension is there. */
  async open(url: string, { trusted }: { trusted: boolean }): Promise<void> {
    await this.page.goto(url);
    if (trusted) await this.#activityBarIcon.waitFor({ timeout: 90_000 });
    else await this.#declineTrust();
    // In a new window it may be drawn before the settings that hide it are read.
    const secondary = this.page.locator('.part.auxiliarybar');
    if (await secondary.isVisible()) {
      await secondary.locator('.codicon-auxiliarybar-close').click();
      await secondary.waitFor({ state: 'hidden' });
    }
  }

  /** Older versions ask whether the workspace is trusted, newer ones only say that it is not. */
  async #declineTrust(): Promise<void> {
    await this.page.getByText('Restricted Mode').first().waitFor({ timeout: 90_000 });
    const no = this.page.getByRole('button', { name: /^No, I don't trust the authors/ });
    await no.click({ timeout: 3_000 }).catch(() => undefined);
  }

  /** Runs a command by its whole title, e.g. `Lambda Bench: Refresh`. */
  runCommand(title: string): Promise<void> {
    return this.#quickInput.runCommand(title);
  }

  /** Opens a file in an editor, which has the keyboard then. */
  openFile(file: string): Promise<void> {
    return this.#quickInput.openFile(file);
  }

  /** Answers the question that is asked now or next. */
  answer(answer: Answer): Promise<void> {
    return this.#quickInput.answer(answer);
  }

  /** What the open question finds wrong with its answer. */
  complaint(): Promise<string> {
    return this.#quickInput.complaint();
  }

  /** The lines that the output panel shows at this moment. */
  visibleOutput(): Promise<string> {
    return this.#output.visible();
  }

  /** The whole text of the channel that the output panel shows. */
  outputText(): Promise<string> {
    return this.#output.text();
  }

  /** Waits until the output panel holds what is looked for, and answers its whole text. */
  waitForOutput(pattern: RegExp, timeout?: number): Promise<string> {
    return this.#output.waitFor(pattern, timeout);
  }

  /** Runs a command from the menu that a right click on a file in the explorer opens. */
  async explorerContextMenu(file: string, command: string): Promise<void> {
    await this.chooseFromMenu(await this.#showInExplorer(file), command);
  }

  /** Runs a command from the menu that a right click on a row of a view opens. */
  async rowContextMenu(view: string, row: string, command: string): Promise<void> {
    await this.chooseFromMenu(this.#row(view, row), command);
  }

  /** Opens the extension's own side bar. */
  async openSideBar(): Promise<void> {
    const view = this.page.locator('.pane-header').getByText('Functions');
    if (await view.isVisible()) return;
    await this.#activityBarIcon.click();
    try {
      await view.waitFor({ timeout: 5_000 });
    } catch {
      // It came forward by itself at the same moment, and the click closed it.
      await this.#activityBarIcon.click();
      await view.waitFor();
    }
  }

  /** Opens a view of the side bar that is folded up. */
  async expandView(view: string): Promise<void> {
    const header = this.page.locator(`.pane-header[aria-label^="${view} "]`);
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
  }

  /** The rows of a view that are drawn. */
  rows(view: string): Locator {
    return this.#view(view).locator('.monaco-list-row');
  }

  async clickRow(view: string, row: string): Promise<void> {
    await this.#row(view, row).click();
  }

  async expandRow(view: string, row: string): Promise<void> {
    const found = this.#row(view, row);
    if ((await found.getAttribute('aria-expanded')) === 'true') return;
    await this.#press(found.locator('.monaco-tl-twistie'));
    await found.and(this.page.locator('[aria-expanded="true"]')).waitFor();
  }

  /** The labels of a view's rows, as a screen reader speaks them. */
  async treeRows(view: string): Promise<string[]> {
    const rows = this.#view(view).locator('.monaco-list-row');
    return rows.evaluateAll((found) => found.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** Waits until a view has a row with this text. */
  async waitForRow(view: string, text: string): Promise<void> {
    await this.#row(view, text).waitFor({ timeout: 60_000 });
  }

  /** The texts of the notifications that are shown. */
  async notifications(): Promise<string[]> {
    return this.page
      .locator('.notification-toast .notification-list-item-message')
      .allTextContents();
  }

  /** Away with what has been said, so that only what comes next is seen. */
  async dismissNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  }

  async waitForNotification(text: string | RegExp): Promise<Locator> {
    const found = this.page.locator('.notification-toast').filter({ hasText: text }).first();
    await found.waitFor({ timeout: 60_000 });
    return found;
  }

  /** The page within a tab of the extension's own: a frame in a frame. */
  async webPage(selector: string): Promise<Frame> {
    return until(
      async () => {
        for (const frame of this.page.frames()) {
          if (
            (await frame
              .locator(selector)
              .count()
              .catch(() => 0)) > 0
          )
            return frame;
        }
        return undefined;
      },
      `No page has ${selector}.`,
      30_000,
    );
  }

  /** Leaves screenshots/<name>.png. */
  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  }

  get #activityBarIcon(): Locator {
    return this.page.locator('.activitybar .action-label[aria-label="Lambda Bench"]');
  }

  /** The file's row, with the folders above it open. */
  async #showInExplorer(file: string): Promise<Locator> {
    const explorer = this.page.locator('.explorer-folders-view');
    if (!(await explorer.isVisible())) {
      await this.page
        .getByRole('tab', { name: /^Explorer/ })
        .first()
        .click();
    }
    for (const folder of path.posix.dirname(file).split('/')) {
      if (folder === '.') continue;
      const row = this.#explorerRow(folder);
      await row.waitFor();
      const open = row.and(this.page.locator('[aria-expanded="true"]'));
      if (!(await open.isVisible())) await pressUntil(open, () => row.click());
    }
    return this.#explorerRow(path.posix.basename(file));
  }

  #explorerRow(name: string): Locator {
    return this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: this.page.locator('.label-name').getByText(name, { exact: true }) });
  }

  #view(name: string): Locator {
    const header = this.page.locator(`.pane-header[aria-label^="${name} "]`);
    return this.page.locator('.pane').filter({ has: header });
  }

  #row(view: string, text: string): Locator {
    return this.#view(view).locator('.monaco-list-row').filter({ hasText: text }).first();
  }

  /** One click where the thing is at this moment: a list that is drawn makes the element of a row another row's. */
  async #press(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error(`${target} is not in sight.`);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Runs a command from the menu that a right click opens. */
  async chooseFromMenu(row: Locator, command: string): Promise<void> {
    await row.click({ button: 'right' });
    const item = this.page
      .locator('.monaco-menu .action-item')
      .filter({ has: this.page.locator('.action-label').getByText(command, { exact: true }) });
    await item.waitFor();
    // A menu takes no click in its first moments, so that the click that opened it chooses nothing.
    await this.page.waitForTimeout(200);
    await item.click();
    // Until it has closed, it takes the keys.
    await item.waitFor({ state: 'hidden' });
  }
}

const screenshots = path.resolve(import.meta.dirname, '../../screenshots');
