import { mkdirSync, watch } from 'node:fs';

/** Changes come in bursts, and a listing is worth one for each; ms. */
const quiet = 200;

/** Calls the listener after files of the folder have changed; a folder that cannot be watched is silent. */
export function watchFolder(folder: string, listener: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, quiet).unref();
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const watcher = watch(folder, { persistent: false }, changed);
    // Systems limit what may be watched: the view can be refreshed by hand.
    watcher.on('error', () => undefined);
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch {
    return () => clearTimeout(timer);
  }
}
