import type { Locator } from 'playwright-core';

/** What VS Code may take for a click or a key that it loses while it draws; ms. */
const patience = 3_000;

/** Presses something of VS Code's own, once more where that was lost, until what it brings is there. */
export async function pressUntil(there: Locator, press: () => Promise<void>): Promise<void> {
  await press();
  try {
    await there.waitFor({ timeout: patience });
  } catch {
    if (!(await there.isVisible())) await press();
    await there.waitFor();
  }
}
