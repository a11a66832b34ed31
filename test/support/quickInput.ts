import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { pressUntil } from './pressUntil.ts';

/** What a question is answered with, and the question it must be: a part of its title, prompt or placeholder. */
export interface Answer {
  readonly question?: string;
  /** Typed instead of what stands there; Enter follows, where no row is picked. */
  readonly text?: string;
  /** Picks the row with this label: of a long list only the part in sight has rows, so `text` narrows it. */
  readonly pick?: string;
  /** Checks rows, on top of those that are checked already; Enter follows. */
  readonly check?: readonly string[];
}

/** The box at the top of a window: the command palette, the files to open, and questions. */
export class QuickInput {
  readonly #page: Page;
  readonly #box: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#box = page.locator('.quick-input-widget:visible');
  }

  /** Runs a command by its whole title, e.g. `Lambda Bench: Refresh`. */
  async runCommand(title: string): Promise<void> {
    const input = this.#box.locator('input').first();
    await pressUntil(input, () => this.#page.keyboard.press('F1'));
    await input.fill(`>${title}`);
    await choice(this.#box, title).click();
  }

  /**
   * Opens a file in an editor, which has the keyboard then: by its name, as a row of the explorer
   * moves away below the pointer when a file appears above it.
   */
  async openFile(file: string): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.#box.locator('input').first().fill(file);
    await choice(this.#box, path.posix.basename(file))
      .and(this.#page.locator('.focused'))
      .waitFor();
    await this.#page.keyboard.press('Enter');
    const editor = this.#page.locator(
      `.monaco-editor.focused[data-uri$=${JSON.stringify(`/${file}`)}]`,
    );
    await editor.waitFor();
  }

  /** Answers the question that is asked now or next. */
  async answer({ question, text, pick, check = [] }: Answer): Promise<void> {
    const box = question ? this.#box.filter({ has: this.#asking(question) }) : this.#box;
    await box.waitFor();
    if (text !== undefined)
      await box
        .locator('input:is([type="text"], [type="password"], :not([type]))')
        .first()
        .fill(text);
    if (pick !== undefined) {
      await choice(box, pick).click();
      return;
    }
    for (const label of check) {
      const row = choice(box, label);
      if ((await row.getAttribute('aria-checked')) !== 'true') await row.click();
    }
    await this.#page.keyboard.press('Enter');
  }

  /** What the open question finds wrong with its answer. */
  async complaint(): Promise<string> {
    const box = this.#box.filter({ has: this.#page.locator('.monaco-inputbox.error') });
    const message = box.locator('.quick-input-message');
    await message.waitFor();
    return (await message.textContent()) ?? '';
  }

  #asking(question: string): Locator {
    const page = this.#page;
    return page
      .locator('.quick-input-title, .quick-input-message, .quick-input-description')
      .filter({ hasText: question })
      .or(page.locator(`input[placeholder*=${JSON.stringify(question)}]`))
      .first();
  }
}

/** The row of a quick pick whose label starts so. */
function choice(box: Locator, label: string): Locator {
  return box.locator(`.monaco-list-row[aria-label^=${JSON.stringify(label)}]`).first();
}
