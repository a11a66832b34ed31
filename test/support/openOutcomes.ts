import { openWorkbench, type Workbench } from './workbench.ts';

/** Opens the workspace of handlers that answer, log and fail, with each result whole and alone in the output. */
export function openOutcomes(env: NodeJS.ProcessEnv = {}): Promise<Workbench> {
  return openWorkbench({
    fixture: 'test/fixtures/outcomes',
    settings: { 'lambdaBench.result.clear': true, 'workbench.panel.opensMaximized': 'always' },
    env,
  });
}
