import type { App } from '../app.ts';

/** The next rows of the view whose last row this is. */
export async function loadMore(app: Pick<App, 'show'>, target?: unknown): Promise<void> {
  const { kind, period }: Readonly<Record<string, unknown>> = Object(target);
  if (kind === 'older' && typeof period === 'string') await app.show.older(period);
  if (typeof target !== 'object' || target === null || !('view' in target)) return;
  if (target.view === 'functions' || target.view === 'roles') await app.show.more(target.view);
}
