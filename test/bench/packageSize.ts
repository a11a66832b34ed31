import { stat } from 'node:fs/promises';
import { execute } from '../../scripts/execute.ts';
import type { Figure } from './figure.ts';

export async function measure(): Promise<readonly Figure[]> {
  await execute(process.execPath, ['scripts/package.ts'], { quiet: true });
  const { size } = await stat('lambda-bench.vsix');
  return [{ what: 'package (.vsix)', measured: size / 1024, unit: 'KB', budget: 1024 }];
}
