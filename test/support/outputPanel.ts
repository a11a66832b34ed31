import type { Page } from 'playwright-core';
import { until } from './until.ts';

/** The output panel of a window. */
export class OutputPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The lines that it shows at this moment. */
  async visible(): Promise<string> {
    const lines = await this.#page.locator('.part.panel .view-line').evaluateAll(readLines);
    return lines.map(plainSpaces).join('\n');
  }

  /** The whole text of the channel that it shows, copied from there. */
  async text(): Promise<string> {
    const page = this.#page;
    const editor = page.locator('.part.panel .monaco-editor').first();
    await editor.waitFor();
    await page.evaluate('navigator.clipboard.writeText("")');
    await editor.click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+C');
    const copied = await until(async () => {
      const text: unknown = await page.evaluate('navigator.clipboard.readText()');
      return typeof text === 'string' && text !== '' ? plainSpaces(text) : undefined;
    }, 'The text of the output panel could not be copied.');
    // Nothing selected any more, and the panel follows what is added.
    await page.keyboard.press('ControlOrMeta+End');
    return copied;
  }

  /** Waits until it holds what is looked for, and answers its whole text. */
  async waitFor(pattern: RegExp, timeout = 60_000): Promise<string> {
    let seen = '';
    return until(
      async () => {
        const visible = await this.visible();
        if (visible === seen) return undefined;
        seen = visible;
        const whole = visible === '' ? '' : await this.text();
        return pattern.test(whole) ? whole : undefined;
      },
      () => `The output panel never held ${pattern}. It shows:\n${seen}`,
      timeout,
    );
  }
}

interface Line {
  readonly style: { readonly top: string };
  readonly textContent: string | null;
}

/** Monaco keeps lines in any order and says where they stand. Runs in the page. */
function readLines(lines: readonly Line[]): string[] {
  return [...lines]
    .map((line) => ({ top: Number.parseFloat(line.style.top), text: line.textContent ?? '' }))
    .sort((one, other) => one.top - other.top)
    .map(({ text }) => text);
}

function plainSpaces(text: string): string {
  return text.replaceAll(' ', ' ');
}
