import { installDebianPackages } from './debian.ts';
import { isExecutable, onPath } from './executable.ts';

/**
 * The Chromium or Chrome to drive: the one that CHROMIUM names, else one that is installed, else
 * Debian's, installed now where that is allowed. @throws one error that says what to do
 */
export async function findChromium(): Promise<string> {
  const named = process.env['CHROMIUM'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which cannot be run.`);
  }
  const found = installed();
  if (found) return found;
  try {
    await installDebianPackages({ chromium: 'chromium' });
  } catch (error) {
    throw new Error(
      `Tests of the user interface need Chromium or Chrome. Install one, or name it in the ` +
        `environment variable CHROMIUM. (${error instanceof Error ? error.message : String(error)})`,
      { cause: error },
    );
  }
  const now = installed();
  if (!now) throw new Error('Chromium was installed, but is not on PATH.');
  return now;
}

function installed(): string | undefined {
  return (
    onPath('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome') ??
    usualPlaces.find(isExecutable)
  );
}

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** What Chromium needs besides: it has no sandbox for root, and shall ask nothing of the network. */
export function chromiumArguments(): string[] {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
