import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Tests start the endpoint from source a hundred times: what stays the same is compiled once.
// Not where coverage is measured, which is less exact for code from the cache.
if (process.env['NODE_V8_COVERAGE'] === undefined) {
  const folder = join(import.meta.dirname, '../../node_modules/.cache/lambda-bench');
  process.env['NODE_COMPILE_CACHE'] ??= folder;
  enableCompileCache(folder);
}
